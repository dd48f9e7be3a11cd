import type { Finding } from '#domain/finding.ts';

/**
 * The same findings with equal parts kept once: a resource's findings say the same of its type, and rest on few instants and few
 * answers. Of 10 000 databases there are 200 000 findings, and these parts would be a third of what they take.
 */
export function shareParts(findings: readonly Finding[]): readonly Finding[] {
  const texts = new Map<string, string>();
  const once = (text: string): string => {
    const known = texts.get(text) ?? text;
    texts.set(text, known);
    return known;
  };
  const lists: Finding['evidence'][] = [];
  return findings.map((finding) => {
    const known = lists.find((list) => isSameList(list, finding.evidence));
    if (known === undefined) lists.push(finding.evidence);
    return {
      ...finding,
      resourceType: once(finding.resourceType),
      readAt: once(finding.readAt),
      reason: once(finding.reason),
      evidence: known ?? finding.evidence,
    };
  });
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

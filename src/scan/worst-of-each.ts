import { type Finding, findingKey } from '#domain/finding.ts';
import { FINDING_STATUSES } from '#domain/status.ts';

/** A claim that uses one check twice, with different parameters, has one finding of it: the worst. */
export function worstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const key = findingKey(finding);
    const known = worst.get(key);
    if (known === undefined || rank(finding) < rank(known)) worst.set(key, finding);
  }
  return worst.size === findings.length ? findings : [...worst.values()];
}

function rank({ status }: Finding): number {
  return FINDING_STATUSES.indexOf(status);
}

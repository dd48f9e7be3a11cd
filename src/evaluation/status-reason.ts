import type { Finding } from '#domain/finding.ts';
import type { ClaimStatus } from '#domain/status.ts';

/** Why findings come to a status, in a sentence or two; null where they hold or are excepted. */
export function sentenceFor(
  status: ClaimStatus,
  findings: readonly Finding[],
  unseen: readonly string[],
): string | null {
  if (status === 'broken') return counted(findings, 'fail');
  if (status === 'vacuous') return 'Nothing in scope that this claim bears on.';
  if (status !== 'unverified') return null;
  const unknown = findings.some((finding) => finding.status === 'unknown')
    ? [counted(findings, 'unknown')]
    : [];
  return [...unseen.map((reason) => `${reason.replace(/\.$/u, '')}.`), ...unknown].join(' ');
}

// The first reason speaks for all: a person reads one sentence, the findings carry the rest.
function counted(findings: readonly Finding[], status: Finding['status']): string {
  const chosen = findings.filter((finding) => finding.status === status);
  const resources = new Set(chosen.map((finding) => finding.resourceId.toLowerCase())).size;
  const what = status === 'fail' ? 'violated by' : 'could not be verified on';
  return `${what} ${resources} ${resources === 1 ? 'resource' : 'resources'}: ${chosen[0]?.reason ?? ''}`;
}

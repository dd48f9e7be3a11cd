import type { Alert } from '#domain/alert.ts';
import type { ChangeAuthor } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { ComparedWith } from './compare-scan.ts';

/** What the state says now that a comparison goes by; to be asked in the lane of decisions. */
export async function standing(
  store: Pick<StateReader, 'scans' | 'openAlerts'>,
): Promise<ComparedWith> {
  const open = await store.openAlerts();
  const since = escapedSince(open);
  return {
    firstScan: (await store.scans(1)).length === 0,
    authors: knownAuthors(open),
    sinceWhen: (key) => since.get(key),
  };
}

/** Authors that alerts name; a later scan may find no record of them any more. */
function knownAuthors(open: readonly Alert[]): ReadonlyMap<string, ChangeAuthor> {
  const authors = new Map<string, ChangeAuthor>();
  for (const { members } of open) {
    for (const member of members) {
      if (member.kind !== 'finding' || member.state === 'over') continue;
      if (member.finding.changedBy !== null) authors.set(member.key, member.finding.changedBy);
    }
  }
  return authors;
}

/** Since when what left the scope fails: when it comes back, nobody has mended it in between as far as is known. */
function escapedSince(open: readonly Alert[]): ReadonlyMap<string, Instant> {
  const since = new Map<string, Instant>();
  for (const { kind, members } of open) {
    if (kind !== 'left-scope') continue;
    for (const member of members) {
      if (member.kind !== 'finding' || member.state === 'over') continue;
      if (member.finding.since !== null) since.set(member.key, member.finding.since);
    }
  }
  return since;
}

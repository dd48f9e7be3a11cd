import { causeKey, causeOf } from '#alerting/cause.ts';
import type { AlertCause } from '#domain/alert.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import { idKey } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { Attribution } from '#drift/attribute.ts';
import { lastRead } from '#drift/transition.ts';

/** A finding that began or ceased to fail, as the state and a first reading say. */
export interface Candidate {
  readonly key: string;
  /** As first read, with its author where one is known. */
  readonly finding: Finding;
  readonly began: boolean;
  /** undefined: nothing is recorded of it. */
  readonly recorded: RecordedFinding | undefined;
}

/**
 * The findings that are worth a second reading, those of one check and one cause together, in the order of their keys. What was
 * carried forward is not among them, nobody has read it just now. Asks the state for nothing where no finding differs from the open
 * alerts.
 */
export async function confirmCandidates(
  findings: readonly Finding[],
  before: Pick<StateReader, 'openAlerts' | 'findingsOf'>,
  startedAt: Instant,
  authorOf: () => Attribution,
  familyOf: (check: string) => string,
): Promise<readonly (readonly Candidate[])[]> {
  const suspects = differing(findings, await watchedKeys(before), startedAt);
  if (suspects.length === 0) return [];
  const author = authorOf();
  const byGroup = new Map<string, Candidate[]>();
  const byResource = Map.groupBy(suspects, ({ finding }) => idKey(finding.resourceId));
  for (const ofResource of byResource.values()) {
    const [first] = ofResource;
    if (first === undefined) continue;
    const recorded = new Map(
      (await before.findingsOf(first.finding.resourceId)).map((one) => [
        findingKey(one.finding),
        one,
      ]),
    );
    for (const { key, finding } of ofResource) {
      const known = recorded.get(key);
      const candidate = candidateOf(key, finding, known, author);
      if (candidate === undefined) continue;
      const group = `${finding.check} ${groupOf(candidate.finding, familyOf)}`;
      byGroup.set(group, [...(byGroup.get(group) ?? []), candidate]);
    }
  }
  return [...byGroup.values()].map((group) => group.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
}

/** Every violation is in an open alert until it is over, so these are the ones that failed when they were last read. */
async function watchedKeys(before: Pick<StateReader, 'openAlerts'>): Promise<ReadonlySet<string>> {
  const watched = new Set<string>();
  for (const { members } of await before.openAlerts()) {
    for (const member of members)
      if (member.kind === 'finding' && member.state !== 'over') watched.add(member.key);
  }
  return watched;
}

function differing(
  findings: readonly Finding[],
  watched: ReadonlySet<string>,
  startedAt: Instant,
): readonly { readonly key: string; readonly finding: Finding }[] {
  return findings.flatMap((finding) => {
    const { status, readAt } = finding;
    const mayDiffer = status === 'fail' || (watched.size > 0 && isSound(finding));
    if (!mayDiffer || readAt < startedAt) return [];
    const key = findingKey(finding);
    return (status === 'fail') === watched.has(key) ? [] : [{ key, finding }];
  });
}

function candidateOf(
  key: string,
  finding: Finding,
  recorded: RecordedFinding | undefined,
  author: Attribution,
): Candidate | undefined {
  const wasFailing = recorded !== undefined && lastRead(recorded)?.status === 'fail';
  const began = finding.status === 'fail';
  if (began === wasFailing) return undefined;
  const wasRead = recorded !== undefined && recorded.finding.status !== 'unknown';
  const within = wasRead ? { after: recorded.finding.readAt } : {};
  return { key, finding: { ...finding, changedBy: author(finding, within) }, began, recorded };
}

function isSound({ status }: Finding): boolean {
  return status === 'pass' || status === 'not-applicable';
}

/** By operation where Azure names one, else by outermost resource. */
function groupOf(finding: Finding, familyOf: (check: string) => string): string {
  const cause: AlertCause = causeOf(finding, { scanId: '', familyOf });
  return cause.kind === 'operation' ? `${cause.by} ${cause.operation}` : causeKey(cause);
}

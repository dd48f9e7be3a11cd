import type { Change } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { StateReader } from '#domain/state-store.ts';

/** One that only left the scope or took another good value rests on nothing that anybody asks for. */
const TRANSITIONS: ReadonlySet<Change['kind']> = new Set([
  'found-failing',
  'started-failing',
  'stopped-failing',
  'became-unreadable',
  'readable-again',
  'gone',
]);

/** Later than any change. */
const FOR_EVER = '9999-12-31T23:59:59.999Z';

/** The answers that these transitions rest on. */
export function answersBehind(changes: readonly Change[]): ReadonlySet<Digest> {
  const findings = changes.filter(({ kind }) => TRANSITIONS.has(kind)).map((each) => each.finding);
  return new Set(findings.flatMap(({ evidence }) => evidence));
}

/** Those of all transitions from `since` on, and when each was told: evidence of a period must still be there when it is asked for. */
export async function transitionAnswers(
  state: Pick<StateReader, 'changesBetween'>,
  since: Instant,
): Promise<readonly { readonly digest: Digest; readonly at: Instant }[]> {
  const changes = await state.changesBetween(since, FOR_EVER);
  return changes.flatMap((change) =>
    [...answersBehind([change])].map((digest) => ({ digest, at: change.at })),
  );
}

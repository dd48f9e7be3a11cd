import { stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '#config/configuration.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { StateReader, StateStore } from '#domain/state-store.ts';
import { applyRetention } from '#evidence/apply-retention.ts';
import type { BodyVault } from '#evidence/body-vault.ts';
import type { AnswerUse } from '#evidence/prune-answers.ts';
import { transitionAnswers } from '#history/transition-answers.ts';

/** History older than this is forgotten; snapshots have `evidence.keepDays` and `evidence.monthlyYears`. */
const HISTORY_DAYS = 400;
const DAY_MS = 86_400_000;
/** Later than any reading. */
const FOR_EVER = '9999-12-31T23:59:59.999Z';

/**
 * Removes what is older than anybody asks for, from the state and from the evidence; whoever calls it holds the state. Answers with the
 * names of the snapshots that went. A legal hold is for everything that could be asked for later: nothing goes then.
 */
export async function tidyEvidence(
  { evidence }: Pick<Configuration, 'evidence'>,
  store: StateStore,
  now: number,
  /** Where bodies lie besides; undefined: nowhere. */
  vault: BodyVault | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (evidence.legalHold) return [];
  const since = toInstant(now - HISTORY_DAYS * DAY_MS);
  await store.prune(since);
  return await applyRetention(
    { ...evidence, ...sharedOf(evidence, vault) },
    now,
    () => answersInUse(store, since),
    signal,
  );
}

/** The same at most once a day, for scans that are started one by one: it reads every index that is kept. */
export async function tidyDaily(
  configuration: Pick<Configuration, 'evidence'>,
  store: StateStore,
  now: number,
  /** Where bodies lie besides; undefined: nowhere. */
  vault: BodyVault | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const mark = join(configuration.evidence.directory, 'tidied');
  const last = await stat(mark).catch(() => undefined);
  if (last !== undefined && now - last.mtimeMs < DAY_MS && last.mtimeMs <= now) return [];
  const removed = await tidyEvidence(configuration, store, now, vault, signal);
  await writeFile(mark, '');
  await utimes(mark, now / 1000, now / 1000);
  return removed;
}

function sharedOf({ bodies }: Configuration['evidence'], vault: BodyVault | undefined) {
  return bodies === null || vault === undefined
    ? {}
    : { shared: { vault, cacheDays: bodies.cacheDays } };
}

/** Answers that current verdicts rest on, and those that the transitions of the kept history do: a period is asked for long afterwards. */
async function* answersInUse(store: StateReader, since: Instant): AsyncGenerator<AnswerUse> {
  yield* await transitionAnswers(store, since);
  for (const id of await store.resourceIds()) {
    for (const { finding } of await store.findingsOf(id))
      for (const digest of finding.evidence) yield { digest, at: FOR_EVER };
  }
}

import { type Instant, toInstant } from '#domain/instant.ts';
import { convertBodies, tidyBases } from './convert-bodies.ts';
import { snapshotDigests } from './list-snapshots.ts';
import { type AnswerUse, pruneAnswers } from './prune-answers.ts';
import { pruneSnapshots } from './prune-snapshots.ts';

/** What may be removed, and when. */
export interface Retention {
  readonly directory: string;
  /** null: snapshots are kept for ever. */
  readonly keepDays: number | null;
  /** Nothing is removed, by whomever. */
  readonly legalHold: boolean;
}

const DAY_MS = 86_400_000;
/** An answer that nothing refers to may belong to a scan that still runs. */
const UNUSED_DAYS = 2;

/**
 * Removes snapshots that are old enough, then the answers that no snapshot and no verdict (`inUse`) refers to, and packs
 * what the version before kept plain. The log and its
 * checkpoints are never touched, so that every proof stays valid. Answers with the names of what was removed; under legal hold with
 * none.
 */
export async function applyRetention(
  { directory, keepDays, legalHold }: Retention,
  now: number,
  inUse: () => AsyncIterable<AnswerUse>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (legalHold) return [];
  const before = (days: number): Instant => toInstant(now - days * DAY_MS);
  const removed =
    keepDays === null ? [] : await pruneSnapshots(directory, before(keepDays), signal);
  const bodies = await snapshotDigests(directory);
  await pruneAnswers(directory, { bodies, uses: inUse() }, before(UNUSED_DAYS), signal);
  await convertBodies(directory, signal);
  await tidyBases(directory);
  return removed;
}

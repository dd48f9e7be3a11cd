import { type Instant, moveInstant, toInstant } from '#domain/instant.ts';
import { createBodyStore } from './body-store.ts';
import type { BodyVault } from './body-vault.ts';
import { convertBodies, tidyBases } from './convert-bodies.ts';
import { evictBodies, pruneVault } from './evict-bodies.ts';
import { snapshotDigests } from './list-snapshots.ts';
import { packIndexes } from './pack-indexes.ts';
import { packSnapshots } from './pack-snapshots.ts';
import { type AnswerUse, pruneAnswers } from './prune-answers.ts';
import { pruneSnapshots } from './prune-snapshots.ts';
import { createVaultKeeper, SAID_EVERY_DAYS } from './vault-keeper.ts';

/** What may be removed, and when. */
export interface Retention {
  readonly directory: string;
  /** For so long everything is kept: what every scan asked and was answered. */
  readonly everythingDays: number;
  /** null: snapshots are kept for ever. */
  readonly keepDays: number | null;
  /** For so long the last snapshot of each month is kept, and every sealed period. */
  readonly monthlyYears: number;
  /** Nothing is removed, by whomever. */
  readonly legalHold: boolean;
  /** Where bodies lie besides, and after how many days without use there alone; absent: nowhere. */
  readonly shared?: { readonly vault: BodyVault; readonly cacheDays: number };
}

const DAY_MS = 86_400_000;
/** A snapshot keeps what it needs from being removed when it is made, later than its time says. */
const SLACK_DAYS = 2;

/**
 * Packs what lies plain, as the version before kept it; removes snapshots that are old enough, then what was not used while everything
 * is kept and no snapshot and no verdict (`inUse`) refers to. The log and its checkpoints are never touched, so that every proof stays valid.
 * Answers with the names of what was removed; under legal hold nothing is
 * touched.
 */
export async function applyRetention(
  retention: Retention,
  now: number,
  inUse: () => AsyncIterable<AnswerUse>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { directory, everythingDays, keepDays, monthlyYears, shared } = retention;
  if (retention.legalHold) return [];
  const before = (days: number): Instant => toInstant(now - days * DAY_MS);
  await packSnapshots(directory, 'snapshots', now, signal);
  await packSnapshots(directory, 'periods', now, signal);
  await convertBodies(directory, signal);
  await packIndexes(directory, before(1), signal);
  await tidyBases(directory);
  const monthlyBefore = moveInstant(before(0), { months: -12 * monthlyYears, days: 0 });
  const removed =
    keepDays === null
      ? []
      : await pruneSnapshots(
          directory,
          {
            before: before(keepDays),
            ...(monthlyYears === 0 || monthlyBefore === undefined ? {} : { monthlyBefore }),
          },
          signal,
        );
  const bodies = await snapshotDigests(directory, before(everythingDays - SLACK_DAYS));
  // Of a packed snapshot that is not whole nobody knows what it needs.
  if (bodies === undefined) return removed;
  const uses = inUse();
  if (shared === undefined) {
    await pruneAnswers(directory, { bodies, uses }, before(everythingDays), signal);
    return removed;
  }
  const store = createBodyStore(directory);
  const keeper = createVaultKeeper(directory, store, shared.vault);
  const bring = async (digest: string) => await keeper.bring([digest], before(0), signal);
  const needed = { bodies, uses, bring };
  const { keep } = await pruneAnswers(directory, needed, before(everythingDays), signal);
  await pruneVault(keeper, keep, before(everythingDays + SAID_EVERY_DAYS + 1), signal);
  await evictBodies(directory, keeper, before(0), before(shared.cacheDays), signal);
  return removed;
}

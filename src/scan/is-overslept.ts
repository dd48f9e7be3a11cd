import type { Finding } from '#domain/finding.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { Task } from '#evaluation/plan.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { mayBeServerless } from '#resource-types/sql/database-sleep.ts';
import type { AnswerReader } from './answer-reader.ts';
import type { Scanner } from './scanner.ts';

/**
 * Whether a finding that no write was announced for must be made anew all the same: its database resumed after it was read. While it
 * is awake it can be read for nothing; once it sleeps again, nobody could tell whether it changed in between.
 */
async function isOverslept(
  finding: Finding,
  entry: InventoryEntry,
  { check, parameters }: Task,
  { answers, scanner }: { readonly answers: AnswerReader; readonly scanner: Scanner },
): Promise<boolean> {
  const wakes = check
    .readsFor(entry.resource.type.toLowerCase(), parameters)
    .some((name) => scanner.reads.get(name)?.wakes === true);
  if (!wakes || !mayBeOverslept(entry, scanner)) return false;
  const awake = await answers.awake(entry);
  // Asleep or not readable: judged anew it is carried by the rule for what sleeps, or it is not known.
  if (awake.status === 'unavailable') return true;
  if (finding.asleepSince !== undefined) return true;
  const { maySleep, resumedAt } = awake.value;
  // Once after it resumed and no oftener: nobody says whether a reading keeps it awake.
  return maySleep && resumedAt !== null && resumedAt > (toMilliseconds(finding.readAt) ?? 0);
}

/** Whether anything of a resource may be overslept: one that never sleeps need not be asked. */
export function mayBeOverslept(
  { resource }: InventoryEntry,
  { wakePaused }: Pick<Scanner, 'wakePaused'>,
): boolean {
  return wakePaused !== true && mayBeServerless(resource);
}

/** Earlier findings of one task that still stand, unless one of them was overslept; undefined: judge anew. */
export async function unlessOverslept(
  standing: readonly Finding[] | undefined,
  entry: InventoryEntry,
  task: Task,
  parts: { readonly answers: AnswerReader; readonly scanner: Scanner },
): Promise<readonly Finding[] | undefined> {
  for (const finding of standing ?? [])
    if (await isOverslept(finding, entry, task, parts)) return undefined;
  return standing;
}

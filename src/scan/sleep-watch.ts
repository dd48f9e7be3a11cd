import { toInstant, toMilliseconds } from '#domain/instant.ts';
import {
  type Asleep,
  type Collected,
  type Digest,
  type Reading,
  type Unavailable,
  unavailable,
} from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import { type Wakefulness, wakefulnessOf } from '#resource-types/sql/database-sleep.ts';

/** A database that may be asked what would wake it, with the answers that say so; `resumedAt`: since when it is awake, where told. */
export interface Awake {
  readonly evidence: readonly Digest[];
  /** Whether it may fall asleep by itself. */
  readonly maySleep: boolean;
  /** Milliseconds since the epoch; null: not said. */
  readonly resumedAt: number | null;
}

/**
 * Whether a database is awake, by the list of its server and, where it may fall asleep by itself, by its own answer at this moment.
 * Asleep, or in a state that nobody understands, or not readable at all: unavailable, and what wakes must not be asked for.
 */
export async function readAwake(
  id: ResourceId,
  readListed: () => Promise<Reading<unknown>>,
  readNow: () => Promise<Reading<unknown>>,
): Promise<Reading<Awake>> {
  const listed = await readListed();
  if (listed.status === 'unavailable') return notKnown(id, listed);
  const seen = stateIn(id, listed, []);
  // What never sleeps stays as it is, and what sleeps is not asked for a second opinion: the doubt is for sleep.
  if (seen.status === 'unavailable' || !seen.value.maySleep) return seen;
  const now = await readNow();
  return now.status === 'unavailable' ? notKnown(id, now) : stateIn(id, now, listed.evidence);
}

function stateIn(
  id: ResourceId,
  { value, evidence: own, readAt }: Collected<unknown>,
  before: readonly Digest[],
): Reading<Awake> {
  const evidence = [...before, ...own];
  const wakefulness = wakefulnessOf(value);
  switch (wakefulness.state) {
    case 'asleep':
      return unavailable('Asleep', whyNotRead(id, wakefulness), {
        asleep: asleepOf(wakefulness, readAt),
        evidence,
      });
    case 'never-sleeps':
      return awake({ evidence, maySleep: false, resumedAt: null }, readAt);
    case 'awake': {
      const resumedAt = pastOf(wakefulness.resumedDate, readAt);
      return awake({ evidence, maySleep: true, resumedAt }, readAt);
    }
  }
}

function awake(value: Awake, readAt: number): Reading<Awake> {
  return { status: 'collected', value, evidence: value.evidence, readAt };
}

function notKnown(id: ResourceId, reading: Unavailable): Unavailable {
  return { ...reading, detail: `Whether ${id} is paused is not known: ${reading.detail}` };
}

function asleepOf(
  { pausedDate, resumedDate }: Extract<Wakefulness, { state: 'asleep' }>,
  readAt: number,
): Asleep {
  return { since: pastOf(pausedDate, readAt), resumedAt: pastOf(resumedDate, readAt) };
}

// An instant in the future is not understood: it says nothing about how long it sleeps.
function pastOf(instant: string | undefined, readAt: number): number | null {
  const at = instant === undefined ? undefined : toMilliseconds(instant);
  return at === undefined || at > readAt ? null : at;
}

// The same words whatever was known before: a scan that is made again from its answers knows nothing else.
function whyNotRead(
  id: string,
  { status, pausedDate, resumedDate }: Extract<Wakefulness, { state: 'asleep' }>,
): string {
  const state =
    status === undefined
      ? 'does not say whether it is paused'
      : `is ${status}${pausedDate === undefined ? '' : ` since ${plain(pausedDate)}`}`;
  const spell =
    resumedDate === undefined
      ? 'no earlier reading of its last time online stands'
      : `no reading stands that was made since it last resumed (${plain(resumedDate)})`;
  return (
    `The serverless database ${id} ${state}, and reading this would resume it and bill its owner: it was not asked, and ${spell}. ` +
    'The next scan that finds it online reads it; `azure.wakePaused: true` reads it while it is paused, too'
  );
}

function plain(instant: string): string {
  const at = toMilliseconds(instant);
  return at === undefined ? instant : toInstant(at);
}

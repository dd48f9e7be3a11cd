import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { ScanMode } from '#domain/scan.ts';
import type { StateReader } from '#domain/state-store.ts';
import { type EarlierScan, earlierIn } from './earlier-scan.ts';
import { requestsBehind, type Sweep } from './sweep-share.ts';

/**
 * What was read of everything counts for this long (a day with two hours' grace); a verdict that is older is read again, and a scan is
 * made a full one, unless everything is just being read again.
 */
const CARRIED_HOURS = 26;

/** How a scan goes by what is recorded. */
export interface ScanPlan {
  /** Absent: everything is read, in this one scan. */
  readonly earlier?: EarlierScan;
  readonly sweep?: Sweep;
  /** The scan begins a sweep. */
  readonly countsAgain?: true;
  /** Begin of the sweep to be recorded with the scan; absent: none begins. */
  readonly begins?: Instant;
}

/**
 * Decides how a scan is made. `wanted` full: where all of it takes more requests in a subscription than `allowance` (absent: no bound),
 * this scan only begins to read everything again, and those after it go on. `mark`: names the watermarks of one configuration.
 */
export async function planScan(
  store: StateReader,
  wanted: ScanMode,
  mark: string,
  now: Instant,
  allowance: number | undefined,
): Promise<ScanPlan> {
  if (wanted === 'full' && allowance === undefined) return {};
  const lastFull = await store.watermark(fullMark(mark));
  const begun = await store.watermark(sweepMark(mark));
  const carryFrom = toInstant((toMilliseconds(now) ?? 0) - CARRIED_HOURS * 3_600_000);
  if (lastFull === undefined) return {};
  const underWay = begun !== undefined && begun > lastFull ? begun : undefined;
  if (lastFull < carryFrom && (underWay === undefined || underWay < carryFrom)) return {};
  const earlier = await earlierIn(store, carryFrom);
  if (allowance === undefined) return { earlier };
  if (underWay !== undefined) return { earlier, sweep: { since: underWay, allowance } };
  if (wanted !== 'full') return { earlier };
  if (!(await takesMore(store, earlier, allowance))) return {};
  return { earlier, sweep: { since: now, allowance }, countsAgain: true, begins: now };
}

export function fullMark(mark: string): string {
  return `full:${mark}`;
}

export function sweepMark(mark: string): string {
  return `sweep:${mark}`;
}

/** Whether reading everything again takes more requests than the allowance in some subscription. */
async function takesMore(
  store: Pick<StateReader, 'resourceIds'>,
  earlier: EarlierScan,
  allowance: number,
): Promise<boolean> {
  const subscriptions = new Set(
    (await store.resourceIds()).flatMap((id) => parseResourceId(idKey(id))?.subscriptionId ?? []),
  );
  for (const id of subscriptions)
    if ((await requestsBehind(await earlier.within(id))) > allowance) return true;
  return false;
}

import type { Finding } from '#domain/finding.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { Judgement } from '#evaluation/judgement.ts';

const HOUR_MS = 3_600_000;
/** What goes by the clock is looked at again after a day at the latest. */
const MOST_MS = 24 * HOUR_MS;
/** The moment at which a verdict turns is found to within so long: more steps would not make the next look come sooner. */
const EXACT_MS = 15 * 60_000;
/** What was read at once is read again spread over the last quarter of its time, and not at once. */
const SPREAD = 0.25;

/**
 * Until when a verdict that goes by the clock (how old the newest backup is, when a key expires) stands if nothing is written: until
 * the same answers would be judged otherwise, and for a day at the most, because new backups are told by no record. Undefined where
 * something of it is no pass: what mends it is told by no record either, so the next scan looks. Guess: a verdict that the clock has
 * turned is not turned back by it, so that the moment can be found by halving.
 */
export async function standsUntil(
  judgements: readonly Judgement[],
  judgeAt: (asOf: Instant) => Promise<readonly Judgement[]>,
  asOf: Instant,
): Promise<Instant | undefined> {
  const from = toMilliseconds(asOf);
  const isSettled = judgements.every(
    ({ verdict: { status } }) => status === 'pass' || status === 'not-applicable',
  );
  if (from === undefined || !isSettled) return undefined;
  const now = statusesOf(judgements);
  const isSameAt = async (ms: number): Promise<boolean> =>
    statusesOf(await judgeAt(toInstant(from + ms))) === now;
  const most = spread(MOST_MS, judgements.flatMap(({ evidence }) => evidence)[0]);
  if (await isSameAt(most)) return toInstant(from + most);
  let stands = 0;
  let turned = most;
  while (turned - stands > EXACT_MS) {
    const middle = (stands + turned) / 2;
    if (await isSameAt(middle)) stands = middle;
    else turned = middle;
  }
  return toInstant(from + stands);
}

/** A time of the last quarter before the limit, the same for the same answer. */
export function spread(limit: number, evidence: Digest | undefined): number {
  const fraction = evidence === undefined ? 0 : Number.parseInt(evidence.slice(-4), 16) / 65_536;
  return limit * (1 - SPREAD * (Number.isNaN(fraction) ? 1 : fraction));
}

/** Whether a recorded finding says of itself that it still stands. */
export function stillStands({ standsUntil: until }: Finding, asOf: Instant): boolean {
  return until !== undefined && until > asOf;
}

function statusesOf(judgements: readonly Judgement[]): string {
  return judgements
    .map(({ item, verdict }) => `${item ?? ''}\u001f${verdict.status}`)
    .sort()
    .join('\u001e');
}

import type { Instant } from '#domain/instant.ts';
import { type RunHistory, readingsOf } from './run-history.ts';

/**
 * Why nothing is known of a stretch of time.
 * - `before-first-scan`: no run that ended before it is kept
 * - `missed-run`: runs were due and noted as missed
 * - `partial-scan`: runs took place that covered only a part of what is configured
 * - `no-run`: nothing is recorded at all
 * - `not-yet`: it lies in the future
 */
export type GapCause = 'before-first-scan' | 'missed-run' | 'partial-scan' | 'no-run' | 'not-yet';

/** A stretch of time of which nothing is known. */
export interface Gap {
  readonly from: Instant;
  readonly to: Instant;
  readonly cause: GapCause;
  /** One sentence. */
  readonly detail: string;
}

/** The stretches of [from, to) that no reading reaches, oldest first, each with its cause. */
export function gapsOf(history: RunHistory, from: Instant, to: Instant): readonly Gap[] {
  const gaps: Gap[] = [];
  const past = to < history.now ? to : history.now;
  let knownUntil = from;
  let hasEarlier = false;
  for (const { at, until } of readingsOf(history)) {
    if (at > knownUntil && knownUntil < past) {
      const end = at < past ? at : past;
      gaps.push({ from: knownUntil, to: end, ...causeOf(history, knownUntil, end, hasEarlier) });
    }
    hasEarlier = true;
    if (until > knownUntil) knownUntil = until;
  }
  if (knownUntil < past)
    gaps.push({ from: knownUntil, to: past, ...causeOf(history, knownUntil, past, hasEarlier) });
  if (history.now < to) {
    const begin = history.now > from ? history.now : from;
    gaps.push({ from: begin, to, cause: 'not-yet', detail: 'It lies in the future.' });
  }
  return gaps;
}

function causeOf(
  { missed, scans }: RunHistory,
  from: Instant,
  to: Instant,
  hasEarlier: boolean,
): Pick<Gap, 'cause' | 'detail'> {
  const noted = missed.filter(({ due }) => due >= from && due < to);
  if (noted.length > 0) {
    const reasons = new Map<string, number>();
    for (const { schedule, reason } of noted) {
      const words = `${schedule}: ${reason}`;
      reasons.set(words, (reasons.get(words) ?? 0) + 1);
    }
    const told = [...reasons].map(([words, count]) => (count > 1 ? `${words} (${count})` : words));
    return { cause: 'missed-run', detail: `Missed runs: ${told.join('; ')}.` };
  }
  const partial = scans.filter(
    ({ whole, finishedAt }) => !whole && finishedAt >= from && finishedAt < to,
  );
  if (partial.length > 0)
    return {
      cause: 'partial-scan',
      detail: `${partial.length} runs looked at a part of the configuration only.`,
    };
  return hasEarlier
    ? {
        cause: 'no-run',
        detail: 'No run ended: the monitor was not running, or its runs failed.',
      }
    : { cause: 'before-first-scan', detail: 'No run that ended before is kept.' };
}

import type { AnswerKeeper, Exchange } from '#domain/exchange.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import type { Symptom } from '#domain/symptom.ts';

/** Source: alerting A8, for our clock against that of Azure as for our clock against itself. */
export const TOLERATED_MS = 60_000;

/**
 * How far Azure's clock was ahead of ours (negative: behind) when it answered, in milliseconds; undefined where an answer says nothing of
 * it. Azure wrote its `date` at some time between question and answer: only what lies outside is an offset. Source of the header: RFC
 * 9110, 6.6.1; whole seconds.
 */
export function clockOffset({
  headers,
  startedAt,
  durationMs,
}: Pick<Exchange, 'headers' | 'startedAt' | 'durationMs'>): number | undefined {
  const date = Date.parse(headers['date'] ?? '');
  const sent = toMilliseconds(startedAt);
  if (sent === undefined || Number.isNaN(date)) return undefined;
  const received = sent + durationMs;
  return date < sent - 1_000 ? date - sent : date > received ? date - received : 0;
}

/** Compares our clock with the one that Azure's answers carry. */
export interface AzureTime {
  /** Keeps answers as the keeper that it was made with, and looks at their `date` on the way. */
  readonly keeper: AnswerKeeper;
  symptoms(): readonly Symptom[];
}

/**
 * Watches the `date` of Azure's answers: a clock that is a minute off puts wrong times into the evidence and into every comparison
 * with Azure's change records.
 */
export function createAzureTime(keeper: AnswerKeeper): AzureTime {
  let offsetMs = 0;
  let at = '';
  return {
    keeper: {
      keep(exchange) {
        const digest = keeper.keep(exchange);
        const offset = clockOffset(exchange);
        if (offset !== undefined) {
          offsetMs = offset;
          at = toInstant((toMilliseconds(exchange.startedAt) ?? 0) + exchange.durationMs);
        }
        return digest;
      },
    },
    symptoms() {
      if (Math.abs(offsetMs) <= TOLERATED_MS) return [];
      const seconds = Math.round(Math.abs(offsetMs) / 1_000);
      return [
        {
          code: 'ClockOffset',
          severity: 'medium',
          message: `The clock of the monitor's machine is ${seconds} s ${offsetMs > 0 ? 'behind' : 'ahead of'} Azure's, seen at ${at}.`,
          remedy: 'See that the machine keeps its time (NTP).',
        },
      ];
    },
  };
}

import { z } from 'zod';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { type Answer, ask, bad, doubtful, good, type Ruling } from './answer.ts';
import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** How available a resource was, as Azure measured it. */
export interface Availability extends Named {
  readonly what: string;
  /** Who measured: the platform by what it served, or tests that come from outside as users do. */
  readonly by: 'platform' | 'tests';
  readonly measured: Said<Measured>;
}

/** Percent over the days that count: those asked for on which it was there from beginning to end. Each day counts alike. */
export interface Measured {
  /** Mean of the days that have a figure; null: none has. */
  readonly mean: number | null;
  /** Were every day without a figure a day of outage; and were every one a good day. */
  readonly worst: number;
  readonly best: number;
  readonly daysWithFigure: number;
  readonly days: number;
  /** Whether it was made within the time that was asked for, so that fewer days count. */
  readonly isYoung: boolean;
  /** The end of the last day. */
  readonly until: Instant;
}

/** What a statement says of a figure. */
export const AvailabilityDemand = z.strictObject({
  /** Percent. */
  atLeast: z.number(),
  /** The statement says "about": what was measured is rounded to the digits of `atLeast`. */
  about: z.literal(true).optional(),
});
export type AvailabilityDemand = z.output<typeof AvailabilityDemand>;

/** A scan may ask long after the instant that it is about; an answer that ends before or after it must not be further from it. */
const FRESH_MS = 86_400_000;

/** Beyond this many places a sum of floating point numbers says nothing: 30 times 99.99 must be 99.99 on average. */
const PLACES = 6;

/** A figure with the places that say something. */
export function roundFigure(figure: number): number {
  return Number(figure.toFixed(PLACES));
}

/**
 * Whether it was as available as demanded. A day without a figure may have been anything from 0 to 100 %: it never helps, and only
 * harms where even 100 % would not do.
 */
export function askAvailability(
  { measured }: Availability,
  demand: AvailabilityDemand,
  asOf: Instant,
): Answer {
  const { atLeast, about } = demand;
  const stated = about === true ? `about ${atLeast} %` : `${atLeast} %`;
  return ask(measured, `at least ${atLeast} %`, (figures) =>
    rule(figures, { least: leastOf(demand), stated, asOf }),
  );
}

interface Stated {
  readonly least: number;
  readonly stated: string;
  readonly asOf: Instant;
}

function rule(figures: Measured, { least, stated, asOf }: Stated): Ruling {
  const { mean, worst, best, daysWithFigure, days, isYoung, until } = figures;
  const distance = (toMilliseconds(asOf) ?? Number.NaN) - (toMilliseconds(until) ?? Number.NaN);
  if (!(Math.abs(distance) <= FRESH_MS)) {
    return doubtful(`The figures are of another time: they end at ${until}`, null);
  }
  const span = isYoung ? `the ${days} whole days since it was made` : `the last ${days} days`;
  if (mean === null) return doubtful(`Azure has no figure of ${span}: that is not 100 %`, null);
  if (best < least) {
    const most = daysWithFigure < days ? 'at most ' : '';
    return bad(`Available for ${most}${best} % of ${span}, not ${stated}`, mean);
  }
  if (worst >= least) {
    return good(`Available for ${worst} % of ${span}; what was before is not measured`, mean);
  }
  return doubtful(
    `Azure has figures of only ${daysWithFigure} of ${span}: the others may have been worse`,
    mean,
  );
}

/** The least figure that is as stated: of "about 99.99", what rounds to it. */
function leastOf({ atLeast, about }: AvailabilityDemand): number {
  if (about !== true) return atLeast;
  const digits = String(atLeast).split('.')[1]?.length ?? 0;
  return roundFigure(atLeast - 0.5 / 10 ** digits);
}

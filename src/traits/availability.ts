import type { Named } from './named.ts';
import type { Said } from './said.ts';

/** How available a resource was, as Azure measured it. */
export interface Availability extends Named {
  readonly what: string;
  readonly measured: Said<Measured>;
}

/** Percent over the days that count. */
export interface Measured {
  /** Mean of the days that have a figure. */
  readonly mean: number;
  /** Were every day without a figure a day of outage; and were every one a good day. */
  readonly worst: number;
  readonly best: number;
  readonly daysWithFigure: number;
  readonly days: number;
}

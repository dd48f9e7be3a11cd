import { z } from 'zod';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { findRegion, isKnownSet, isWithin } from '#traits/regions.ts';

const PlaceSet = z.string().refine(isKnownSet, {
  error: 'expected EU, EEA, Europe, an ISO country code or the name of an Azure region',
});
/** Where data may be: `EU`, `EEA`, `Europe`, an ISO country code or a region's name; of several any one. */
export const Within = z.union([PlaceSet, z.array(PlaceSet).min(1)]);
export type Within = z.infer<typeof Within>;

/** A place that data can be, in words for a person, with the location as Azure wrote it. */
export interface Place {
  readonly what: string;
  readonly location: string | null | undefined;
}

/**
 * Passes when every place lies in the set; fails when one that is understood lies outside, whatever else is not known;
 * unknown for no places at all, and when a location is missing, global or not a region that we know.
 */
export function judgePlaces(places: readonly Place[], within: Within): Verdict {
  const observed = Object.fromEntries(places.map(({ what, location }) => [what, location ?? null]));
  const shown = { expected: within, observed };
  const outside: string[] = [];
  const notKnown: string[] = [];
  for (const { what, location } of places) {
    const region = findRegion(location ?? '');
    if (region === undefined) notKnown.push(`${what} (${location ?? 'not said'})`);
    else if (!isWithin(region, within)) outside.push(`${what} (${location})`);
  }
  const set = describeSet(within);
  if (outside.length > 0) return fail(`Outside ${set}: ${outside.join(', ')}`, shown);
  if (notKnown.length > 0) return unknown(`Place not known: ${notKnown.join(', ')}`, shown);
  if (places.length === 0) return unknown('No place is known', shown);
  return pass(`Within ${set}: ${Object.keys(observed).join(', ')}`, shown);
}

/** The set as a person says it. */
export function describeSet(within: Within): string {
  return typeof within === 'string' ? within : within.join(' or ');
}

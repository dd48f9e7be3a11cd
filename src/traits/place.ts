import { z } from 'zod';
import type { ResourceId } from '#domain/resource-id.ts';
import { type Answer, ask, bad, doubtful, good } from './answer.ts';
import type { Named } from './named.ts';
import { findGeography, findRegion, isKnownSet, isWithin, shareWithin } from './regions.ts';
import { notSaid, type Said } from './said.ts';

export const PLACE_KINDS = [
  'primary',
  'replica',
  'copy',
  'backup',
  'long-term-backup',
  'partner',
  'log',
] as const;
/**
 * What of a resource is at a place.
 * - `primary`: its data and its service, as they are now (after a failover: where it went)
 * - `replica`: a copy that can be read or take over; `copy`: a geo-redundant copy that the platform keeps
 * - `backup`, `long-term-backup`: what it is restored from, also when the data itself is gone
 * - `partner`: a server that takes over by name; `log`: where its records go
 */
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** One place that a resource's data can be. */
export interface Place extends Named {
  readonly kind: PlaceKind;
  /** In words, e.g. `geo-redundant copy`. */
  readonly what: string;
  /** As Azure wrote it, in any spelling. */
  readonly region: Said<string>;
  /** Set where only the id of the resource there is said: the engine looks it up, and puts its region in place of `region`. */
  readonly resource?: ResourceId;
  /** Whether that resource exists; the engine's word. */
  readonly exists?: Said<boolean>;
  /**
   * Whether it can be used now. Of a `replica`: all of the data is there and it can take over; absent: it holds a part only (what rules
   * of object replication name), and no redundancy rests on it. Of a `backup`: it can be restored from there at any time, without
   * waiting for Azure to declare a disaster; absent: it has no such setting. Of other kinds it means nothing.
   */
  readonly isReady?: Said<boolean>;
  /**
   * Whether anything is kept there now; absent: there is. Where nothing is (a redundancy that was asked for and is not in force yet, a
   * vault without backups), data can come to be there, and it proves no redundancy.
   */
  readonly isUsed?: Said<boolean>;
  /** Set while a redundancy that was asked for is not in force yet: Azure puts it in force by itself, and no record tells when. */
  readonly isPending?: true;
  /** Data is not kept there: it passes, or is worked on (the edges of a content network). A sentence on where data is kept does not speak of it. */
  readonly isPassedThrough?: true;
  /**
   * Set where Azure chooses the region each time anew, among all of the world, of the member states of the EU or of the United States:
   * `region` is then the word that says so.
   */
  readonly spread?: Spread;
  /** The resource inside which it is kept, so that this one's redundancy is its own: asked of that resource, not of this place. */
  readonly keptIn?: ResourceId;
  /** The command that takes away just this place; absent: none does. Of the primary place that is what mends the question. */
  readonly mend?: string;
  /** The resource that keeps the copies of this one (a vault the backups of a machine), so that redundancy is asked of that one. */
  readonly copiedBy?: ResourceId;
}

export type Spread = 'world' | 'EU' | 'US';

/** Sets that hold every place of a spread; lower case. */
const HOLDING_ALL: Readonly<Record<Spread, readonly string[]>> = {
  world: [],
  EU: ['eu', 'eea', 'europe'],
  US: ['us'],
};

const PlaceSet = z.string().refine(isKnownSet, {
  error: 'expected EU, EEA, Europe, an ISO country code or the name of an Azure region',
});
/** Where data may be: `EU`, `EEA`, `Europe`, an ISO country code or a region's name; of several any one. */
export const Within = z.union([PlaceSet, z.array(PlaceSet).min(1)]);
export type Within = z.infer<typeof Within>;

/** The set as a person says it. */
export function describeSet(within: Within): string {
  return typeof within === 'string' ? within : within.join(' or ');
}

/** Whether a place lies in the set; unknown for what is no region that we know (`global`, one that opened since). */
export function askWithin({ what, region, spread }: Place, within: Within): Answer {
  return ask(region, within, (location) => {
    if (spread !== undefined) {
      const told = `${what}: ${location} leaves the region to Azure, anywhere in the ${spread}`;
      const sets = [within].flat().map((set) => set.toLowerCase());
      const isHeld = HOLDING_ALL[spread].some((set) => sets.includes(set));
      return isHeld ? good(told, { [what]: location }) : bad(told, { [what]: location });
    }
    const known = findRegion(location);
    const geography = findGeography(location);
    const set = describeSet(within);
    const observed = { [what]: location };
    if (known === undefined) {
      const share = geography === undefined ? 'some' : shareWithin(geography, within);
      if (share === 'all') return good(`${what} in ${location}, within ${set}`, observed);
      if (share === 'none') return bad(`${what} in ${location}, outside ${set}`, observed);
      return doubtful(
        geography === undefined
          ? `${what}: ${location} is no region that is known here`
          : `${what}: ${location} may be within ${set} or not`,
      );
    }
    return isWithin(known, within)
      ? good(`${what} in ${location}, within ${set}`, observed)
      : bad(`${what} in ${location}, outside ${set}`, observed);
  });
}

/** A place of which only the id of a resource there is said. */
export function placeOfResource(kind: PlaceKind, what: string, id: Said<ResourceId>): Place {
  return id.said
    ? { kind, what, resource: id.value, region: notSaid(`${id.value} was not looked up`, id.from) }
    : { kind, what, region: id };
}

import { type Answer, any, ask, bad, good, unanswered } from './answer.ts';
import { describeSet, type Place, type PlaceKind, type Within } from './place.ts';
import type { Region } from './region-table.ts';
import { findRegion, isWithin } from './regions.ts';
import { andThen, everyOne, join, notSaid, type Said, said, together } from './said.ts';
import { CUSTOMER_DATA, type Subject } from './subject.ts';
import { type Beside, beside, type Elsewhere, elsewhere } from './trait.ts';

/** What data can be restored from or served by: long-term backups and logs are not the data, a partner is a name for its replica. */
export const HOLDING: readonly PlaceKind[] = ['primary', 'replica', 'copy', 'backup'];

/** What has to outlive the loss of a region: what customers store, the keys that it is encrypted under, and the backups of it. */
export function hasToOutlive({ holds }: Subject): boolean {
  return holds === 'keys' || holds === 'copies' || CUSTOMER_DATA.includes(holds);
}

/** Whether a place tells anything of redundancy over regions. */
export function concernsRedundancy(place: Place): true | Beside | Elsewhere {
  const { what, region, exists, isUsed, keptIn, copiedBy } = place;
  if (exists?.said === true && !exists.value) return beside(`the ${what} does not exist`);
  if (isUsed?.said === true && !isUsed.value) return beside(`nothing is kept there now: ${what}`);
  if (copiedBy !== undefined) {
    return elsewhere(copiedBy, `copies of the ${what} are kept by ${copiedBy}`, region.from);
  }
  return keptIn === undefined ? true : elsewhere(keptIn, `${what} lie in ${keptIn}`, region.from);
}

/**
 * Whether Azure itself changes what redundancy rests on, without a record: a replica keeps up or falls behind, and what was asked for
 * comes into force, when nobody writes anything.
 */
export function movesByItself({ kind, isReady, isPending }: Place): boolean {
  return isPending === true || (kind === 'replica' && isReady !== undefined);
}

/** Asks whether the data is held in two regions or more. */
export function askRegions(places: readonly Place[], expected: string): Answer {
  const held = places.map(heldIn);
  const from = join(held.map((one) => one.from));
  const counted = held.filter((one) => !one.said || one.value !== null);
  const regions = new Set<string>();
  for (const one of held) if (one.said && one.value !== null) regions.add(one.value.name);
  const told = [...regions].join(' and ');
  const answer = { expected, observed: { in: told }, reason: `Held in ${told} only`, from };
  if (regions.size > 1) return { ...answer, status: 'pass', reason: `Held in ${told}` };
  const doubt = counted.find((one) => !one.said);
  // One place is one region, whichever that is; where a place stands for many (a vault's item), it may be more.
  const isAlone = counted.length < 2 && places.some(({ kind }) => kind === 'primary');
  if (doubt?.said === false && !isAlone) return unanswered({ ...doubt, from }, expected);
  return {
    ...answer,
    status: 'fail',
    ...(told === '' ? { reason: 'Held in one region only' } : {}),
  };
}

/** Asks whether any of these is a copy of the original in another region, and within the set where one is given. */
export function askCopies(
  places: readonly Place[],
  within: Within | undefined,
  expected: string,
): Answer {
  const originals = places.filter(({ kind }) => kind === 'primary');
  // Where no original is told (a vault's item), the first place is it.
  const own = originals.length > 0 ? originals : places.slice(0, 1);
  const here = everyOne(own.map(heldIn));
  const [first, ...rest] = places
    .filter((place) => !own.includes(place))
    .map((place) =>
      ask(together({ here, there: heldIn(place) }), expected, (found) =>
        ruleOnCopy(place.what, found, within),
      ),
    );
  if (first !== undefined) return any([first, ...rest]);
  if (originals.length === 0 && !here.said) return unanswered(here, expected);
  const reason = 'No copy is kept anywhere else';
  return { status: 'fail', expected, observed: null, reason, from: here.from };
}

interface Found {
  readonly here: readonly (Region | null)[];
  readonly there: Region | null;
}

function ruleOnCopy(what: string, { here, there }: Found, within: Within | undefined) {
  if (there === null) return bad(`What is there is not up to date: ${what}`);
  const observed = { [what]: there.name };
  if (here.some((region) => region?.name === there.name)) {
    return bad(`${what} in ${there.name}, where the original is`, observed);
  }
  return within === undefined || isWithin(there, within)
    ? good(`${what} in ${there.name}`, observed)
    : bad(`${what} in ${there.name}, outside ${describeSet(within)}`, observed);
}

/** The region where the data is held so that one can rely on it; null: what is there now is not enough. */
function heldIn({ kind, what, region, isReady, isUsed }: Place): Said<Region | null> {
  const ready: Said<boolean> =
    kind === 'replica' ? (isReady ?? said(false, region.from)) : said(true, region.from);
  return andThen(isUsed ?? ready, (used) =>
    andThen(ready, (isThere): Said<Region | null> => {
      if (!used || !isThere) return said(null, region.from);
      return andThen(region, (location) => {
        const known = findRegion(location);
        return known === undefined
          ? notSaid(`${what}: ${location} is no region that is known here`, region.from)
          : said(known, region.from);
      });
    }),
  );
}

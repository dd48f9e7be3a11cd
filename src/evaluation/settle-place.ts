import type { Member } from '#domain/reading.ts';
import type { Place } from '#traits/place.ts';
import { join, notSaid, said } from '#traits/said.ts';
import { describeLost, type Locate } from './whereabouts.ts';

/** Looks up a place of which only the id of a resource there is said: where it lies, and whether it exists. */
export async function settlePlace(place: Place, locate: Locate): Promise<Place> {
  const { resource, what } = place;
  if (resource === undefined) return place;
  const found = await locate(resource);
  const from = place.region.from;
  switch (found.is) {
    case 'in-scope':
    case 'out-of-scope': {
      const places = join([from, found.at.length > 0 ? found.at : whole(found.evidence)]);
      return {
        ...place,
        exists: said(true, places),
        region:
          found.location === null
            ? notSaid(`Azure names no region of the ${what}`, places)
            : said(found.location, places),
      };
    }
    case 'gone': {
      const places = join([from, whole(found.evidence)]);
      return {
        ...place,
        exists: said(false, places),
        region: notSaid(`The ${what} does not exist`, places),
      };
    }
    case 'not-known': {
      const { code, permission } = found.why;
      const lost = notSaid(
        `The ${what} could not be looked up: ${describeLost(found.why)}`,
        join([from, whole(found.why.evidence)]),
        { code, permission },
      );
      return { ...place, exists: lost, region: lost };
    }
  }
}

function whole(evidence: readonly Member['evidence'][]): readonly Member[] {
  return evidence.map((digest) => ({ evidence: digest, pointer: '' }));
}

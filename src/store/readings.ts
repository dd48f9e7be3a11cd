import { z } from 'zod';
import type { Digest, Member } from '#domain/reading.ts';
import type { FindingReading } from '#domain/recorded.ts';
import { DigestRow, readJson } from './rows.ts';

const Place = z.number().int().nonnegative();

/**
 * Of one resource: digests once, members (place of the digest, pointer) once; per finding (document, claim, check, item) when it was
 * read, which of the digests it rests on, and which members decided, where that is known.
 */
const Readings = z.object({
  digests: z.array(DigestRow),
  members: z.array(z.tuple([Place, z.string()])),
  of: z.array(z.tuple([z.string(), z.string(), z.array(Place), z.array(Place).optional()])),
});

/** When a finding was read, and from where. */
export type KeptReading = Omit<FindingReading, 'key'>;

/** The readings of a resource's findings as one text: every scan writes it, so it says nothing twice. */
export function pack(readings: readonly FindingReading[]): string {
  const digests = createPlaces<Digest>(String);
  const members = createPlaces<Member>(({ evidence, pointer }) => `${evidence} ${pointer}`);
  const of = readings.map(({ key, readAt, evidence, readFrom = [] }) => {
    const rests = evidence.map(digests.placeOf);
    const decided = readFrom.map(members.placeOf);
    const reading = [withoutResource(key), readAt, rests];
    return decided.length === 0 ? reading : [...reading, decided];
  });
  const placed = members.all().map(({ evidence, pointer }) => [digests.placeOf(evidence), pointer]);
  return JSON.stringify({ digests: digests.all(), members: placed, of });
}

/** The readings by `withoutResource` of their keys; findings that rest on the same members share them. */
export function unpack(text: string): ReadonlyMap<string, KeptReading> {
  const { digests, members: placed, of } = readJson(Readings, text);
  const members = placed.flatMap(([place, pointer]): readonly Member[] => {
    const evidence = digests[place];
    return evidence === undefined ? [] : [{ evidence, pointer }];
  });
  return new Map(
    of.map(([key, readAt, rests, decided]) => {
      const evidence = rests.flatMap((place) => digests[place] ?? []);
      if (decided === undefined) return [key, { readAt, evidence }];
      return [
        key,
        { readAt, evidence, readFrom: decided.flatMap((place) => members[place] ?? []) },
      ];
    }),
  );
}

/** The resource is the row's own key and need not be repeated. */
export function withoutResource(key: string): string {
  return key.slice(0, key.lastIndexOf('\u001f'));
}

/** Numbers things in the order in which they come, equal ones alike. */
function createPlaces<T>(keyOf: (thing: T) => string) {
  const places = new Map<string, number>();
  const things: T[] = [];
  return {
    all: (): readonly T[] => things,
    placeOf: (thing: T): number => {
      const key = keyOf(thing);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, things.length);
      return things.push(thing) - 1;
    },
  };
}

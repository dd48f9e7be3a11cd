import { REGIONS, type Region } from './region-table.ts';

/** The 27 members. Law, not Azure; since 2020-02-01 without the United Kingdom. */
const EU: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);
const EEA: ReadonlySet<string> = new Set([...EU, 'IS', 'LI', 'NO']);
/** As the statements are read: the EEA with the United Kingdom and Switzerland, nothing else of the continent. */
const EUROPE: ReadonlySet<string> = new Set([...EEA, 'CH', 'GB']);

const SETS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['eu', EU],
  ['eea', EEA],
  ['europe', EUROPE],
]);

/**
 * The region that Azure means by a location: `westeurope`, `West Europe` and `(Europe) West Europe` alike. Undefined for what is no
 * place that we know: `global`, logical groups such as `europe`, a region that opened since.
 */
export function findRegion(location: string): Region | undefined {
  const name = location
    .replace(/^\s*\([^)]*\)/u, '')
    .replace(/\s+/gu, '')
    .toLowerCase();
  return REGIONS.get(name);
}

const NAMED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  // Guess: wherever in Europe; nobody says that Switzerland and the United Kingdom are left out.
  ['europe', EUROPE],
  ...Object.entries({
    australia: 'AU',
    brazil: 'BR',
    canada: 'CA',
    france: 'FR',
    germany: 'DE',
    india: 'IN',
    japan: 'JP',
    korea: 'KR',
    norway: 'NO',
    sweden: 'SE',
    switzerland: 'CH',
    uae: 'AE',
    uk: 'GB',
    unitedarabemirates: 'AE',
    unitedkingdom: 'GB',
    unitedstates: 'US',
  }).map(([name, country]): [string, ReadonlySet<string>] => [name, new Set([country])]),
]);

/**
 * The countries that a geography may mean (`Europe`, `Germany`), as services name it that promise no region; undefined for what is none
 * that we know. Source: Communication Services, data residency; ARM's logical locations.
 */
export function findGeography(location: string): ReadonlySet<string> | undefined {
  return NAMED.get(location.replace(/\s+/gu, '').toLowerCase());
}

/**
 * Whether all, some or none of the countries lie in the set (as `isWithin`): a country does where it is named, or every region that Azure
 * has in it.
 */
export function shareWithin(
  countries: ReadonlySet<string>,
  within: string | readonly string[],
): 'all' | 'some' | 'none' {
  const regions = [...REGIONS.values()].filter(({ country }) => countries.has(country));
  const inside = regions.filter((region) => isWithin(region, within));
  const named = [...countries].filter((country) => isNamed(country, within));
  if ([...countries].every((country) => named.includes(country) || isFilled(country, within)))
    return 'all';
  return inside.length + named.length > 0 ? 'some' : 'none';
}

function isNamed(country: string, within: string | readonly string[]): boolean {
  const sets = typeof within === 'string' ? [within] : within;
  return sets.some(
    (set) => SETS.get(set.toLowerCase())?.has(country) ?? set.toUpperCase() === country,
  );
}

function isFilled(country: string, within: string | readonly string[]): boolean {
  const regions = [...REGIONS.values()].filter((region) => region.country === country);
  return regions.length > 0 && regions.every((region) => isWithin(region, within));
}

/** Whether the region lies in `EU`, `EEA`, `Europe`, a country by its ISO code, or is the one named; of several sets any one. */
export function isWithin(region: Region, within: string | readonly string[]): boolean {
  const sets = typeof within === 'string' ? [within] : within;
  return sets.some((set) => liesIn(region, set));
}

/** Whether a word names a set that `isWithin` knows: so that a misspelt one is a mistake and not a place where nothing lies. */
export function isKnownSet(set: string): boolean {
  return (
    SETS.has(set.toLowerCase()) || COUNTRIES.has(set.toUpperCase()) || findRegion(set) !== undefined
  );
}

const COUNTRIES: ReadonlySet<string> = new Set([
  ...EUROPE,
  ...[...REGIONS.values()].map((region) => region.country),
]);

function liesIn(region: Region, set: string): boolean {
  const countries = SETS.get(set.toLowerCase());
  if (countries !== undefined) return countries.has(region.country);
  return set.toUpperCase() === region.country || findRegion(set)?.name === region.name;
}

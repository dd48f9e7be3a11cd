import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import type { Service } from '../../harness/estates.ts';
import type { Write } from '../../harness/simulated-scan.ts';

/** A finding that a breakage must make fail, for the uses of the check that `when` lets through; absent: every use. */
export interface Expected {
  readonly check: string;
  readonly resource: string;
  readonly when?: (parameters: Readonly<Record<string, unknown>>) => boolean;
  /** `unknown` where the check rightly no longer knows; `fail` unless given. */
  readonly becomes?: 'unknown';
}

/** One setting broken in one service, and what must follow from it. */
export interface Breakage {
  /** Requests that break it. */
  readonly break?: readonly Write[];
  /** Requests that make it good again. */
  readonly mend?: readonly Write[];
  /** What Azure answers, where no request can bring it about (a backup that was not taken, a partner elsewhere). */
  readonly answers?: readonly MisbehaviourRule[];
  readonly expected: readonly Expected[];
}

/** One row of the matrix: the same breakage in every service that has such a resource. */
export interface MatrixRow {
  readonly title: string;
  /** The type of the resource on which the setting is. */
  readonly resourceType: string;
  in(service: Service): Breakage | undefined;
}

const VERSIONS = {
  'microsoft.sql': '2023-08-01',
  'microsoft.storage': '2023-05-01',
  'microsoft.keyvault': '2023-07-01',
  'microsoft.recoveryservices': '2024-04-01',
  'microsoft.insights': '2021-05-01-preview',
} as const;

/** The path of a write to a resource: its id with an api-version that its provider knows. */
function pathOf(id: string): string {
  const provider = id.toLowerCase().split('/providers/').at(-1)?.split('/')[0] ?? '';
  const version = Object.entries(VERSIONS).find(([name]) => name === provider)?.[1] ?? '';
  return `${id}?api-version=${version}`;
}

export function patch(id: string, body: unknown): Write {
  return { method: 'PATCH', path: pathOf(id), body };
}

export function put(id: string, body: unknown): Write {
  return { method: 'PUT', path: pathOf(id), body };
}

function remove(id: string): Write {
  return { method: 'DELETE', path: pathOf(id) };
}

/** A property that is changed and changed back by PATCH. */
export function changed(
  id: string,
  bad: unknown,
  good: unknown,
  expected: readonly Expected[],
): Breakage {
  return { break: [patch(id, bad)], mend: [patch(id, good)], expected };
}

/** A child setting that is written and written back by PUT. */
export function set(
  id: string,
  bad: Readonly<Record<string, unknown>>,
  good: Readonly<Record<string, unknown>>,
  expected: readonly Expected[],
): Breakage {
  return {
    break: [put(id, { properties: bad })],
    mend: [put(id, { properties: good })],
    expected,
  };
}

/** Resources that are made and deleted again. */
export function made(
  resources: readonly { readonly id: string; readonly body: unknown }[],
  expected: readonly Expected[],
): Breakage {
  return {
    break: resources.map(({ id, body }) => put(id, body)),
    mend: resources.map(({ id }) => remove(id)).reverse(),
    expected,
  };
}

/**
 * Azure answers a member differently on every answer (or row of an answer) whose address contains `path`; where that is a list's, also
 * when one of its elements is asked for by itself.
 */
export function answering(
  path: string,
  member: string,
  value: unknown,
  expected: readonly Expected[],
): Breakage {
  const isList = /\/providers\/[^/]+\/[^/]+\?$/u.test(path);
  const pattern = isList ? `${literal(path.slice(0, -1))}(/[^/?]+)?\\?` : literal(path);
  return {
    answers: [{ match: { path: pattern }, effect: { setProperty: { path: member, value } } }],
    expected,
  };
}

/** A text as a pattern that matches just it. */
export function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

type Uses = NonNullable<Expected['when']>;

/** True for uses that demand more than this many days. */
export const moreDaysThan =
  (count: number): Uses =>
  ({ days }) =>
    typeof days === 'number' && days > count;

/** True for uses that want it at least once in fewer than these hours. */
export const oftenerThan =
  (hours: number): Uses =>
  ({ every }) => {
    const known = HOURS[String(every)];
    if (known === undefined) throw new Error(`${String(every)} is not in this table`);
    return known < hours;
  };

/** How often the four statements want something, told here by hand. */
const HOURS: Readonly<Record<string, number>> = { PT1H: 1, PT60M: 1, PT12H: 12, P1D: 24 };

/** What the sets in the four statements contain, told here by hand and not by the product's table. */
const SETS: Readonly<Record<string, readonly string[]>> = {
  swedencentral: ['Europe', 'EEA', 'SE'],
  northeurope: ['Europe', 'EEA', 'northeurope'],
  westeurope: ['Europe', 'EEA'],
  germanywestcentral: ['Europe', 'EEA', 'germanywestcentral'],
  norwayeast: ['Europe', 'EEA'],
  italynorth: ['Europe', 'EEA'],
  uksouth: ['Europe'],
  ukwest: ['Europe'],
  eastus: [],
  westus: [],
};

/** Where a resource's data is then, by what is there: `{ primary: 'eastus', copy: 'westus' }`. */
type Places = Readonly<Record<string, string>>;

/** True for uses that speak of a place which lies outside of their set. */
export const outside =
  (places: Places): Uses =>
  ({ within, of }) => {
    if (within === undefined) return false;
    const sets: readonly unknown[] = Array.isArray(within) ? within : [within];
    return Object.entries(places).some(([kind, region]) => {
      const known = SETS[region];
      if (known === undefined) throw new Error(`${region} is not in this table`);
      const isMeant = !Array.isArray(of) || of.includes(kind);
      return isMeant && !sets.some((set) => typeof set === 'string' && known.includes(set));
    });
  };

/** As `outside`, of what holds no data: for uses that speak of processing. */
export const processedOutside =
  (places: Places): Uses =>
  (parameters) =>
    parameters['speaksOf'] === 'processing' && outside(places)(parameters);

/** What must follow where the data of a resource and the second copy of it, if that is told, lie there. */
export function lying(
  resource: string,
  { copy, ...places }: { readonly copy?: string } & Places,
  kindOfCopy: 'copy' | 'backup' = 'copy',
): readonly Expected[] {
  const copies = copy === undefined ? {} : { [kindOfCopy]: copy };
  const all = { ...places, ...copies };
  return [
    { check: 'location', resource, when: outside(all) },
    { check: 'regional-redundancy', resource, when: outside(all) },
    { check: 'geo-redundant-backup', resource, when: outside(copies) },
  ];
}

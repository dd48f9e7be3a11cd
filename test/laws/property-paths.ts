import type { Exchange } from '#domain/exchange.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { literal } from './breakages/breakage.ts';

type Json = { readonly [name: string]: unknown };

/** One member of one answer: where it is asked, and the way to it inside the answer or inside each row of a list. */
export interface Member {
  readonly method: string;
  /** Path and query of the request, without the origin. */
  readonly address: string;
  /** Names with dots between; a number is a place in an array. */
  readonly path: string;
  readonly value: unknown;
  /** The first row that has it, for members inside of arrays. */
  readonly row: Json;
}

/** Every member that the answers of a scan contain, each once per address. */
export function membersOf(kept: readonly Exchange[]): readonly Member[] {
  const members = new Map<string, Member>();
  for (const { method, url, status, body } of kept) {
    if (status !== 200) continue;
    const address = decodeURIComponent(url.replace(/^https:\/\/[^/]+/u, ''));
    for (const row of rowsOf(JSON.parse(body))) {
      for (const [path, value] of leavesAndBranches(row, '')) {
        const key = `${method} ${address} ${path}`;
        if (!members.has(key)) members.set(key, { method, address, path, value, row });
      }
    }
  }
  return [...members.values()];
}

function rowsOf(body: unknown): readonly Json[] {
  if (!isJson(body)) return [];
  const rows = body['value'] ?? body['data'];
  return Array.isArray(rows) ? rows.filter(isJson) : [body];
}

function leavesAndBranches(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  // The elements of an array are alike: two of them stand for a hundred measurements.
  const below = Array.isArray(value)
    ? Object.entries(value.slice(0, 2))
    : Object.entries(isJson(value) ? value : {});
  const inner = below.flatMap(([name, child]) =>
    leavesAndBranches(child, path === '' ? name : `${path}.${name}`),
  );
  return path === '' ? inner : [[path, value], ...inner];
}

/** A way to spoil one member. */
export type Spoiling = 'remove' | 'null' | 'future';

/** Instead of each text: a value that Azure may add one day. */
const FUTURE = 'FutureValue2099';

/** The rule that spoils a member wherever its address is asked; undefined where the way of spoiling does not fit it. */
export function spoil(member: Member, how: Spoiling): MisbehaviourRule | undefined {
  if (how === 'future' && typeof member.value !== 'string') return undefined;
  if (how === 'null' && member.value === null) return undefined;
  const match = { method: member.method, path: `^${literal(member.address)}$` };
  const parts = member.path.split('.');
  const array = parts.findIndex((part) => /^\d+$/u.test(part));
  if (array !== -1) {
    // A rule cannot reach into an array, but it can put another one in its place.
    const top = parts.slice(0, array);
    const whole: unknown = structuredClone(top.reduce(memberOf, member.row));
    change(whole, parts.slice(array), how);
    return { match, effect: { setProperty: { path: top.join('.'), value: whole } } };
  }
  switch (how) {
    case 'remove':
      return { match, effect: { removeProperty: member.path } };
    case 'null':
      return { match, effect: { nullProperty: member.path } };
    case 'future':
      return { match, effect: { setProperty: { path: member.path, value: FUTURE } } };
  }
}

function change(value: unknown, [name = '', ...rest]: readonly string[], how: Spoiling): void {
  if (rest.length > 0) {
    change(memberOf(value, name), rest, how);
  } else if (Array.isArray(value)) {
    if (how === 'remove') value.splice(Number(name), 1);
    else value[Number(name)] = how === 'null' ? null : FUTURE;
  } else if (isJson(value)) {
    if (how === 'remove') Reflect.deleteProperty(value, name);
    else Reflect.set(value, name, how === 'null' ? null : FUTURE);
  }
}

function memberOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return isJson(value) ? value[name] : undefined;
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Read } from '#resource-types/define-read.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import type { ArmType } from '../harness/arm-schema.ts';
import { type Bodies, brokenBodies } from '../harness/judge-type.ts';

/** Lists under a name of their own, by what their rows are. */
const ROWS_OF: Readonly<Record<string, string>> = {
  'Microsoft.DBforMySQL/flexibleServers/replicas': 'Microsoft.DBforMySQL/flexibleServers',
  'Microsoft.DBforPostgreSQL/flexibleServers/replicas': 'Microsoft.DBforPostgreSQL/flexibleServers',
  'Microsoft.DocumentDB/mongoClusters/replicas': 'Microsoft.DocumentDB/mongoClusters',
  'Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionBackups':
    'Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionDatabases/longTermRetentionBackups',
  'Microsoft.RecoveryServices/vaults/backupProtectedItems':
    'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
};

/** The resource type of Azure whose answers a read gives: what its source begins with. */
export function answersOf({ source }: Read): string {
  const [name = ''] = source.split(':');
  return ROWS_OF[name] ?? name;
}

/** Whether a read's answer is a list of bodies. */
export function isMany(read: Read | undefined): boolean {
  return read?.kind === 'group' || read?.kind === 'join';
}

/**
 * Bodies under which different members are looked at: the good ones and the broken ones, and each with all other members that the
 * definitions have.
 */
export function* basesOf(
  type: ResourceType,
  armTypeOf: (name: string) => ArmType | undefined,
): Generator<Bodies> {
  const all = Object.entries(type.reads).flatMap(([name, read]): readonly [string, unknown][] => {
    const filled = armTypeOf(answersOf(read))?.filled;
    return filled === undefined ? [] : [[name, isMany(read) ? [filled] : filled]];
  });
  yield { ...type.good.bodies, ...Object.fromEntries(all) };
  for (const set of [{}, ...type.breaks.map((one) => one.set)]) {
    const bodies = brokenBodies(type, set);
    yield bodies;
    const over = all.map(([name, filled]) => [name, laidOver(filled, bodies[name])] as const);
    yield { ...bodies, ...Object.fromEntries(over) };
  }
}

/** A path of a definition as one of a body: the first element of each list and map that it leads through. */
export function placeOf(path: string, body: unknown): string {
  let at: unknown = body;
  const keys = path.split('/').map((key) => {
    const isThere = typeof at === 'object' && at !== null;
    const name = key === '*' && isThere ? (Object.keys(at as object)[0] ?? '0') : key;
    at = isThere ? Reflect.get(at as object, name) : undefined;
    return name === '*' ? '0' : name;
  });
  return keys.join('/');
}

/** All members of the filled body, with the good values where there are any. */
function laidOver(filled: unknown, good: unknown): unknown {
  if (good === undefined || good === null) return filled;
  if (Array.isArray(filled) && Array.isArray(good))
    return good.length === 0 ? filled : good.map((one) => laidOver(filled[0], one));
  if (!isBody(filled) || !isBody(good)) return good;
  const both: Record<string, unknown> = { ...filled };
  for (const [name, value] of Object.entries(good)) both[name] = laidOver(both[name], value);
  return both;
}

function isBody(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

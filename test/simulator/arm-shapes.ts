import { readFileSync } from 'node:fs';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { sharedPath } from '../harness/shared.ts';
import { answersOf } from '../resource-types/ledger-bodies.ts';

type Schema = {
  type?: string | string[];
  $ref?: string;
  $defs?: Record<string, Schema>;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  if?: Schema;
  then?: Schema;
  else?: Schema;
  'x-arm-writeOnly'?: string;
};

/** A member: at which versions it exists (digits and letters are positions in `versions`), and what is below it where that differs. */
type ArmMember = string | readonly [versions: string, below: Readonly<Record<string, ArmMember>>];

/** The members of a resource type at each of its api-versions. */
export interface ArmShape {
  readonly versions: readonly string[];
  readonly members: Readonly<Record<string, ArmMember>>;
}

/** The types whose answers differ by api-version and which the simulator composes itself. */
const MODELLED =
  /^Microsoft\.(Sql\/servers(\/(databases|elasticPools|encryptionProtector|failoverGroups|firewallRules|azureADOnlyAuthentications|auditingSettings|securityAlertPolicies|administrators)(\/(transparentDataEncryption|backup\w+|replicationLinks|auditingSettings|securityAlertPolicies))?)?|Sql\/locations\/instanceFailoverGroups|Sql\/managedInstances(\/(databases|distributedAvailabilityGroups|encryptionProtector|azureADOnlyAuthentications)(\/(transparentDataEncryption|backup\w+))?)?|Storage\/storageAccounts(\/(blobServices|fileServices(\/shares)?|tableServices|queueServices|managementPolicies|encryptionScopes|objectReplicationPolicies))?|KeyVault\/(vaults(\/(keys|secrets))?|managedHSMs)|RecoveryServices\/vaults(\/backup(storage)?config)?|Insights\/diagnosticSettings|Resources\/resourceGroups)$/;

/** Every answer that the product's resource types read, lower case, with the versions at which they do. */
function versionsRead(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { reads } of RESOURCE_TYPES) {
    for (const read of Object.values(reads)) {
      const name = answersOf(read).toLowerCase();
      found.set(name, (found.get(name) ?? new Set()).add(read.apiVersion));
    }
  }
  return found;
}

/**
 * Reads Microsoft's type definitions into the table that the simulator trims its answers by: of every modelled type, and at the versions
 * at which they are read of those that it answers as they were given. `node test/simulator/arm-shapes-text.ts` writes it; a test compares.
 */
export function buildArmShapes(): Record<string, ArmShape> {
  const index: { types: Record<string, { versions: Record<string, { file: string }> }> } =
    JSON.parse(readFileSync(sharedPath('arm-types', 'index.json'), 'utf8'));
  const shapes: Record<string, ArmShape> = {};
  const read = versionsRead();
  for (const [type, { versions }] of Object.entries(index.types)) {
    const asked = MODELLED.test(type) ? undefined : (read.get(type.toLowerCase()) ?? new Set());
    const names = Object.keys(versions)
      .filter((name) => asked?.has(name) ?? true)
      .sort();
    if (names.length > 0) shapes[type] = mergeVersions(names, (name) => versions[name]?.file ?? '');
  }
  return shapes;
}

function mergeVersions(names: readonly string[], fileOf: (name: string) => string): ArmShape {
  const versionsOf = new Map<string, string>();
  for (const [position, name] of names.entries()) {
    const schema: Schema = JSON.parse(readFileSync(sharedPath('arm-types', fileOf(name)), 'utf8'));
    const paths = new Map<string, boolean>();
    collectPaths(schema, schema, '', paths, 0);
    for (const [path, readable] of paths) {
      const digit = readable ? position.toString(36) : '';
      versionsOf.set(path, (versionsOf.get(path) ?? '') + digit);
    }
  }
  return { versions: names, members: asTree(versionsOf, '') };
}

/** The members of a branch; `within`: the paths that lie in it. */
function asTree(within: ReadonlyMap<string, string>, prefix: string): Record<string, ArmMember> {
  const tree: Record<string, ArmMember> = {};
  const nameOf = (path: string): string => path.slice(prefix.length).split('.')[0] ?? '';
  for (const [name, paths] of Map.groupBy(within, ([path]) => nameOf(path))) {
    const own = `${prefix}${name}`;
    const versions = within.get(own);
    if (versions === undefined) continue;
    const below = asTree(new Map(paths.filter(([path]) => path !== own)), `${own}.`);
    const same = Object.values(below).every((member) => member === versions);
    tree[name] = same ? versions : [versions, below];
  }
  return tree;
}

function collectPaths(
  root: Schema,
  schema: Schema,
  path: string,
  into: Map<string, boolean>,
  depth: number,
): void {
  if (depth > 24) return;
  const next = (inner: Schema | undefined, at: string): void => {
    if (inner !== undefined) collectPaths(root, inner, at, into, depth + 1);
  };
  if (schema['x-arm-writeOnly'] !== undefined) into.set(path, false);
  if (schema.$ref !== undefined) next(root.$defs?.[schema.$ref.slice('#/$defs/'.length)], path);
  for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    next(part, path);
  }
  next(schema.then, path);
  next(schema.else, path);
  next(schema.items, path);
  const prefix = path === '' ? '' : `${path}.`;
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    into.set(prefix + name, into.get(prefix + name) ?? true);
    next(member, prefix + name);
  }
  const rest = schema.additionalProperties;
  const isLeaf = schema.properties === undefined && schema.$ref === undefined && path !== '';
  if (typeof rest === 'object') {
    into.set(`${prefix}*`, true);
    next(rest, `${prefix}*`);
  } else if (rest === true || (isLeaf && isFreeForm(schema))) into.set(`${prefix}*`, true);
}

/** A schema that says nothing of its members (`any`, a bare object) lets all of them pass. */
function isFreeForm(schema: Schema): boolean {
  const said = Object.keys(schema).filter((key) => !key.startsWith('x-') && key !== 'description');
  return said.length === 0 || (said.length === 1 && [schema.type].flat().includes('object'));
}

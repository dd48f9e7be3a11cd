import type { MisbehaviourRule, ResourceSpec } from '#simulator/estate/schema.ts';

/** One scan of a few resources: what the named check says of the resource with that name, for the claim. */
export interface Trap {
  /** The number of the row in the list of traps, from 1. */
  readonly row: number;
  readonly title: string;
  readonly resources: readonly ResourceSpec[];
  readonly rules?: readonly MisbehaviourRule[];
  readonly pageSize?: number;
  /** `check name` → status; a name is the innermost one of the id. */
  readonly findings: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, string>>;
}

const SERVER = 'Microsoft.Sql/servers';
export const TWO_WEEKS = { backupShortTermRetentionPolicies: { retentionDays: 14 } };

export function server(
  name: string,
  properties: Readonly<Record<string, unknown>>,
  databases: readonly ResourceSpec[] = [],
): ResourceSpec {
  return {
    type: SERVER,
    name,
    properties: { ...properties },
    children: { databases: [...databases] },
  };
}

export function database(
  name: string,
  settings: NonNullable<ResourceSpec['settings']> = {},
  more: Partial<ResourceSpec> = {},
): ResourceSpec {
  return { name, settings, ...more };
}

export function storage(name: string, more: Partial<ResourceSpec>): ResourceSpec {
  return {
    type: 'Microsoft.Storage/storageAccounts',
    name,
    sku: { name: 'Standard_GRS' },
    ...more,
  };
}

export function vault(
  properties: Readonly<Record<string, unknown>> = {},
  children: NonNullable<ResourceSpec['children']> = {},
): ResourceSpec {
  return {
    type: 'Microsoft.KeyVault/vaults',
    name: 'kv-trap',
    properties: { ...properties },
    children,
  };
}

export const spoiled = (
  path: string,
  effect: MisbehaviourRule['effect'],
): readonly MisbehaviourRule[] => [{ match: { path }, effect }];

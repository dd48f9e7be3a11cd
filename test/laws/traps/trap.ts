import type { MisbehaviourRule, ResourceSpec } from '#simulator/estate/schema.ts';
import { FLEX } from '../../harness/estates.ts';

/** One scan of a few resources: what the named question says of the resource with that name, for the claims of one statement. */
export interface Trap {
  /** The number of the row in the list of traps, from 1; several of the order's own examples are of no row. */
  readonly row: number | 'order';
  readonly title: string;
  /** Whose claims are asked; the first one's unless given. */
  readonly statement?: 'flex-applications' | 'visma-severa' | 'visma-draftit' | 'flinker';
  /** Where the resources are whose own location is not given; Sweden Central unless given. */
  readonly home?: string;
  readonly resources: readonly ResourceSpec[];
  /** Resources of another subscription, which the statement does not speak of. */
  readonly elsewhere?: readonly ResourceSpec[];
  /** Ids that the statement leaves out. */
  readonly excluded?: readonly string[];
  readonly rules?: readonly MisbehaviourRule[];
  readonly pageSize?: number;
  /** `question name` → status, `none` where nothing is to be said; a name is the innermost one of the id. Of a named item: `question name item`. */
  readonly findings: Readonly<Record<string, string>>;
  readonly claims?: Readonly<Record<string, string>>;
  /** Claim → what its reason names. */
  readonly reasons?: Readonly<Record<string, string>>;
}

/** Every trap lies in this group. */
export const GROUP = `/subscriptions/${FLEX.subscription}/resourceGroups/rg/providers`;
/** The subscription of what lies elsewhere, in a group of this name too. */
export const PLATFORM = '99999999-1111-4111-8111-111111111111';

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

import { DATA_READS, VAULT_ITEM_READS } from '#inventory/withheld-actions.ts';
import { READ_EVERYTHING, type RequiredPermission } from './required-permissions.ts';

/** Where a role may be assigned. */
export interface AssignableScopes {
  readonly subscriptions: readonly string[];
  readonly groups: readonly string[];
}

/** A role definition in the form that `az role definition create --role-definition @file` takes. */
export type RoleDefinition = Readonly<Record<string, unknown>>;

/** A read that a role withholds although its star would give it, and what would be read by it. */
export interface WithheldRead {
  readonly action: string;
  readonly because: string;
}

/** What the complete role withholds: log data and keys always, what lies in key vaults unless a claim is about it. */
export function withheldReads(required: readonly RequiredPermission[]): readonly WithheldRead[] {
  const wanted = new Set(required.map(({ action }) => action.toLowerCase()));
  const unneeded = VAULT_ITEM_READS.filter(({ action }) => !wanted.has(action.toLowerCase()));
  return [...DATA_READS, ...unneeded];
}

/** The role with which a scan can be complete: every type's configuration, no log data, no keys. */
export function completeRole(
  required: readonly RequiredPermission[],
  scopes: AssignableScopes,
): RoleDefinition {
  return {
    Name: 'Azure Posture Monitor Reader',
    IsCustom: true,
    Description:
      'Reads the configuration of every type of resource, because what may be hidden cannot be counted; writes nothing, reads no log data, keys or secret values.',
    Actions: [READ_EVERYTHING.action],
    NotActions: withheldReads(required).map(({ action }) => action),
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: written(scopes),
  };
}

/** The role that gives what the requests of a scan need and nothing else: whether other types hide something stays unknown. */
export function narrowRole(
  required: readonly RequiredPermission[],
  scopes: AssignableScopes,
): RoleDefinition {
  return {
    Name: 'Azure Posture Monitor Narrow Reader',
    IsCustom: true,
    Description:
      'Reads what the configured security claims ask about and nothing else; it cannot show that nothing is hidden, so that no inventory is complete.',
    Actions: required.map(({ action }) => action),
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: written(scopes),
  };
}

function written({ subscriptions, groups }: AssignableScopes): readonly string[] {
  return [
    ...subscriptions.map((id) => `/subscriptions/${id}`),
    ...groups.map((id) => `/providers/Microsoft.Management/managementGroups/${id}`),
  ];
}

import type { Collector } from '#collectors/define-collector.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { FactName } from '#facts/fact-names.ts';

/** An ARM action that the configured claims need. */
export interface RequiredPermission {
  readonly action: string;
  /** Why, in words. */
  readonly because: string;
  /** Claims that could not be verified without it; empty: all of them. */
  readonly claims: readonly string[];
}

/**
 * What every scan needs before any claim: to see the subscriptions, everything in them, who wrote what, and its own permissions.
 * Reading every type is needed because no claim can hold while a resource may be invisible; it reads no secret, key or data. The
 * actions below it say what it is used for, and are what to grant where `*` + `/read` is not wanted and partial subscriptions are borne.
 * Source: Azure built-in role Reader, azure-facts §14.
 */
const ALWAYS: readonly Omit<RequiredPermission, 'claims'>[] = [
  {
    action: '*/read',
    because:
      'what is invisible cannot be counted: without it no inventory is complete and no claim can hold; grants no secret, key or data',
  },
  {
    action: 'Microsoft.Resources/subscriptions/read',
    because: 'names the subscriptions and shows that they are visible',
  },
  {
    action: 'Microsoft.Resources/subscriptions/resourceGroups/read',
    because: 'resource groups and their tags decide what is in scope',
  },
  {
    action: 'Microsoft.Resources/subscriptions/resources/read',
    because: 'the inventory, counted by the resource list',
  },
  {
    action: 'Microsoft.Authorization/permissions/read',
    because: 'proves that an empty list means that there is nothing',
  },
  {
    action: 'Microsoft.Insights/eventtypes/values/read',
    because: 'the activity log says who changed what, and what a later scan must read again',
  },
];

const MANAGEMENT_GROUPS = {
  action: 'Microsoft.Management/managementGroups/read',
  because:
    'names the subscriptions below the management groups of the scope; not part of Reader on one subscription',
} as const;

/** The actions that the plan needs, sorted, each with the reason and the claims that rest on it. */
export function requiredPermissions(
  plan: Plan,
  collectors: ReadonlyMap<FactName, Collector>,
  usesManagementGroups: boolean,
): readonly RequiredPermission[] {
  const needed = new Map<string, { because: Set<string>; claims: Set<string> }>();
  for (const task of plan.tasks) {
    for (const fact of [task.check.fact, ...task.check.also]) {
      for (const action of collectors.get(fact)?.permissions ?? []) {
        const entry = needed.get(action) ?? { because: new Set(), claims: new Set() };
        entry.because.add(`read by the check ${task.check.id}`);
        for (const { claim } of task.uses) entry.claims.add(claim.id);
        needed.set(action, entry);
      }
    }
  }
  const always = usesManagementGroups ? [...ALWAYS, MANAGEMENT_GROUPS] : ALWAYS;
  return [
    ...always.map((permission) => ({ ...permission, claims: [] })),
    ...[...needed].map(([action, { because, claims }]) => ({
      action,
      because: [...because].sort().join(', '),
      claims: [...claims].sort(),
    })),
  ].sort((a, b) => (a.action.toLowerCase() < b.action.toLowerCase() ? -1 : 1));
}

/** The role definition in the form that `az role definition create --role-definition @file` takes. */
export function roleDefinition(
  permissions: readonly RequiredPermission[],
  scopes: { readonly subscriptions: readonly string[]; readonly groups: readonly string[] },
): Readonly<Record<string, unknown>> {
  return {
    Name: 'Azure Posture Monitor Reader',
    IsCustom: true,
    Description:
      'Reads what the configured security claims need; writes nothing, reads no secrets, keys or data.',
    Actions: permissions.map(({ action }) => action),
    NotActions: [],
    DataActions: [],
    NotDataActions: [],
    AssignableScopes: [
      ...scopes.subscriptions.map((id) => `/subscriptions/${id}`),
      ...scopes.groups.map((id) => `/providers/Microsoft.Management/managementGroups/${id}`),
    ],
  };
}

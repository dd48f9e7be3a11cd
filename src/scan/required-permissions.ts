import type { Plan, Task } from '#evaluation/plan.ts';
import type { Read } from '#resource-types/define-read.ts';

/** An ARM action that the configured claims need. */
export interface RequiredPermission {
  readonly action: string;
  /** Why, in words. */
  readonly because: string;
  /** Claims that could not be verified without it; empty: all of them. */
  readonly claims: readonly string[];
}

/** Reading every type: what completeness needs, and no request by itself. */
export const READ_EVERYTHING: RequiredPermission = {
  action: '*/read',
  because:
    'completeness: the inventories leave out without a word what may not be read, so that no claim can hold while a type may be hidden',
  claims: [],
};

/** What every scan asks before any claim: the subscriptions, what is in them, who wrote what, and its own permissions. */
const ALWAYS: readonly Omit<RequiredPermission, 'claims'>[] = [
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
    action: 'Microsoft.Resources/subscriptions/providers/read',
    because: 'the api-version with which a resource that only one list names is asked for directly',
  },
  {
    action: 'Microsoft.Authorization/permissions/read',
    because: 'proves that an empty list means that there is nothing',
  },
  {
    action: 'Microsoft.Authorization/denyAssignments/read',
    because: "proves that nothing is hidden by what one's own permissions do not show",
  },
  {
    action: 'Microsoft.Insights/eventtypes/values/read',
    because: 'the activity log says who changed what, and what a later scan must read again',
  },
];

const MANAGEMENT_GROUPS = {
  action: 'Microsoft.Management/managementGroups/descendants/read',
  because:
    'names the subscriptions below the management groups of the scope; must be granted on the group',
} as const;

/**
 * The actions that the requests of a scan need, each named, sorted, with the reason and the claims that rest on it. A resource only shows
 * in the inventories to who may read its type, so that the types which the checks judge are among them.
 */
export function requiredPermissions(
  plan: Plan,
  reads: ReadonlyMap<string, Read>,
  usesManagementGroups: boolean,
): readonly RequiredPermission[] {
  const needed = new Map<string, Need>();
  const needOf = (action: string, task: Task): Need => {
    const need = needed.get(action.toLowerCase()) ?? emptyNeed(action);
    for (const { claim } of task.uses) need.claims.add(claim.id);
    needed.set(action.toLowerCase(), need);
    return need;
  };
  // First the collectors, which write the names as Azure does.
  for (const task of plan.tasks) {
    for (const type of task.check.resourceTypes) {
      for (const name of task.check.readsFor(type, task.parameters)) {
        for (const action of reads.get(name)?.permissions ?? [])
          needOf(action, task).readBy.add(task.check.id);
      }
    }
  }
  for (const task of plan.tasks) {
    for (const type of task.check.resourceTypes) {
      if (task.check.readsFor(type, task.parameters).length === 0) continue;
      needOf(`${type.replace(/^microsoft/u, 'Microsoft')}/read`, task).shownTo.add(task.check.id);
    }
  }
  const always = usesManagementGroups ? [...ALWAYS, MANAGEMENT_GROUPS] : ALWAYS;
  for (const { action } of always) needed.delete(action.toLowerCase());
  return [
    ...always.map((permission) => ({ ...permission, claims: [] })),
    ...[...needed.values()].map((need) => ({
      action: need.action,
      because: becauseOf(need),
      claims: [...need.claims].sort(),
    })),
  ].sort((a, b) => (a.action.toLowerCase() < b.action.toLowerCase() ? -1 : 1));
}

/** Who needs an action, and for what. */
interface Need {
  readonly action: string;
  readonly readBy: Set<string>;
  readonly shownTo: Set<string>;
  readonly claims: Set<string>;
}

function emptyNeed(action: string): Need {
  return { action, readBy: new Set(), shownTo: new Set(), claims: new Set() };
}

function becauseOf({ readBy, shownTo }: Need): string {
  // Who reads it sees it too.
  const [verb, ids] = readBy.size > 0 ? ['read by', readBy] : ['shows the type to', shownTo];
  return `${verb} the check${ids.size === 1 ? '' : 's'} ${[...ids].sort().join(', ')}`;
}

import type { Scope } from '#domain/document.ts';
import { compileGlob } from '#domain/glob.ts';
import { idKey, parseResourceId, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';

/** Whether a resource belongs to a statement, and if it was left out on purpose, by which rule. */
export type ScopeDecision =
  | { readonly inScope: true }
  | {
      readonly inScope: false;
      readonly excludedBy: string | null;
      /** A clause for people: by which rule of the scope it does not belong. */
      readonly why: string;
      /** It lacks nothing but a tag, which a child of its may carry. */
      readonly childrenMayBelong: boolean;
    };

function outside(why: string): ScopeDecision {
  return { inScope: false, excludedBy: null, why, childrenMayBelong: false };
}

/** A resource of the population with the resources that it is a child of, innermost first. */
export interface Lineage {
  readonly entry: InventoryEntry;
  readonly ancestors: readonly InventoryEntry[];
}

/**
 * Compiles a statement's scope into a decision about one resource. `subscriptions`: the ids (lower case) that the scope's
 * subscriptions and management groups came to. A resource carries its own tags, its ancestors' and its resource group's; an
 * exclusion of a resource or a type takes its children along.
 */
export function compileScope(
  scope: Scope,
  subscriptions: ReadonlySet<string>,
): (lineage: Lineage) => ScopeDecision {
  const groups = scope.resourceGroups?.map(compileGlob);
  const excludedIds = scope.exclude.resourceIds.map(idKey);
  const excludedTypes = scope.exclude.resourceTypes.map((type) => type.toLowerCase());
  return (lineage) => {
    const { id, type } = lineage.entry.resource;
    const parts = parseResourceId(id);
    if (parts === undefined || !subscriptions.has(parts.subscriptionId))
      return outside(outsideSubscription(parts?.subscriptionId ?? ''));
    // A subscription belongs to nobody; what lies in it may.
    if (parts.type === SUBSCRIPTION_TYPE) {
      const why = 'it is the subscription itself';
      return { inScope: false, excludedBy: null, why, childrenMayBelong: true };
    }
    const group = parts.resourceGroup;
    if (
      groups !== undefined &&
      (group === undefined || !groups.some((matches) => matches(group)))
    ) {
      return outside(
        `its resource group ${group ?? '(none)'} is none of scope.resourceGroups: ${scope.resourceGroups?.join(', ') ?? ''}`,
      );
    }
    const rule = exclusion(lineage, idKey(id), type.toLowerCase());
    const missing = Object.entries(scope.tags ?? {}).find(
      ([name, value]) => carrierOf(lineage, name, value) === undefined,
    );
    if (missing !== undefined) {
      const why = `it no longer carries the tag ${missing.join('=')} of scope.tags, nor does what it lies in`;
      return { inScope: false, excludedBy: null, why, childrenMayBelong: rule === undefined };
    }
    if (rule !== undefined) return { inScope: false, ...rule, childrenMayBelong: false };
    return { inScope: true };
  };

  function exclusion(
    lineage: Lineage,
    key: string,
    type: string,
  ): { readonly excludedBy: string; readonly why: string } | undefined {
    const id = excludedIds.find(
      (candidate) => key === candidate || key.startsWith(`${candidate}/`),
    );
    if (id !== undefined) return byRule(`exclude.resourceIds: ${id}`);
    const excludedType = excludedTypes.find(
      (candidate) => type === candidate || type.startsWith(`${candidate}/`),
    );
    if (excludedType !== undefined) return byRule(`exclude.resourceTypes: ${excludedType}`);
    for (const [name, value] of Object.entries(scope.exclude.tags)) {
      const carrier = carrierOf(lineage, name, value);
      if (carrier === undefined) continue;
      const rule = `exclude.tags: ${name}=${value}`;
      return { excludedBy: rule, why: `${carrier} carries the tag ${name}=${value} (${rule})` };
    }
    return undefined;
  }
}

/** A clause for people: why what lies in a subscription (lower case) belongs to no scope that does not name it. */
export function outsideSubscription(subscriptionId: string): string {
  return `its subscription ${subscriptionId} is not in the scope`;
}

function byRule(rule: string): { readonly excludedBy: string; readonly why: string } {
  return { excludedBy: rule, why: `the configuration leaves it out (${rule})` };
}

/** What carries a tag, in words: the resource, what it lies in, or its group; undefined: nothing does. */
function carrierOf(lineage: Lineage, name: string, value: string): string | undefined {
  if (carries(lineage.entry.resource.tags ?? {}, name, value)) return 'it';
  const ancestor = lineage.ancestors.find(({ resource }) =>
    carries(resource.tags ?? {}, name, value),
  );
  if (ancestor !== undefined) return `${ancestor.resource.name}, which it lies in,`;
  return carries(lineage.entry.groupTags, name, value) ? 'its resource group' : undefined;
}

/**
 * Of a scope and its parts taken together: in it when in any; left out on purpose only where none of them takes it in. Why: as the
 * first of them says that left it out by a rule, else as the first says.
 */
export function joinDecisions(all: readonly ScopeDecision[]): ScopeDecision {
  const outsideOf = all.filter((decision) => !decision.inScope);
  const [first] = outsideOf;
  if (first === undefined || outsideOf.length < all.length) return { inScope: true };
  const { excludedBy, why } = outsideOf.find((one) => one.excludedBy !== null) ?? first;
  const childrenMayBelong = outsideOf.some((one) => one.childrenMayBelong);
  return { inScope: false, excludedBy, why, childrenMayBelong };
}

// Tag names are compared without case, values with it, as Azure does.
function carries(tags: Readonly<Record<string, string>>, name: string, value: string): boolean {
  return Object.entries(tags).some(
    ([carried, content]) => carried.toLowerCase() === name.toLowerCase() && content === value,
  );
}

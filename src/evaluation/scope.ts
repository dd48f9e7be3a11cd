import type { Scope } from '#domain/document.ts';
import { compileGlob } from '#domain/glob.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';

/** Whether a resource belongs to a statement, and if it was left out on purpose, by which rule. */
export type ScopeDecision =
  | { readonly inScope: true }
  | { readonly inScope: false; readonly excludedBy: string | null };

const OUTSIDE: ScopeDecision = { inScope: false, excludedBy: null };

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
    if (parts === undefined || !subscriptions.has(parts.subscriptionId)) return OUTSIDE;
    const group = parts.resourceGroup;
    if (groups !== undefined && (group === undefined || !groups.some((matches) => matches(group)))) {
      return OUTSIDE;
    }
    if (!carriesAll(lineage, scope.tags ?? {})) return OUTSIDE;
    const key = idKey(id);
    const excludedId = excludedIds.find((excluded) => key === excluded || key.startsWith(`${excluded}/`));
    if (excludedId !== undefined) return excluded(`exclude.resourceIds: ${excludedId}`);
    const lowerType = type.toLowerCase();
    const excludedType = excludedTypes.find(
      (candidate) => lowerType === candidate || lowerType.startsWith(`${candidate}/`),
    );
    if (excludedType !== undefined) return excluded(`exclude.resourceTypes: ${excludedType}`);
    for (const [name, value] of Object.entries(scope.exclude.tags)) {
      if (carriesAll(lineage, { [name]: value })) return excluded(`exclude.tags: ${name}=${value}`);
    }
    return { inScope: true };
  };
}

function excluded(rule: string): ScopeDecision {
  return { inScope: false, excludedBy: rule };
}

// Tag names are compared without case, values with it, as Azure does.
function carriesAll(lineage: Lineage, wanted: Readonly<Record<string, string>>): boolean {
  const carriers = [
    lineage.entry.resource.tags ?? {},
    ...lineage.ancestors.map((ancestor) => ancestor.resource.tags ?? {}),
    lineage.entry.groupTags,
  ];
  return Object.entries(wanted).every(([name, value]) =>
    carriers.some((tags) =>
      Object.entries(tags).some(
        ([carried, content]) => carried.toLowerCase() === name.toLowerCase() && content === value,
      ),
    ),
  );
}

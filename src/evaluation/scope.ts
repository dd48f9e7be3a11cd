import type { Scope } from '#domain/document.ts';
import { compileGlob } from '#domain/glob.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';

/** Whether a resource belongs to a statement, and if it was left out on purpose, by which rule. */
export type ScopeDecision =
  | { readonly inScope: true }
  | {
      readonly inScope: false;
      readonly excludedBy: string | null;
      /** It lacks nothing but a tag, which a child of its may carry. */
      readonly childrenMayBelong: boolean;
    };

const OUTSIDE: ScopeDecision = { inScope: false, excludedBy: null, childrenMayBelong: false };

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
    if (
      groups !== undefined &&
      (group === undefined || !groups.some((matches) => matches(group)))
    ) {
      return OUTSIDE;
    }
    const rule = exclusion(lineage, idKey(id), type.toLowerCase());
    if (!carriesAll(lineage, scope.tags ?? {})) {
      return { inScope: false, excludedBy: null, childrenMayBelong: rule === undefined };
    }
    if (rule !== undefined) return { inScope: false, excludedBy: rule, childrenMayBelong: false };
    return { inScope: true };
  };

  function exclusion(lineage: Lineage, key: string, type: string): string | undefined {
    const id = excludedIds.find(
      (candidate) => key === candidate || key.startsWith(`${candidate}/`),
    );
    if (id !== undefined) return `exclude.resourceIds: ${id}`;
    const excludedType = excludedTypes.find(
      (candidate) => type === candidate || type.startsWith(`${candidate}/`),
    );
    if (excludedType !== undefined) return `exclude.resourceTypes: ${excludedType}`;
    const tag = Object.entries(scope.exclude.tags).find(([name, value]) =>
      carriesAll(lineage, { [name]: value }),
    );
    return tag === undefined ? undefined : `exclude.tags: ${tag.join('=')}`;
  }
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

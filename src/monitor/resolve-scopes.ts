import type { BoundDocument } from '#domain/document.ts';
import { compileScope, type Lineage, type ScopeDecision } from '#evaluation/scope.ts';
import type { ScopeReader } from '#facts/scope-reader.ts';

/** A statement with the subscriptions that its scope came to. */
export interface ScopedDocument {
  readonly document: BoundDocument;
  /** Lower case. */
  readonly subscriptions: ReadonlySet<string>;
  /** Why a part of the scope is not seen at all, in sentences. */
  readonly blind: readonly string[];
  readonly decide: (lineage: Lineage) => ScopeDecision;
}

/** Resolves every statement's scope, asking Azure once for equal ones. `only`: subscriptions that the caller narrowed the scan to. */
export async function resolveScopes(
  scope: ScopeReader,
  documents: readonly BoundDocument[],
  only: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly ScopedDocument[]> {
  const asked = new Map<string, ReturnType<ScopeReader['subscriptions']>>();
  const narrowed = only === undefined ? undefined : new Set(only.map((id) => id.toLowerCase()));
  const resolved: ScopedDocument[] = [];
  for (const document of documents) {
    const { subscriptions, managementGroups } = document.scope;
    const selector = {
      ...(subscriptions === undefined ? {} : { subscriptions }),
      ...(managementGroups === undefined ? {} : { managementGroups }),
    };
    const key = JSON.stringify(selector);
    const answer = asked.get(key) ?? scope.subscriptions(selector, signal);
    asked.set(key, answer);
    const { ids, problems } = await answer;
    const left = narrowed === undefined ? [] : ids.filter((id) => !narrowed.has(id));
    const selected = new Set(ids.filter((id) => !left.includes(id)));
    resolved.push({
      document,
      subscriptions: selected,
      blind: [
        ...problems.map((problem) => problem.message),
        ...(left.length === 0
          ? []
          : [`The scan was narrowed: ${left.length} of its subscriptions were left out.`]),
      ],
      decide: compileScope(document.scope, selected),
    });
  }
  return resolved;
}

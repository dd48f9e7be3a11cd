import type { BoundDocument, Claim, Scope } from '#domain/document.ts';
import {
  compileScope,
  joinDecisions,
  type Lineage,
  type ScopeDecision,
} from '#evaluation/scope.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';

/** A scope with the subscriptions that it came to. */
export interface ResolvedScope {
  /** Lower case. */
  readonly subscriptions: ReadonlySet<string>;
  /** Why something of it is not seen at all, in sentences. */
  readonly blind: readonly string[];
  readonly decide: (lineage: Lineage) => ScopeDecision;
}

/** A statement's whole scope, and each of its parts by name; none where the statement is bound as one. */
export interface ScopedDocument extends ResolvedScope {
  readonly document: BoundDocument;
  readonly parts: ReadonlyMap<string, ResolvedScope>;
}

/**
 * What a claim speaks of: the part that it names, else the whole. A statement that is bound without parts is judged as a whole, which
 * holds no less than the part would; configuration and result say so, and a part that is not among those bound never gets here.
 */
export function scopeOf(scoped: ScopedDocument, claim: Claim): ResolvedScope {
  return (claim.part === undefined ? undefined : scoped.parts.get(claim.part)) ?? scoped;
}

/** Resolves every statement's scope, asking Azure once for equal ones. `only`: subscriptions that the caller narrowed the scan to. */
export async function resolveScopes(
  scope: Pick<ScopeReader, 'subscriptions'>,
  documents: readonly BoundDocument[],
  only: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<readonly ScopedDocument[]> {
  const asked = new Map<string, ReturnType<ScopeReader['subscriptions']>>();
  const narrowed = only === undefined ? undefined : new Set(only.map((id) => id.toLowerCase()));

  async function resolve(one: Scope): Promise<ResolvedScope> {
    const { subscriptions, managementGroups } = one;
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
    return {
      subscriptions: selected,
      blind: [
        ...problems.map((problem) => problem.message),
        ...(left.length === 0
          ? []
          : [`The scan was narrowed: ${left.length} of its subscriptions were left out.`]),
      ],
      decide: compileScope(one, selected),
    };
  }

  const resolved: ScopedDocument[] = [];
  for (const document of documents) {
    const parts = new Map<string, ResolvedScope>();
    for (const [name, part] of Object.entries(document.parts ?? {}))
      parts.set(name, await resolve(part));
    const own = document.scope === null ? [] : [await resolve(document.scope)];
    resolved.push({ document, parts, ...wholeOf([...own, ...parts.values()]) });
  }
  return resolved;
}

/** A scope and the parts beside it, as one. */
function wholeOf(all: readonly ResolvedScope[]): ResolvedScope {
  const [only, ...more] = all;
  if (only !== undefined && more.length === 0) return only;
  return {
    subscriptions: new Set(all.flatMap(({ subscriptions }) => [...subscriptions])),
    blind: [...new Set(all.flatMap(({ blind }) => blind))],
    decide: (lineage) => joinDecisions(all.map(({ decide }) => decide(lineage))),
  };
}

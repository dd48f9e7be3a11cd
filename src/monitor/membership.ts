import type { BoundDocument } from '#domain/document.ts';
import type { Digest } from '#domain/reading.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { Lineage, ScopeDecision } from '#evaluation/scope.ts';
import type { ScopedDocument } from './resolve-scopes.ts';

/** A resource of the population as the evidence lists it. */
export interface PopulationRow {
  readonly resourceId: string;
  /** Lower case. */
  readonly resourceType: string;
  readonly subscriptionId: string;
  readonly location: string | null;
  /** The answers that show that it exists. */
  readonly evidence: readonly Digest[];
  /** Statements that it belongs to. */
  readonly documents: readonly string[];
  /** Statement → the rule that leaves it out on purpose. */
  readonly excluded: Readonly<Record<string, string>>;
  /** Statement → a clause for people why it does not belong to it, for every statement that it does not. */
  readonly outside: Readonly<Record<string, string>>;
}

export interface Membership {
  belongs(document: BoundDocument, lineage: Lineage): boolean;
  /** Whether it belongs to the statement, or a child of it may: one that carries the tag which it lacks itself. */
  mayHold(document: BoundDocument, lineage: Lineage): boolean;
  /** A clause for people: why it does not belong to the statement; empty where it does. */
  whyNot(document: BoundDocument, lineage: Lineage): string;
  belongsAnywhere(lineage: Lineage): boolean;
  mayHoldAnywhere(lineage: Lineage): boolean;
  rowOf(this: void, lineage: Lineage): PopulationRow;
}

/** Answers which statements a resource belongs to; each resource is decided once per statement. */
export function createMembership(scopes: readonly ScopedDocument[]): Membership {
  const decided = new WeakMap<Lineage, ReadonlyMap<BoundDocument, ScopeDecision>>();

  function decisions(lineage: Lineage): ReadonlyMap<BoundDocument, ScopeDecision> {
    const known = decided.get(lineage);
    if (known !== undefined) return known;
    const made = new Map(scopes.map((scope) => [scope.document, scope.decide(lineage)]));
    decided.set(lineage, made);
    return made;
  }

  return {
    belongs: (document, lineage) => decisions(lineage).get(document)?.inScope === true,
    mayHold: (document, lineage) => mayHold(decisions(lineage).get(document)),
    whyNot: (document, lineage) => whyNot(decisions(lineage).get(document)),
    belongsAnywhere: (lineage) => [...decisions(lineage).values()].some(({ inScope }) => inScope),
    mayHoldAnywhere: (lineage) => [...decisions(lineage).values()].some(mayHold),
    rowOf: (lineage) => {
      const { resource } = lineage.entry;
      const made = [...decisions(lineage)];
      return {
        resourceId: resource.id,
        resourceType: resource.type.toLowerCase(),
        subscriptionId: parseResourceId(resource.id)?.subscriptionId ?? '',
        location: resource.location ?? null,
        evidence: lineage.entry.evidence,
        documents: made
          .filter(([, { inScope }]) => inScope)
          .map(([document]) => document.statement.id),
        outside: Object.fromEntries(
          made.flatMap(([document, decision]) =>
            decision.inScope ? [] : [[document.statement.id, decision.why]],
          ),
        ),
        excluded: Object.fromEntries(
          made.flatMap(([document, decision]) =>
            decision.inScope || decision.excludedBy === null
              ? []
              : [[document.statement.id, decision.excludedBy]],
          ),
        ),
      };
    },
  };
}

function whyNot(decision: ScopeDecision | undefined): string {
  return decision === undefined || decision.inScope ? '' : decision.why;
}

function mayHold(decision: ScopeDecision | undefined): boolean {
  return decision !== undefined && (decision.inScope || decision.childrenMayBelong);
}

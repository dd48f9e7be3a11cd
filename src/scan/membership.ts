import type { BoundDocument, Claim } from '#domain/document.ts';
import type { Digest } from '#domain/reading.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { type Lineage, outsideSubscription, type ScopeDecision } from '#evaluation/scope.ts';
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
  /** Statement → the parts of it that it belongs to, for the statements that are bound in parts. */
  readonly parts: Readonly<Record<string, readonly string[]>>;
  /** Statement → the rule that leaves it out on purpose. */
  readonly excluded: Readonly<Record<string, string>>;
  /** Statement → a clause for people why it does not belong to it, for every statement of its subscription that it does not. */
  readonly outside: Readonly<Record<string, string>>;
  /** Statement → part → likewise, for every part that it does not lie in. */
  readonly outsideParts: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A claim and its statement, of whose scope it speaks, or of a part of it. */
interface Speaker {
  readonly document: BoundDocument;
  readonly claim: Claim;
}

export interface Membership {
  belongs(speaker: Speaker, lineage: Lineage): boolean;
  /** Whether it belongs to what the claim speaks of, or a child of it may: one that carries the tag which it lacks itself. */
  mayHold(speaker: Speaker, lineage: Lineage): boolean;
  /** Whether it belongs to the statement, in whichever part. */
  belongsTo(document: BoundDocument, lineage: Lineage): boolean;
  /** A clause for people: why it does not belong to the statement; empty where it does. */
  whyNot(document: BoundDocument, lineage: Lineage): string;
  belongsAnywhere(lineage: Lineage): boolean;
  mayHoldAnywhere(lineage: Lineage): boolean;
  rowOf(this: void, lineage: Lineage): PopulationRow;
  /** The same text for resources that belong to the same statements and parts. */
  signOf(lineage: Lineage): string;
}

interface Decided {
  readonly whole: ScopeDecision;
  readonly parts: ReadonlyMap<string, ScopeDecision>;
}

const NO_PARTS: Decided['parts'] = new Map();

/**
 * Answers which statements a resource of one subscription (lower case) belongs to; each resource is decided once per statement and part,
 * and statements whose scopes are elsewhere cost it nothing.
 */
export function createMembership(
  all: readonly ScopedDocument[],
  subscriptionId: string,
): Membership {
  const scopes = all.filter(({ subscriptions }) => subscriptions.has(subscriptionId));
  const decided = new WeakMap<Lineage, ReadonlyMap<BoundDocument, Decided>>();

  function decisions(lineage: Lineage): ReadonlyMap<BoundDocument, Decided> {
    const known = decided.get(lineage);
    if (known !== undefined) return known;
    const made = new Map(scopes.map((scope) => [scope.document, decide(scope, lineage)]));
    decided.set(lineage, made);
    return made;
  }

  function decisionFor({ document, claim }: Speaker, lineage: Lineage): ScopeDecision | undefined {
    const made = decisions(lineage).get(document);
    return (claim.part === undefined ? undefined : made?.parts.get(claim.part)) ?? made?.whole;
  }

  const everyOne = (lineage: Lineage): readonly ScopeDecision[] =>
    [...decisions(lineage).values()].map(({ whole }) => whole);

  return {
    belongs: (speaker, lineage) => decisionFor(speaker, lineage)?.inScope === true,
    mayHold: (speaker, lineage) => mayHold(decisionFor(speaker, lineage)),
    belongsTo: (document, lineage) => decisions(lineage).get(document)?.whole.inScope === true,
    whyNot: (document, lineage) => {
      const decision = decisions(lineage).get(document)?.whole;
      return decision === undefined ? outsideSubscription(subscriptionId) : whyNot(decision);
    },
    belongsAnywhere: (lineage) => everyOne(lineage).some(({ inScope }) => inScope),
    mayHoldAnywhere: (lineage) => everyOne(lineage).some(mayHold),
    signOf: (lineage) => [...decisions(lineage).values()].map(signOfOne).join('\u001f'),
    rowOf: (lineage) => {
      const { resource } = lineage.entry;
      const made = [...decisions(lineage)];
      const divided = made.filter(([, { parts }]) => parts.size > 0);
      return {
        resourceId: resource.id,
        resourceType: resource.type.toLowerCase(),
        subscriptionId: parseResourceId(resource.id)?.subscriptionId ?? '',
        location: resource.location ?? null,
        evidence: lineage.entry.evidence,
        documents: made
          .filter(([, { whole }]) => whole.inScope)
          .map(([document]) => document.statement.id),
        parts: Object.fromEntries(
          divided.map(([document, { parts }]) => [document.statement.id, namesWithin(parts)]),
        ),
        outside: Object.fromEntries(
          made.flatMap(([document, { whole }]) =>
            whole.inScope ? [] : [[document.statement.id, whole.why]],
          ),
        ),
        outsideParts: Object.fromEntries(
          divided.map(([document, { parts }]) => [document.statement.id, whyNotIn(parts)]),
        ),
        excluded: Object.fromEntries(
          made.flatMap(([document, { whole }]) =>
            whole.inScope || whole.excludedBy === null
              ? []
              : [[document.statement.id, whole.excludedBy]],
          ),
        ),
      };
    },
  };
}

function whyNot(decision: ScopeDecision): string {
  return decision.inScope ? '' : decision.why;
}

function decide(scope: ScopedDocument, lineage: Lineage): Decided {
  const whole = scope.decide(lineage);
  if (scope.parts.size === 0) return { whole, parts: NO_PARTS };
  const parts = new Map([...scope.parts].map(([name, part]) => [name, part.decide(lineage)]));
  return { whole, parts };
}

function signOfOne({ whole, parts }: Decided): string {
  const sign = whole.inScope ? '+' : '-';
  return parts.size === 0 ? sign : `${sign}${namesWithin(parts).join(' ')}`;
}

function namesWithin(parts: Decided['parts']): readonly string[] {
  return [...parts].flatMap(([name, { inScope }]) => (inScope ? [name] : []));
}

function whyNotIn(parts: Decided['parts']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...parts].flatMap(([name, decision]) => (decision.inScope ? [] : [[name, decision.why]])),
  );
}

function mayHold(decision: ScopeDecision | undefined): boolean {
  return decision !== undefined && (decision.inScope || decision.childrenMayBelong);
}

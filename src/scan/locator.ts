import type { BoundDocument } from '#domain/document.ts';
import { idKey, parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { Locate, Whereabouts } from '#evaluation/whereabouts.ts';
import type { InventoryEntry, ScopeReader } from '#inventory/scope-answers.ts';
import type { Membership } from './membership.ts';
import type { ScopedDocument } from './resolve-scopes.ts';

/** Finds out what became of what resources speak of: by the population where that names it, else by one direct read each. */
export interface Locator {
  /** Tells it what one subscription (lower case) holds; before that, what lies there is asked for directly. */
  learn(subscriptionId: string, lineages: readonly Lineage[], membership: Membership): void;
  for(document: BoundDocument): Locate;
}

export function createLocator(options: {
  readonly scope: Pick<ScopeReader, 'resource'>;
  readonly scopes: readonly ScopedDocument[];
  readonly signal: AbortSignal;
}): Locator {
  const { scope, scopes, signal } = options;
  const learnt = new Map<
    string,
    { readonly lineages: ReadonlyMap<string, Lineage>; readonly membership: Membership }
  >();
  const read = new Map<string, ReturnType<ScopeReader['resource']>>();
  const found = new Map<BoundDocument, Map<string, Promise<Whereabouts>>>();

  async function locate(document: BoundDocument, id: ResourceId): Promise<Whereabouts> {
    const subscriptionId = parseResourceId(id)?.subscriptionId ?? '';
    const known = learnt.get(subscriptionId);
    const lineage = known?.lineages.get(idKey(id));
    if (known !== undefined && lineage !== undefined) {
      const found = foundAt(lineage.entry);
      return known.membership.belongsTo(document, lineage)
        ? { is: 'in-scope', ...found }
        : { is: 'out-of-scope', why: known.membership.whyNot(document, lineage), ...found };
    }
    const asked = read.get(idKey(id)) ?? scope.resource(id, signal);
    read.set(idKey(id), asked);
    const now = await asked;
    if (now.status === 'unavailable') {
      if (now.code === 'NotFound') return { is: 'gone', evidence: now.evidence };
      return { is: 'not-known', why: now };
    }
    const isIn = scopes
      .find((scoped) => scoped.document === document)
      ?.subscriptions.has(subscriptionId);
    // What the inventory of a subscription in scope does not name may belong to the statement: in doubt it does.
    const found = foundAt(now.value);
    return isIn === true
      ? { is: 'in-scope', ...found }
      : {
          is: 'out-of-scope',
          why: `it is in subscription ${subscriptionId}, which is not in the scope`,
          ...found,
        };
  }

  return {
    learn(subscriptionId, lineages, membership) {
      const byKey = new Map(
        lineages.map((lineage) => [idKey(lineage.entry.resource.id), lineage] as const),
      );
      learnt.set(subscriptionId, { lineages: byKey, membership });
    },
    for(document) {
      const ofDocument = found.get(document) ?? new Map<string, Promise<Whereabouts>>();
      found.set(document, ofDocument);
      return async (id) => {
        const asked = ofDocument.get(idKey(id)) ?? locate(document, id);
        ofDocument.set(idKey(id), asked);
        return await asked;
      };
    },
  };
}

function foundAt({ evidence, at = [], resource }: InventoryEntry) {
  return {
    evidence,
    at: at.map((row) => ({ ...row, pointer: `${row.pointer}/location` })),
    location: resource.location ?? null,
  };
}

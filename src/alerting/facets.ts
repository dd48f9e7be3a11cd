import type { Alert, AlertKind, AlertMember } from '#domain/alert.ts';
import { parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import type { Severity } from '#domain/severity.ts';

/** One thing that an alert speaks of, as routes and silences see it. */
export interface Facet {
  readonly documents: readonly string[];
  readonly claims: readonly string[];
  readonly checks: readonly string[];
  /** Who has to vouch for a claim. */
  readonly owners: readonly string[];
  readonly subscriptions: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly resources: readonly ResourceId[];
}

/** What is asked about without an alert at hand: an alert that spoke of all this. */
export interface AlertSubject extends Facet {
  readonly kind: AlertKind;
  readonly severity: Severity;
}

/**
 * What an alert speaks of, one facet per member and claim, so that a claim is never matched together with the resource of another.
 * Members that are over do not count, unless all are: an end belongs to whom the beginning belonged.
 */
export function facetsOf(alert: Alert): readonly Facet[] {
  const open = alert.members.filter(({ state }) => state !== 'over');
  const facets = (open.length === 0 ? alert.members : open).flatMap((member) =>
    facetsOfMember(member, alert),
  );
  return facets.length === 0 ? [ofCause(alert)] : facets;
}

function facetsOfMember(member: AlertMember, alert: Alert): readonly Facet[] {
  const cause = ofCause(alert);
  switch (member.kind) {
    case 'finding': {
      const { finding, formerly = [] } = member;
      const { document, claim, check, resourceId } = finding;
      const parts = parseResourceId(resourceId);
      return [
        {
          documents: [document],
          claims: [claim],
          checks: [check, ...formerly],
          owners: [],
          subscriptions: parts === undefined ? [] : [parts.subscriptionId],
          resourceGroups: parts?.resourceGroup === undefined ? [] : [parts.resourceGroup],
          resources: [resourceId],
        },
      ];
    }
    case 'problem': {
      const here = {
        ...cause,
        checks:
          alert.cause.kind === 'not-understood' ? [...cause.checks, member.code] : cause.checks,
        // A page is in no subscription.
        subscriptions: member.subscriptionId === '' ? [] : [member.subscriptionId],
      };
      if (member.claims.length === 0) return [here];
      return member.claims.map(({ document, claim }) => ({
        ...here,
        documents: [document],
        claims: [claim],
      }));
    }
    case 'claim':
      return [
        {
          ...cause,
          documents: [member.document],
          claims: [member.claim],
          owners: member.owner === undefined ? cause.owners : [member.owner],
        },
      ];
    case 'attached':
      // What it stands for is matched by itself; a storm belongs to whoever is told of storms.
      return [cause];
  }
}

/** What the cause alone says. */
function ofCause({ cause }: Alert): Facet {
  const isOfSubscription = cause.kind === 'unreadable' || cause.kind === 'not-understood';
  const isOfCheck = cause.kind === 'not-understood' || cause.kind === 'suspect';
  return {
    documents: cause.kind === 'document' || cause.kind === 'left-scope' ? [cause.document] : [],
    claims: [],
    checks: isOfCheck ? [cause.check] : [],
    owners: cause.kind === 'owner' ? [cause.owner] : [],
    subscriptions: isOfSubscription && cause.subscriptionId !== '' ? [cause.subscriptionId] : [],
    resourceGroups: [],
    resources: [],
  };
}

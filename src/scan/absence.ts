import { type BoundDocument, type Claim, scopesOf, scopesSpokenOf } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { Absent } from '#domain/finding-end.ts';
import { idKey, parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import { judgesType } from '#evaluation/plan.ts';
import { outsideSubscription } from '#evaluation/scope.ts';
import type { PopulationRow } from './membership.ts';
import type { ScopedDocument } from './resolve-scopes.ts';
import type { ScanOutcome } from './scanner.ts';

/** Why a recorded finding is not among those of a scan. */
export interface Absence {
  /** `unseen`: it could not be looked for, which ends nothing; `because` is a sentence. */
  of(finding: Finding): Absent | { readonly unseen: string };
}

/**
 * Tells a resource that is gone from one that only could not be seen, both from one that is there but in no scope, and all of them
 * from a claim that is no longer made.
 */
export function createAbsence(
  outcome: Pick<ScanOutcome, 'population' | 'result' | 'seenGone' | 'unlisted' | 'scopes' | 'plan'>,
): Absence {
  const scopes = new Map(outcome.scopes.map((one) => [one.document.statement.id, one]));
  const rows = new Map(outcome.population.map((row) => [idKey(row.resourceId), row]));
  const bySuffix = Map.groupBy(outcome.population, ({ resourceId }) => suffixOf(resourceId));
  const subscriptions = new Map(outcome.result.scan.subscriptions.map((one) => [one.id, one]));

  /** Whether the statement still asks this of this type; an answer says what is no longer asked. */
  function retired(finding: Finding, document: BoundDocument): string | undefined {
    const { claim, check, resourceType } = finding;
    const made = document.statement.claims.find(({ id }) => id === claim);
    if (made === undefined) return `the claim ${claim} is no longer in ${document.statement.id}`;
    const tasks = outcome.plan.tasks.filter((task) => task.check.id === check);
    const isUsed = tasks.some(({ uses }) =>
      uses.some((use) => use.document === document && use.claim === made),
    );
    if (!isUsed) return made.link === undefined ? `it no longer asks for ${check}` : undefined;
    const isJudged = tasks.some((task) => judgesType(task, resourceType));
    return isJudged ? undefined : `${check} no longer judges ${resourceType}`;
  }

  function ofMissing(finding: Finding, key: string): Absent | { readonly unseen: string } {
    const parts = parseResourceId(key);
    const subscription = subscriptions.get(parts?.subscriptionId ?? '');
    if (!outcome.seenGone.has(key)) {
      if (subscription?.status !== 'complete')
        return {
          unseen: 'It is not in what could be read of its subscription, which proves nothing.',
        };
      if (selfAndAncestors(key).some((ancestor) => outcome.unlisted.has(ancestor)))
        return { unseen: 'The list that names it could not be read.' };
    }
    const moved = bySuffix.get(suffixOf(key))?.find((row) => idKey(row.resourceId) !== key);
    if (moved === undefined) return { because: 'gone', how: null, where: 'azure' };
    const to = `one of its type and name is at ${moved.resourceId} now`;
    const why = whyOutside(finding, moved);
    return why === undefined
      ? { because: 'gone', how: `${to}, and is judged there`, where: 'azure' }
      : { because: 'left-scope', how: `${to}; ${why}`, where: 'azure' };
  }

  /** A clause why a resource does not belong to what the finding's claim speaks of; undefined where it does. */
  function whyOutside(finding: Finding, row: PopulationRow): string | undefined {
    const { document } = finding;
    const scoped = scopedOf(finding);
    if (!row.documents.includes(document)) {
      const { subscriptionId } = row;
      const isElsewhere = scoped?.subscriptions.has(subscriptionId) === false;
      const why = isElsewhere ? outsideSubscription(subscriptionId) : row.outside[document];
      return why ?? 'that is in no scope';
    }
    const part = scoped?.document.statement.claims.find(({ id }) => id === finding.claim)?.part;
    const why = part === undefined ? undefined : row.outsideParts[document]?.[part];
    return why === undefined ? undefined : `it left the part ${part ?? ''}: ${why}`;
  }

  function scopedOf(finding: Finding): ScopedDocument | undefined {
    return scopes.get(finding.document);
  }

  function ofPresent(finding: Finding, row: PopulationRow): Absent {
    const { documents, excluded } = row;
    const why = whyOutside(finding, row);
    if (why === undefined) {
      // It is there, and judged: then it was one of its items that is not there any more.
      return finding.item === undefined
        ? { because: 'not-claimed', how: 'it is judged item by item now', where: 'configuration' }
        : { because: 'gone', how: `${finding.item} is not in the list any more`, where: 'azure' };
    }
    const isOfAnotherPart = documents.includes(finding.document);
    const rule = isOfAnotherPart ? why : (excluded[finding.document] ?? '');
    const isByName = /\bexclude\.resource(?:Ids|Types)/u.test(rule);
    return {
      because: 'left-scope',
      how: isOfAnotherPart ? why : (row.outside[finding.document] ?? null),
      where: isByName ? 'configuration' : 'azure',
    };
  }

  return {
    of(finding) {
      const scoped = scopedOf(finding);
      if (scoped === undefined) {
        const how = `the document ${finding.document} is no longer configured`;
        return { because: 'not-claimed', how, where: 'configuration' };
      }
      const how = retired(finding, scoped.document);
      if (how !== undefined) return { because: 'not-claimed', how, where: 'configuration' };
      const key = idKey(finding.resourceId);
      const parts = parseResourceId(key);
      // A page: whoever asks for it has it.
      if (parts === undefined)
        return {
          because: 'not-claimed',
          how: 'its address is no longer named',
          where: 'configuration',
        };
      const claim = scoped.document.statement.claims.find(({ id }) => id === finding.claim);
      if (!scoped.subscriptions.has(parts.subscriptionId))
        return outOfSight(scoped, claim, parts.subscriptionId);
      const row = rows.get(key);
      return row === undefined ? ofMissing(finding, key) : ofPresent(finding, row);
    },
  };
}

/** A subscription that the scope came to no longer: left on purpose, moved away, or only not seen. */
function outOfSight(
  { document, blind }: ScopedDocument,
  claim: Claim | undefined,
  subscriptionId: string,
): Absent | { readonly unseen: string } {
  const scopes = claim === undefined ? scopesOf(document) : scopesSpokenOf(document, claim);
  const managementGroups = scopes.flatMap((scope) => scope.managementGroups ?? []);
  if (managementGroups.length > 0) {
    if (blind.length > 0)
      return {
        unseen: `Whether its subscription is still in the scope is not known. ${blind.join(' ')}`,
      };
    const how = `its subscription ${subscriptionId} is no longer below ${managementGroups.join(', ')}`;
    return { because: 'left-scope', how, where: 'azure' };
  }
  if (scopes.some(({ subscriptions }) => subscriptions === undefined))
    return {
      unseen: `Its subscription ${subscriptionId} is no longer visible, which proves nothing: it may be gone, or only the permission to see it.`,
    };
  const how = `scope.subscriptions no longer names ${subscriptionId}`;
  return { because: 'left-scope', how, where: 'configuration' };
}

/** What stays of an id when a resource is moved to another group or subscription. */
function suffixOf(id: ResourceId): string {
  const key = idKey(id);
  const provider = key.indexOf('/providers/');
  return provider === -1 ? key : key.slice(provider);
}

import { decide } from '#alerting/decide.ts';
import { type AlertDesk, alertsAt, isNothing } from '#delivery/alert-desk.ts';
import type { Alert, FindingMember } from '#domain/alert.ts';
import { AUTHOR_SEARCH_MS } from '#domain/author-search.ts';
import type { Clock } from '#domain/clock.ts';
import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import { toInstant, toMilliseconds } from '#domain/instant.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { attributeTo } from '#drift/attribute.ts';
import type { ScopeReader } from '#inventory/scope-answers.ts';
import { collectedWrites } from '#scan/change-feeds.ts';

/** Where it is looked who did something. */
export interface FindAuthorsParts {
  readonly desk: AlertDesk;
  readonly scope: Pick<ScopeReader, 'changes'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** Alerts of the last half an hour of which somebody should still be told who did it. */
export async function lackAuthors({ desk, clock }: FindAuthorsParts): Promise<readonly Alert[]> {
  const since = toInstant(clock.now() - AUTHOR_SEARCH_MS);
  const open = await desk.store.openAlerts();
  return open.filter((alert) => alert.openedAt >= since && unnamed(alert).length > 0);
}

/**
 * Asks Azure's change records alone, between scans, who caused what alerts tell of without a name, and lets the update be told:
 * one question per subscription concerned. Answers whether anything was recorded. After half an hour nobody asks any more.
 */
export async function findAuthors(parts: FindAuthorsParts, signal: AbortSignal): Promise<boolean> {
  const { desk, scope, clock } = parts;
  const lacking = await lackAuthors(parts);
  if (lacking.length === 0) return false;
  const subscriptions = new Set(lacking.flatMap((alert) => unnamed(alert).map(subscriptionOf)));
  const first = lacking.map(({ openedAt }) => openedAt).toSorted()[0] ?? '';
  const since = toInstant((toMilliseconds(first) ?? clock.now()) - AUTHOR_SEARCH_MS);
  const feeds = scope.changes([...subscriptions].toSorted(), since, signal);
  const writes = collectedWrites(await Promise.all(feeds.values()));
  const ids = await Promise.all(
    [...subscriptions].map(async (id) => await desk.store.resourceIds(id)),
  );
  const resources = new Set(ids.flat().map(idKey));
  return await desk.lane.run(async () => {
    const at = toInstant(clock.now());
    const state = await alertsAt(desk.store, at);
    const named = state.alerts.flatMap((alert) => {
      // What was written after the alert cannot have caused it: a wrong name is worse than none.
      const earlier = writes.filter((write) => write.at <= alert.openedAt);
      const authorOf = attributeTo(earlier, (key) => resources.has(key));
      return unnamed(alert).flatMap((member) => {
        const changedBy = authorOf(member.finding, { isOwnOnly: true });
        return changedBy === null ? [] : [{ member, changedBy }];
      });
    });
    if (named.length === 0) return false;
    const decision = decide(
      {
        ...state,
        scan: {
          scanId: `authors-${at}`,
          mode: 'incremental',
          whole: false,
          claims: claimsOf(named),
          changes: [],
          subscriptions: [],
          unverifiable: new Set(),
        },
        confirmed: new Map(),
        symptoms: null,
        policy: desk.policy,
      },
      desk.familyOf,
      desk.hash,
      desk.factOf,
    );
    if (isNothing(decision)) return false;
    await desk.store.recordAlerts({ ...decision, at, log: [] });
    return true;
  });
}

/** Members of a violation that were read as failing and that nobody is named for. */
function unnamed(alert: Alert): readonly FindingMember[] {
  if (alert.kind !== 'violation' || alert.state !== 'firing') return [];
  return alert.members.filter((member) => member.kind === 'finding').filter(isUnnamed);
}

function isUnnamed({ state, finding }: FindingMember): boolean {
  return state === 'failing' && finding.changedBy === null;
}

function subscriptionOf({ finding }: FindingMember): string {
  return parseResourceId(finding.resourceId)?.subscriptionId ?? '';
}

/** The findings, now with their authors, as a scan of a part that saw nothing else. */
function claimsOf(
  named: readonly { readonly member: FindingMember; readonly changedBy: ChangeAuthor }[],
): readonly ClaimResult[] {
  const byClaim = Map.groupBy(named, ({ member }) =>
    [member.finding.document, member.finding.claim].join('\u001f'),
  );
  return [...byClaim.values()].flatMap((ofClaim) => {
    const [first] = ofClaim;
    if (first === undefined) return [];
    const findings: readonly Finding[] = ofClaim.map(({ member, changedBy }) => ({
      ...member.finding,
      changedBy,
    }));
    const { document, claim, severity } = first.member.finding;
    return [
      {
        document,
        id: claim,
        section: '',
        summary: first.member.summary,
        severity,
        kinds: ['auto'],
        status: 'broken',
        since: null,
        reason: null,
        attestation: null,
        measurement: null,
        findings,
      },
    ];
  });
}

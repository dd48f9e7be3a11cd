import { decide } from '#alerting/decide.ts';
import { type AlertDesk, alertsAt, NOTHING } from '#delivery/alert-desk.ts';
import type { Change } from '#domain/change.ts';
import type { Clock } from '#domain/clock.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { ClaimResult, ScanMode } from '#domain/scan.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import { comparePart } from './compare-scan.ts';
import { standing } from './compared-with.ts';
import type { Confirmation } from './confirm-findings.ts';
import type { KnownOf } from './known-of.ts';

/** What was read of some subscriptions, and read a second time where it differs, while others are still being read. */
export interface ReadPart extends Pick<Confirmation, 'findings' | 'confirmed' | 'overturned'> {
  readonly scanId: string;
  readonly mode: ScanMode;
  /** The scan's instant. */
  readonly at: Instant;
  /** The claims that the findings belong to, with these findings alone. */
  readonly claims: readonly ClaimResult[];
  readonly writes: readonly AttributableWrite[];
  readonly knownOf: KnownOf;
}

/**
 * Records a part of a scan and what follows from it (findings, changes, violations, messages) in one transaction, long before the scan
 * ends. What only the whole can say (claims, blindness, what is gone) is left to the end. The same part twice changes nothing more.
 * The answers that it rests on must be durable. Answers with the changes that were recorded.
 */
export async function recordPart(
  part: ReadPart,
  desk: AlertDesk,
  clock: Pick<Clock, 'now'>,
): Promise<readonly Change[]> {
  return await desk.lane.run(async () => {
    const { store } = desk;
    const difference = await comparePart(part, store, await standing(store));
    const changes = [...part.overturned, ...difference.changes];
    const alerts = await alertsAt(store, toInstant(clock.now()));
    const told = Map.groupBy(difference.findings, ({ document, claim }) => `${document} ${claim}`);
    const decision = decide(
      {
        ...alerts,
        held: [],
        scan: {
          scanId: part.scanId,
          startedAt: part.at,
          mode: part.mode,
          whole: false,
          isPart: true,
          claims: part.claims.map((claim) => ({
            ...claim,
            findings: told.get(`${claim.document} ${claim.id}`) ?? [],
          })),
          changes,
          subscriptions: [],
          unverifiable: new Set(),
        },
        confirmed: part.confirmed,
        symptoms: null,
        policy: desk.policy,
      },
      desk.familyOf,
      desk.hash,
      desk.factOf,
    );
    await store.recordPart({
      scanId: part.scanId,
      at: alerts.at,
      resources: difference.updates,
      changes,
      alerts: decision.alerts,
      messages: decision.messages,
      held: decision.held,
    });
    if (decision.warnedSilences.length > 0) {
      const { warnedSilences } = decision;
      await store.recordAlerts({ ...NOTHING, at: alerts.at, warnedSilences });
    }
    return changes;
  });
}

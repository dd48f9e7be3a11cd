import { findingKey } from '#domain/finding.ts';
import { isFormerCheck } from '#domain/former-checks.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { RecordedScan, ResourceHistory, StateReader } from '#domain/state-store.ts';

/** One thing that the kept answers tell otherwise than the state recorded it. */
export type RecordedDifference =
  | {
      readonly kind: 'claim';
      readonly document: string;
      readonly claim: string;
      /** null: the state has none of that time. */
      readonly recorded: string | null;
      readonly rebuilt: string | null;
    }
  | {
      readonly kind: 'verdict';
      readonly document: string;
      readonly claim: string;
      readonly check: string;
      readonly resourceId: string;
      readonly recorded: string | null;
      readonly rebuilt: string | null;
      /** Of what was rebuilt. */
      readonly reason: string | null;
    }
  | {
      /** How many of a status there were. */
      readonly kind: 'count';
      readonly of: 'claims' | 'findings';
      readonly status: string;
      readonly recorded: number;
      readonly rebuilt: number;
    };

/** So many changes of one resource are looked through. */
const MOST_CHANGES = 100_000;

/**
 * Holds what the answers of a scan give against what the state has of that time: the status of each claim and of each finding, and how
 * many there were of each. Values, reasons and words are not kept for every scan, so they cannot be compared. Findings that only the
 * state knows show in the counts.
 */
export async function compareRecorded(
  recorded: RecordedScan,
  rebuilt: ScanResult,
  state: Pick<StateReader, 'claimChangesBefore' | 'resourceHistory'>,
): Promise<readonly RecordedDifference[]> {
  return [
    ...(await claimDifferences(recorded, rebuilt, state)),
    ...(await findingDifferences(recorded, rebuilt, state)),
    ...countDifferences('claims', recorded.summary.claims, rebuilt.summary.claims),
    ...countDifferences('findings', recorded.summary.findings, rebuilt.summary.findings),
  ];
}

async function claimDifferences(
  { startedAt, finishedAt }: RecordedScan,
  { claims }: ScanResult,
  state: Pick<StateReader, 'claimChangesBefore'>,
): Promise<readonly RecordedDifference[]> {
  const statuses = new Map<string, string>();
  // A scan's changes bear its instant.
  for (const change of await state.claimChangesBefore(finishedAt))
    if (change.at <= startedAt) statuses.set(`${change.document}\u001f${change.claim}`, change.to);
  return claims.flatMap(({ document, id, status }): RecordedDifference[] => {
    const was = statuses.get(`${document}\u001f${id}`) ?? null;
    return was === status
      ? []
      : [{ kind: 'claim', document, claim: id, recorded: was, rebuilt: status }];
  });
}

async function findingDifferences(
  { startedAt }: RecordedScan,
  { claims }: ScanResult,
  state: Pick<StateReader, 'resourceHistory'>,
): Promise<readonly RecordedDifference[]> {
  const differences: RecordedDifference[] = [];
  const byResource = Map.groupBy(
    claims.flatMap(({ findings }) => findings),
    ({ resourceId }) => idKey(resourceId),
  );
  for (const findings of byResource.values()) {
    const [{ resourceId } = { resourceId: '' }] = findings;
    const statuses = statusesAt(await state.resourceHistory(resourceId, MOST_CHANGES), startedAt);
    for (const one of groupedByUse(findings)) {
      const was = statuses.get(one.key);
      // Of the items of a resource the history keeps which statuses there were, not which item had which.
      const only = [...one.statuses].filter((status) => was?.has(status) !== true);
      if (was === undefined || only.length === 0) continue;
      differences.push({
        kind: 'verdict',
        ...one.use,
        recorded: [...was].toSorted().join(', '),
        rebuilt: [...one.statuses].toSorted().join(', '),
        reason: one.reasons.get(only[0] ?? '') ?? null,
      });
    }
  }
  return differences;
}

function groupedByUse(findings: ScanResult['claims'][number]['findings']) {
  const groups = Map.groupBy(findings, ({ document, claim, check, resourceId }) =>
    findingKey({ document, claim, check, resourceId }),
  );
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { document, claim, check, resourceId } = first;
    return {
      key: [document, claim, check].join('\u001f'),
      use: { document, claim, check, resourceId },
      statuses: new Set(own.map(({ status }) => status as string)),
      reasons: new Map(own.map(({ status, reason }) => [status as string, reason])),
    };
  });
}

/** By document, claim and check, which statuses findings had at an instant; where nothing is known of one, it is not there. */
function statusesAt(
  { periods }: ResourceHistory,
  at: Instant,
): ReadonlyMap<string, ReadonlySet<string>> {
  const statuses = new Map<string, Set<string>>();
  for (const { document, claim, check, status, from, until } of periods) {
    if (isFormerCheck(check) || from > at || (until !== null && until <= at)) continue;
    const key = [document, claim, check].join('\u001f');
    statuses.set(key, (statuses.get(key) ?? new Set()).add(status));
  }
  return statuses;
}

function countDifferences(
  of: 'claims' | 'findings',
  recorded: Readonly<Record<string, number>>,
  rebuilt: Readonly<Record<string, number>>,
): readonly RecordedDifference[] {
  const statuses = [...new Set([...Object.keys(recorded), ...Object.keys(rebuilt)])].toSorted();
  return statuses.flatMap((status): RecordedDifference[] => {
    const [was = 0, is = 0] = [recorded[status], rebuilt[status]];
    return was === is ? [] : [{ kind: 'count', of, status, recorded: was, rebuilt: is }];
  });
}

import type { Finding } from '#domain/finding.ts';
import { findingKey } from '#domain/finding.ts';
import { CLAIM_STATUSES, type ClaimStatus, type FindingStatus } from '#domain/status.ts';
import type { SimulatedScan } from '../harness/simulated-scan.ts';

/**
 * What a fault may turn a finding into. A fault may hide a verdict (`unknown`) or, where Azure documents what a missing member
 * means, make it worse; it never makes one better. `not-applicable` counts as better than `fail` and `unknown`, for it lets a claim
 * hold.
 */
const MAY_BECOME: Readonly<Record<FindingStatus, readonly FindingStatus[]>> = {
  fail: ['fail', 'unknown'],
  unknown: ['unknown', 'fail'],
  excepted: ['excepted', 'unknown', 'fail'],
  pass: ['pass', 'unknown', 'fail'],
  'not-applicable': ['not-applicable', 'unknown', 'fail'],
};

/** Everything in which the second scan claims more than the first: empty unless the law is broken. */
export function improvements(before: SimulatedScan, after: SimulatedScan): readonly string[] {
  const found: string[] = [];
  const now = new Map(findingsOf(after).map((finding) => [findingKey(finding), finding]));
  const reported = new Set(
    after.result.scan.subscriptions
      .filter(({ status }) => status !== 'complete')
      .map(({ id }) => id),
  );
  const scanned = new Set(after.result.scan.subscriptions.map(({ id }) => id));
  for (const finding of findingsOf(before)) {
    const then = now.get(findingKey(finding));
    const subscription = finding.resourceId.split('/')[2]?.toLowerCase() ?? '';
    const what = `${finding.claim} ${finding.check} ${finding.resourceId}`;
    if (then === undefined) {
      const id = finding.resourceId.toLowerCase();
      const isTold =
        reported.has(subscription) ||
        !scanned.has(subscription) ||
        // What lies in it could not be told apart: the resource as a whole says that it is not known.
        (finding.item !== undefined &&
          now.get(findingKey(asAWhole(finding)))?.status === 'unknown') ||
        // The list that would name it could not be read: the claims say so on the parent.
        [...after.unlisted].some((parent) => id.startsWith(`${parent}/`));
      if (!isTold) found.push(`lost: ${what}`);
    } else if (!MAY_BECOME[finding.status].includes(then.status)) {
      found.push(`${finding.status} → ${then.status}: ${what}: ${then.reason}`);
    }
  }
  const claims = new Map(
    after.result.claims.map((claim) => [`${claim.document}/${claim.id}`, claim]),
  );
  for (const { document, id, status } of before.result.claims) {
    const then = claims.get(`${document}/${id}`)?.status;
    if (then === undefined) found.push(`claim lost: ${id}`);
    else if (isBetter(status, then)) found.push(`claim ${status} → ${then}: ${id}`);
  }
  return found;
}

function asAWhole({
  document,
  claim,
  check,
  resourceId,
}: Finding): Parameters<typeof findingKey>[0] {
  return { document, claim, check, resourceId };
}

/** `unverified` is always allowed: it claims nothing. */
function isBetter(before: ClaimStatus, after: ClaimStatus): boolean {
  if (after === 'unverified') return false;
  return CLAIM_STATUSES.indexOf(after) > CLAIM_STATUSES.indexOf(before);
}

function findingsOf({ result }: SimulatedScan): readonly Finding[] {
  return result.claims.flatMap(({ findings }) => findings);
}

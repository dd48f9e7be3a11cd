import { endOf, parseDuration } from '#domain/calendar-duration.ts';
import type { Attestation, AttestationDemand } from '#domain/document.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { AttestationResult } from '#domain/scan.ts';

/** Whether a claim is vouched for at an instant, and by whom until when. */
export interface AttestationVerdict {
  readonly status: 'attested' | 'expired';
  readonly result: AttestationResult;
  /** One sentence that a person understands. */
  readonly reason: string;
}

/**
 * Judges the word that was given for a claim. An attestation counts from the start of its date (UTC) until the same day after the
 * demanded interval, by the calendar; one that is dated in the future, or not dated at all, counts for nothing.
 */
export function judgeAttestation(
  demand: AttestationDemand,
  claim: string,
  attestations: readonly Attestation[],
  asOf: Instant,
): AttestationVerdict {
  const given = latest(
    attestations.filter(
      (attestation) => attestation.claim === claim && !isAfter(attestation.date, asOf),
    ),
  );
  const interval = parseDuration(demand.every);
  const until =
    given === undefined || interval === undefined ? undefined : endOf(given.date, interval);
  const result = {
    owner: demand.owner,
    every: demand.every,
    given: given ?? null,
    validUntil: until ?? null,
  };
  if (given === undefined || until === undefined) {
    return {
      status: 'expired',
      result,
      reason: `nobody has vouched for it: ${demand.owner} must, every ${demand.every}`,
    };
  }
  if (isAfter(until, asOf)) {
    return {
      status: 'attested',
      result,
      reason: `vouched for by ${given.by} on ${given.date}, until ${until.slice(0, 10)}`,
    };
  }
  return {
    status: 'expired',
    result,
    reason: `the attestation of ${given.date} ended on ${until.slice(0, 10)}: ${demand.owner} must renew it`,
  };
}

function latest(attestations: readonly Attestation[]): Attestation | undefined {
  return attestations.toSorted((a, b) => a.date.localeCompare(b.date)).at(-1);
}

/** True also for what is no instant: a doubt never counts in the claim's favour here. */
function isAfter(instant: Instant, asOf: Instant): boolean {
  const at = toMilliseconds(instant);
  const now = toMilliseconds(asOf);
  return at === undefined || now === undefined || at > now;
}

import { endOf, parseDuration, startOf } from '#domain/calendar-duration.ts';
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
    remindFrom: remindFrom(demand, claim, attestations, until),
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

/** When an owner is reminded who is told nothing else. */
const REMINDED_BEFORE = 'P30D';

/**
 * From when on the owner is reminded: before the instant at which no attestation counts any more, those included that are dated for a
 * later day already. Null where none counts.
 */
function remindFrom(
  { every, remind = REMINDED_BEFORE }: AttestationDemand,
  claim: string,
  attestations: readonly Attestation[],
  until: Instant | undefined,
): Instant | null {
  const interval = parseDuration(every);
  const before = parseDuration(remind);
  if (until === undefined || interval === undefined || before === undefined) return null;
  let lapses = until;
  for (const { date } of attestations
    .filter((one) => one.claim === claim)
    .toSorted((a, b) => a.date.localeCompare(b.date))) {
    const end = endOf(date, interval);
    if (end !== undefined && !isAfter(date, lapses) && isAfter(end, lapses)) lapses = end;
  }
  return startOf(lapses, before) ?? null;
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

import type { Attestation, ClaimKind } from './document.ts';
import type { Finding } from './finding.ts';
import type { Instant } from './instant.ts';
import type { UnavailableCode } from './reading.ts';
import type { Severity } from './severity.ts';
import type { ClaimStatus } from './status.ts';

/** Something that was not read. */
export interface Problem {
  /** What was being read. */
  readonly operation: string;
  readonly code: UnavailableCode;
  readonly message: string;
  /** The ARM action that would mend it. */
  readonly permission: string | null;
}

export interface SubscriptionResult {
  readonly id: string;
  readonly name: string | null;
  /** `partial`: something in it could not be read, so the absence of a violation proves nothing. */
  readonly status: 'complete' | 'partial' | 'unreadable';
  readonly resources: number;
  readonly problems: readonly Problem[];
}

export interface AttestationResult {
  readonly owner: string;
  readonly every: string;
  readonly given: Attestation | null;
  /** Until when it counts; null while there is none. */
  readonly validUntil: Instant | null;
  /** From when on its owner is reminded; null where there is nothing to renew. Absent in what an earlier version has written. */
  readonly remindFrom?: Instant | null;
}

export interface MeasurementResult {
  readonly measure: string;
  readonly unit: string;
  /** null: could not be measured. */
  readonly value: number | null;
  readonly atLeast: number | null;
}

export interface ClaimResult {
  readonly document: string;
  readonly id: string;
  readonly section: string;
  readonly summary: string;
  readonly severity: Severity;
  /** The part of the statement that it speaks of; absent: of the whole. */
  readonly part?: string;
  readonly kinds: readonly ClaimKind[];
  readonly status: ClaimStatus;
  readonly since: Instant | null;
  readonly reason: string | null;
  readonly attestation: AttestationResult | null;
  readonly measurement: MeasurementResult | null;
  readonly findings: readonly Finding[];
}

export interface DocumentResult {
  readonly id: string;
  readonly title: string;
  readonly status: ClaimStatus;
  readonly counts: Readonly<Partial<Record<ClaimStatus, number>>>;
  readonly warnings: readonly string[];
}

export type ScanMode = 'full' | 'incremental';

/** The result of one scan, in the shape of the contract's scan-result schema (version 1). */
export interface ScanResult {
  readonly schemaVersion: '1';
  readonly scan: {
    readonly id: string;
    readonly mode: ScanMode;
    readonly startedAt: Instant;
    readonly finishedAt: Instant;
    readonly tool: { readonly name: string; readonly version: string };
    readonly azure: {
      readonly resourceManager: string;
      readonly tenantId: string | null;
      readonly requests: number;
      readonly retries: number;
      readonly throttled: number;
    };
    readonly subscriptions: readonly SubscriptionResult[];
  };
  readonly documents: readonly DocumentResult[];
  readonly claims: readonly ClaimResult[];
  readonly summary: {
    readonly claims: Readonly<Record<string, number>>;
    readonly findings: Readonly<Record<string, number>>;
  };
}

const GOOD: ReadonlySet<ClaimStatus> = new Set(['holds', 'attested', 'excepted', 'reported']);

/** Exit status of `posture scan`, as the contract says; a scan without any claim has verified nothing. */
export function exitStatusOf(result: ScanResult): 0 | 1 | 2 {
  const statuses = result.claims.map((claim) => claim.status);
  if (statuses.includes('broken')) return 1;
  return statuses.length > 0 && statuses.every((status) => GOOD.has(status)) ? 0 : 2;
}

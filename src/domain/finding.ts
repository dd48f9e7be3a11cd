import type { Exception } from './document.ts';
import type { Instant } from './instant.ts';
import type { Digest, Member, UnavailableCode } from './reading.ts';
import type { ResourceId } from './resource-id.ts';
import type { Severity } from './severity.ts';
import type { FindingStatus } from './status.ts';

/** Who changed a resource, when and through what, as Azure's change records say. */
export interface ChangeAuthor {
  /** A user principal name, an application id, or Azure's own words (`System`). */
  readonly by: string;
  readonly byType: string | null;
  readonly at: Instant;
  readonly client: string | null;
  /** The ARM action that was used, e.g. `Microsoft.Sql/servers/write`. */
  readonly operation: string | null;
  readonly correlationId: string | null;
  readonly from: unknown;
  readonly to: unknown;
  readonly source: 'resourcechanges' | 'activity-log';
}

/** What one check says of one resource, or of one item of it, for one claim. Identity: (document, claim, check, item, resource id), without case. */
export interface Finding {
  readonly document: string;
  readonly claim: string;
  readonly check: string;
  readonly resourceId: ResourceId;
  /** What of the resource it speaks of where there are several (a protected item); absent: the resource as a whole. */
  readonly item?: string;
  /** Lower case. */
  readonly resourceType: string;
  readonly location: string | null;
  readonly status: FindingStatus;
  readonly severity: Severity;
  readonly expected: unknown;
  /** What Azure answered; null where it could not be read. */
  readonly observed: unknown;
  readonly reason: string;
  /** A command or link that mends it. */
  readonly remediation: string | null;
  /** Since when it has this status; null until the state says so. */
  readonly since: Instant | null;
  readonly changedBy: ChangeAuthor | null;
  readonly exception: Exception | null;
  readonly evidence: readonly Digest[];
  /** The members of these answers that decided; absent where no single ones did, and in what older versions wrote. */
  readonly readFrom?: readonly Member[];
  /** Set where the status is `unknown` because Azure did not let us read; absent where it answered something not understood. */
  readonly problem?: { readonly code: UnavailableCode; readonly permission: string | null };
  /** It hangs on where another resource belongs, which no write to this one announces: it is never carried forward. */
  readonly isForThisScan?: true;
  /** When the answers were really read: older than the scan where a verdict was carried forward. */
  readonly readAt: Instant;
  /** Set where it is carried because its database sleeps: since when that does, so that another sleep is told from this one. */
  readonly asleepSince?: Instant;
  /** Where it goes by the clock: until when it stands if nothing is written. Absent: the next scan makes it anew. */
  readonly standsUntil?: Instant;
}

/** An item that is told although it breaks nothing: what it protects is gone, or is none of the statement's business. */
export function isReported({ status, item }: Finding): boolean {
  return status === 'not-applicable' && item !== undefined;
}

/** The identity of a finding as one string; item and resource id without case, the parts divided by a character that none contains. */
export function findingKey(
  finding: Pick<Finding, 'document' | 'claim' | 'check' | 'resourceId' | 'item'>,
): string {
  const { document, claim, check, resourceId, item } = finding;
  const of = item === undefined ? [] : [item.toLowerCase().replaceAll('\u001f', ' ')];
  return [document, claim, check, ...of, resourceId.toLowerCase()].join('\u001f');
}

/** The identities under which the history tells of a finding: its own, and those by the checks of an older version. */
export function findingKeys(finding: Finding, formerly: readonly string[] = []): readonly string[] {
  return [finding.check, ...formerly].map((check) => findingKey({ ...finding, check }));
}

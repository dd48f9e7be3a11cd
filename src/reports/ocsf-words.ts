import type { Severity } from '#domain/severity.ts';
import type { ClaimStatus, FindingStatus } from '#domain/status.ts';

/** A verdict in the words of OCSF 1.8.0: `compliance.status_id` and the finding's own `status_id`, with their captions. */
export interface OcsfVerdict {
  readonly complianceId: 1 | 2 | 3 | 99;
  readonly compliance: string;
  readonly statusId: 1 | 2 | 3 | 4;
  readonly status: string;
}

const NEW = { statusId: 1, status: 'New' } as const;
const IN_PROGRESS = { statusId: 2, status: 'In Progress' } as const;
const SUPPRESSED = { statusId: 3, status: 'Suppressed' } as const;
const RESOLVED = { statusId: 4, status: 'Resolved' } as const;

/** Warning is OCSF's "no result due to missing information". */
const WARNING: OcsfVerdict = { complianceId: 2, compliance: 'Warning', ...NEW };
const PASS: OcsfVerdict = { complianceId: 1, compliance: 'Pass', ...RESOLVED };
const FAIL: OcsfVerdict = { complianceId: 3, compliance: 'Fail', ...NEW };
/** A violation that somebody has taken. */
export const TAKEN: OcsfVerdict = { complianceId: 3, compliance: 'Fail', ...IN_PROGRESS };
/** What is no longer there, or no longer spoken of. */
export const CEASED: OcsfVerdict = { complianceId: 99, compliance: 'Not applicable', ...RESOLVED };
/** An accepted deviation is still a deviation. */
const EXCEPTED: OcsfVerdict = { complianceId: 3, compliance: 'Fail', ...SUPPRESSED };

export const FINDING_VERDICTS: Readonly<Record<FindingStatus, OcsfVerdict>> = {
  pass: PASS,
  fail: FAIL,
  unknown: WARNING,
  excepted: EXCEPTED,
  'not-applicable': { complianceId: 99, compliance: 'Not applicable', ...RESOLVED },
};

export const CLAIM_VERDICTS: Readonly<Record<ClaimStatus, OcsfVerdict>> = {
  holds: PASS,
  attested: PASS,
  broken: FAIL,
  excepted: EXCEPTED,
  unverified: WARNING,
  expired: WARNING,
  vacuous: WARNING,
  reported: { complianceId: 99, compliance: 'Reported', ...NEW },
};

export const SEVERITY_IDS: Readonly<
  Record<Severity, { readonly id: number; readonly name: string }>
> = {
  informational: { id: 1, name: 'Informational' },
  low: { id: 2, name: 'Low' },
  medium: { id: 3, name: 'Medium' },
  high: { id: 4, name: 'High' },
  critical: { id: 5, name: 'Critical' },
};

export const ACTIVITIES = {
  create: { id: 1, name: 'Create' },
  update: { id: 2, name: 'Update' },
  close: { id: 3, name: 'Close' },
} as const;

import { csvLine } from '#domain/csv-line.ts';
import type { Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { FindingStatus } from '#domain/status.ts';
import { pointerCell } from './member-words.ts';
import { type ReportOptions, versionOf } from './report-options.ts';

const COLUMNS = [
  'run_id',
  'claim_id',
  'check_id',
  'check_version',
  'resource_id',
  'subscription',
  'resource_type',
  'location',
  'verdict',
  'expected',
  'actual',
  'json_path',
  'raw_sha256',
  'observed_at',
  'first_seen',
  'exception_id',
  'reason',
] as const;

/** The verdict in the words of the evidence; only `pass` is PASS. */
export const VERDICTS: Readonly<Record<FindingStatus, string>> = {
  fail: 'FAIL',
  unknown: 'UNKNOWN',
  excepted: 'EXCEPTED',
  pass: 'PASS',
  'not-applicable': 'NOT_APPLICABLE',
};

/**
 * One row per finding, piece by piece. Several digests in `raw_sha256` are divided by a space, and so are the pointers of the members
 * that decided in `json_path`; which of them stands in which answer is in `results.ndjson`.
 */
export function* csvRows(result: ScanResult, options: ReportOptions = {}): Generator<string> {
  yield csvLine(COLUMNS);
  for (const claim of result.claims) {
    for (const finding of claim.findings) {
      yield csvLine(cells(result.scan.id, claim.id, finding, options));
    }
  }
}

/** All rows as one text. */
export function renderCsv(result: ScanResult, options: ReportOptions = {}): string {
  return [...csvRows(result, options)].join('');
}

function namedBy({ claim, resource, resourceType, item }: Exception): string {
  return [claim, resource ?? resourceType, item].filter((part) => part !== undefined).join(' ');
}

/** A value in a cell: text as it is, everything else as JSON, nothing for null. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function cells(
  scanId: string,
  claimId: string,
  finding: Finding,
  options: ReportOptions,
): string[] {
  const { exception } = finding;
  return [
    scanId,
    claimId,
    finding.check,
    versionOf(options, finding.check) ?? '',
    finding.resourceId,
    parseResourceId(finding.resourceId)?.subscriptionId ?? '',
    finding.resourceType,
    finding.location ?? '',
    VERDICTS[finding.status],
    cellOf(finding.expected),
    cellOf(finding.observed),
    pointerCell(finding),
    finding.evidence.map((digest) => digest.slice('sha256:'.length)).join(' '),
    finding.readAt,
    finding.since ?? '',
    // An exception has no id of its own: its ticket, or what it speaks of.
    exception === null ? '' : (exception.ticket ?? namedBy(exception)),
    finding.reason,
  ];
}

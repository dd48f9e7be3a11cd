import type { Change } from '#domain/change.ts';
import { csvLine } from '#domain/csv-line.ts';
import { cellOf } from './csv.ts';

const COLUMNS = [
  'alert_id',
  'claim_id',
  'resource_id',
  'json_path',
  'from',
  'to',
  'changed_at',
  'changed_by',
  'changed_by_kind',
  'client',
  'operation',
  'correlation_id',
  'detected_at',
  'paged_at',
  'acked_at',
  'acked_by',
  'resolved_at',
  'minutes_open',
  'log_index',
] as const;

/**
 * One row per change of a scan, with the values that the finding showed before and after. What alerting and the log know (alert,
 * pages, acknowledgement, log index) is left empty here, `minutes_open` too: a change does not say when the violation began.
 */
export function renderDriftCsv(changes: readonly Change[]): string {
  return [csvLine(COLUMNS), ...changes.map((change) => csvLine(cells(change)))].join('');
}

function cells({ kind, at, before, finding }: Change): string[] {
  const author = finding.changedBy;
  const isResolved = kind === 'stopped-failing' || kind === 'gone';
  return [
    '',
    finding.claim,
    finding.resourceId,
    '',
    cellOf(before?.observed),
    kind === 'gone' || kind === 'left-scope' ? '' : cellOf(finding.observed),
    author?.at ?? '',
    author?.by ?? '',
    author?.byType ?? '',
    author?.client ?? '',
    author?.operation ?? '',
    author?.correlationId ?? '',
    at,
    '',
    '',
    '',
    isResolved ? at : '',
    '',
    '',
  ];
}

import type { Change } from '#domain/change.ts';
import { csvLine } from '#domain/csv-line.ts';
import type { ChangeAlert } from './change-alerts.ts';
import { cellOf } from './csv.ts';
import { millisecondsBetween } from './duration-words.ts';
import { pointerCell } from './member-words.ts';

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
 * One row per change, with the values that the finding showed before and after, and what alerting made of it where that is known.
 * `json_path` names the members in the newer answer, as in the results. `minutes_open` counts from the opening of the alert to its end.
 */
export function* driftCsv(
  changes: Iterable<Change>,
  alertOf: (change: Change) => ChangeAlert | undefined = () => undefined,
): Generator<string> {
  yield csvLine(COLUMNS);
  for (const change of changes) yield csvLine(cells(change, alertOf(change)));
}

function cells({ kind, at, before, finding, removedBy }: Change, alert?: ChangeAlert): string[] {
  const author = kind === 'gone' ? (removedBy ?? null) : finding.changedBy;
  const isResolved = kind === 'stopped-failing' || kind === 'gone';
  const resolvedAt = alert === undefined ? (isResolved ? at : null) : alert.resolvedAt;
  return [
    alert?.alertId ?? '',
    finding.claim,
    finding.resourceId,
    pointerCell(finding),
    cellOf(before?.observed),
    kind === 'gone' || kind === 'left-scope' || kind === 'not-claimed'
      ? ''
      : cellOf(finding.observed),
    author?.at ?? '',
    author?.by ?? '',
    author?.byType ?? '',
    author?.client ?? '',
    author?.operation ?? '',
    author?.correlationId ?? '',
    at,
    alert?.pagedAt ?? '',
    alert?.ackedAt ?? '',
    alert?.ackedBy ?? '',
    resolvedAt ?? '',
    alert === undefined || alert.resolvedAt === null
      ? ''
      : String(Math.round(millisecondsBetween(alert.openedAt, alert.resolvedAt) / 600) / 100),
    alert === undefined || alert.logIndex === null ? '' : String(alert.logIndex),
  ];
}

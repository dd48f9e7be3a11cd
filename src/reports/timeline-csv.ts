import { csvLine } from '#domain/csv-line.ts';
import type { ClaimPeriod, PeriodReport } from '#history/period-report.ts';
import { millisecondsBetween } from './duration-words.ts';

/** One row per claim and stretch of time in one status; who broke it stands where a spell begins, who mended it where it ends. */
export function* timelineCsv(report: Pick<PeriodReport, 'claims'>): Generator<string> {
  yield csvLine([
    'document_id',
    'claim_id',
    'from',
    'to',
    'status',
    'minutes',
    'reason',
    'changed_by',
    'operation',
  ]);
  for (const claim of report.claims) {
    for (const stretch of claim.timeline) {
      const author = authorAt(claim, stretch.from);
      yield csvLine([
        claim.document,
        claim.claim,
        stretch.from,
        stretch.to,
        stretch.status,
        String(Math.round(millisecondsBetween(stretch.from, stretch.to) / 600) / 100),
        stretch.reason ?? '',
        author?.by ?? '',
        author?.operation ?? '',
      ]);
    }
  }
}

function authorAt({ spells }: ClaimPeriod, at: string) {
  return (
    spells.find((spell) => spell.from === at)?.brokenBy ??
    spells.find((spell) => spell.to === at)?.mendedBy
  );
}

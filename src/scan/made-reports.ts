import type { Change } from '#domain/change.ts';
import type { BoundDocument } from '#domain/document.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { FileText, UsedCheck } from '#evidence/snapshot-input.ts';
import type { PeriodReport } from '#history/period-report.ts';
import { htmlPieces } from '#reports/html.ts';
import { ocsfLines } from '#reports/ocsf.ts';
import { oscalPieces } from '#reports/oscal.ts';
import { oscalPoamPieces } from '#reports/oscal-poam.ts';
import type { Taken } from '#reports/report-options.ts';
import { resultsNdjson } from '#reports/results-ndjson.ts';
import { statementHtml } from '#reports/statement-html.ts';

/** What reports of a snapshot tell besides its result, as it was when it was sealed. */
export const HISTORY_FILE = 'results/history.json';

/** Content of `results/history.json`. */
export interface ReportHistory {
  /** Since the snapshot before; null: nothing is known of the time before the scan. */
  readonly before: PeriodReport | null;
  readonly ended: readonly Change[];
  /** Who has taken which violation, by the finding's key. */
  readonly taken: Readonly<Record<string, Taken>>;
}

/** Where a snapshot has the text of a statement. */
export function statementFile(document: string): string {
  return `scope/statements/${document}.txt`;
}

/** What is read from a snapshot to make its reports. */
export interface SealedData {
  readonly snapshot: string;
  readonly result: ScanResult;
  readonly documents: readonly BoundDocument[];
  readonly checks: readonly Pick<UsedCheck, 'id' | 'version'>[];
  readonly history: ReportHistory;
  /** Text of a statement by its document; undefined where it was not at hand. */
  readonly textOf: (document: string) => string | undefined;
}

/**
 * The reports of a snapshot for people and for other programs, by path: of what was sealed and of nothing else, so that anybody can make
 * them again. `answers`: where the unaltered answers lie, seen from the folder of the reports (`../bundle/raw/`); absent: not at hand.
 */
export function madeReports(
  { snapshot, result, documents, checks, history, textOf }: SealedData,
  answers: string | undefined,
): ReadonlyMap<string, FileText> {
  const checkVersions = Object.fromEntries(checks.map(({ id, version }) => [id, version]));
  const taken = new Map(Object.entries(history.taken));
  const options = { checkVersions, taken, ended: history.ended };
  const before = history.before ?? undefined;
  const reports = new Map<string, FileText>([
    ['index.html', htmlPieces(result, { before, ...(answers === undefined ? {} : { answers }) })],
    ['results.ndjson', resultsNdjson(result, { checkVersions })],
    ['ocsf-2003.ndjson', ocsfLines(result, options)],
    ['oscal-ar.json', oscalPieces(result, options)],
    ['oscal-poam.json', oscalPoamPieces(result)],
  ]);
  for (const { statement } of documents) {
    const own = (before?.claims ?? []).filter(({ document }) => document === statement.id);
    const page = statementHtml({
      statement,
      result,
      snapshot,
      ...(answers === undefined ? {} : { answers: `../${answers}` }),
      text: textOf(statement.id) ?? null,
      periods: new Map(own.map((claim) => [claim.claim, claim])),
    });
    reports.set(`statement/${statement.id}.html`, page);
  }
  return reports;
}

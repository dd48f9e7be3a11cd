import type { ScanResult } from '#domain/scan.ts';
import { csvRows } from './csv.ts';
import { htmlPieces } from './html.ts';
import { jsonPieces } from './json.ts';
import { ndjsonLines } from './ndjson.ts';
import { ocsfLines } from './ocsf.ts';
import { oscalPieces } from './oscal.ts';
import type { ReportFormat } from './report-formats.ts';
import type { ReportOptions } from './report-options.ts';
import { renderText } from './text.ts';

/** The result in one of the formats; pure, the same input gives the same bytes. */
export function renderReport(
  format: ReportFormat,
  result: ScanResult,
  options: ReportOptions = {},
): string {
  return [...reportPieces(format, result, options)].join('');
}

/** The same in pieces, for writing to a stream: a result with 100 000 findings is over 100 MB as text. */
export function* reportPieces(
  format: ReportFormat,
  result: ScanResult,
  options: ReportOptions = {},
): Generator<string> {
  switch (format) {
    case 'text':
      return yield renderText(result, options);
    case 'json':
      return yield* jsonPieces(result);
    case 'ndjson':
      return yield* ndjsonLines(result);
    case 'csv':
      return yield* csvRows(result, options);
    case 'ocsf':
      return yield* ocsfLines(result, options);
    case 'oscal':
      return yield* oscalPieces(result, options);
    case 'html':
      return yield* htmlPieces(result);
  }
}

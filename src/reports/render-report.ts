import type { ScanResult } from '#domain/scan.ts';
import { renderCsv } from './csv.ts';
import { renderHtml } from './html.ts';
import { renderJson } from './json.ts';
import { renderOcsf } from './ocsf.ts';
import { renderOscal } from './oscal.ts';
import type { ReportOptions } from './report-options.ts';
import { renderText } from './text.ts';

/** The values of `--format`. */
export const REPORT_FORMATS = ['text', 'json', 'csv', 'ocsf', 'oscal', 'html'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The result in one of the formats; pure, the same input gives the same bytes. */
export function renderReport(
  format: ReportFormat,
  result: ScanResult,
  options: ReportOptions = {},
): string {
  switch (format) {
    case 'text':
      return renderText(result, options);
    case 'json':
      return renderJson(result);
    case 'csv':
      return renderCsv(result, options);
    case 'ocsf':
      return renderOcsf(result, options);
    case 'oscal':
      return renderOscal(result);
    case 'html':
      return renderHtml(result);
  }
}

/** The values of `--format` of a scan. Beside the reports and not in them, so that the command line knows them without loading any. */
export const REPORT_FORMATS = ['text', 'json', 'ndjson', 'csv', 'ocsf', 'oscal', 'html'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** The values of `--format` of a period. */
export const PERIOD_FORMATS = ['text', 'json', 'csv', 'html'] as const;

export type PeriodFormat = (typeof PERIOD_FORMATS)[number];

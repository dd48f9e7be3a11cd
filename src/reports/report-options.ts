/** What a report may know besides the result. */
export interface ReportOptions {
  /** Escape codes for a terminal; only the text report has colours. Default: none. */
  readonly colour?: boolean;
  /** Columns of the terminal; default 120, at least 60. */
  readonly width?: number;
  /** Version of each check by id, as the snapshot names them. */
  readonly checkVersions?: Readonly<Record<string, string>>;
}

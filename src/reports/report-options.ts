import type { Change } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';

/** Somebody has taken the alert of a violation. */
export interface Taken {
  readonly by: string;
  readonly at: Instant;
}

/** What a report may know besides the result. */
export interface ReportOptions {
  /** Escape codes for a terminal; only the text report has colours. Default: none. */
  readonly colour?: boolean;
  /** Columns of the terminal; default 120, at least 60. */
  readonly width?: number;
  /** Version of each check by id, as the snapshot names them. */
  readonly checkVersions?: Readonly<Record<string, string>>;
  /** Who has taken which violation, by `findingKey`. */
  readonly taken?: ReadonlyMap<string, Taken>;
  /** What ceased to fail or to be there since the last report, one per finding, oldest first; nothing that fails again. */
  readonly ended?: readonly Change[];
}

/** The version of a check where it is known; a name that objects have by themselves is no version. */
export function versionOf(
  { checkVersions = {} }: ReportOptions,
  check: string,
): string | undefined {
  return Object.hasOwn(checkVersions, check) ? checkVersions[check] : undefined;
}

import type { Instant } from '#domain/instant.ts';

/** Name of the manifest in a snapshot. */
export const MANIFEST_FILE = 'manifest.json';

export type FileRole =
  | 'guide'
  | 'scope'
  | 'result'
  | 'answer-index'
  | 'answer'
  | 'coverage'
  | 'key'
  | 'report';

interface ManifestFile {
  /** Relative, divided by `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  readonly role: FileRole;
}

/** What a snapshot consists of, and what it covers. */
export interface Manifest {
  readonly formatVersion: '1';
  /** Absent: of a run. */
  readonly kind?: 'period';
  /** = name of the snapshot's directory. */
  readonly snapshot: string;
  /** Of a period its name again: it stands for no scan of its own. */
  readonly scanId: string;
  readonly tenantId: string | null;
  readonly period: { readonly from: Instant; readonly to: Instant };
  readonly coverage: {
    readonly subscriptions: number;
    /** Subscriptions of which something, or everything, could not be read. */
    readonly subscriptionsIncomplete: number;
    readonly resources: number;
    readonly findings: number;
    readonly findingsUnknown: number;
    readonly exchanges: number;
    readonly answers: number;
    /** Of a period alone. */
    readonly runsExpected?: number;
    readonly runsCompleted?: number;
  };
  readonly collector: {
    readonly name: string;
    readonly version: string;
    readonly configurationSha256: string;
  };
  /** Proofs from outside this directory. */
  readonly anchorsConfigured: readonly string[];
  readonly anchorsAbsent: readonly string[];
  /** Sorted by path; every file but the manifest itself and SHA256SUMS. */
  readonly files: readonly ManifestFile[];
}

/** Reads a manifest; undefined for what is not one of ours. */
export function parseManifest(text: string): Manifest | undefined {
  const value = parsed(text);
  if (!isRecord(value) || value['formatVersion'] !== '1') return undefined;
  const { coverage, period, collector, files } = value;
  const isWhole =
    typeof value['snapshot'] === 'string' &&
    typeof value['scanId'] === 'string' &&
    hasKnownKind(value['kind'], coverage) &&
    isRecord(period) &&
    typeof period['from'] === 'string' &&
    typeof period['to'] === 'string' &&
    isRecord(coverage) &&
    Object.values(coverage).every((count) => Number.isSafeInteger(count)) &&
    ['findings', 'exchanges', 'answers', 'findingsUnknown'].every((name) => name in coverage) &&
    isRecord(collector) &&
    Array.isArray(value['anchorsConfigured']) &&
    value['anchorsConfigured'].every((name) => typeof name === 'string') &&
    Array.isArray(files) &&
    files.every(isManifestFile);
  // Each member that is read anywhere was checked above.
  return isWhole ? (value as unknown as Manifest) : undefined;
}

/** A period has its runs counted, a run has not. */
function hasKnownKind(kind: unknown, coverage: unknown): boolean {
  const counted = isRecord(coverage) && 'runsExpected' in coverage && 'runsCompleted' in coverage;
  return kind === 'period' ? counted : kind === undefined;
}

function isManifestFile(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['path'] === 'string' &&
    Number.isSafeInteger(value['bytes']) &&
    typeof value['sha256'] === 'string' &&
    typeof value['mediaType'] === 'string' &&
    typeof value['role'] === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever asked learns that it is no manifest.
    return undefined;
  }
}

import type { Instant } from '#domain/instant.ts';
import type { FileRole } from './manifest.ts';

/** Files without which a snapshot proves nothing. */
export const REQUIRED_FILES = [
  'README.txt',
  'coverage/unknown.csv',
  'raw/index.ndjson',
  'results/drift.csv',
  'results/result.json',
  'results/results.csv',
  'scope/checks.json',
  'scope/claims.json',
  'scope/collector.json',
  'scope/excluded.csv',
  'scope/exceptions.csv',
  'scope/population.csv',
] as const;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  txt: 'text/plain; charset=utf-8',
};

/** By the ending of its name; an answer is kept as bytes of whatever Azure sent. */
export function mediaTypeOf(path: string): string {
  return MEDIA_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}

export function roleOf(path: string): FileRole {
  if (path === 'raw/index.ndjson') return 'answer-index';
  const folder = path.slice(0, path.indexOf('/') + 1);
  switch (folder) {
    case 'raw/':
      return 'answer';
    case 'scope/':
      return 'scope';
    case 'results/':
      return 'result';
    case 'coverage/':
      return 'coverage';
    default:
      return path === 'README.txt' ? 'guide' : 'report';
  }
}

/** `20261121T030000000Z_<scanId>`: sorts by time, and is a file name on every system. */
export function snapshotName(finishedAt: Instant, scanId: string): string {
  return `${finishedAt.replaceAll(/[-:.]/gu, '')}_${scanId}`;
}

/** Tells a stranger how to check the snapshot with tools that every system has. */
export const README = `Evidence of one scan: what was claimed, what Azure answered, and what follows from it.

1. Nothing was altered:      sha256sum --strict -c SHA256SUMS
   On Windows, file by file: Get-FileHash -Algorithm SHA256 FILE   (or certutil -hashfile FILE SHA256)
   Nothing was added:        find . -type f | wc -l   gives one more than   wc -l < SHA256SUMS
   With the tool, offline:   posture evidence verify DIRECTORY
2. What the scan says:       results/results.csv, one line per finding; results/result.json has the exact values.
3. What it rests on:         raw/<sha256>.body, Azure's answers unaltered; raw/index.ndjson says which question each one answers.
4. What it looked at:        scope/population.csv; scope/excluded.csv was left out by rule; coverage/unknown.csv could not be read.
5. By which rules:           scope/claims.json, scope/checks.json, scope/exceptions.csv, scope/collector.json.
In CSV a cell that begins with = + - @ tab or carriage return has an apostrophe in front, so that no spreadsheet runs it.
The sums show that the files belong together. Who made them, and when, is not proved by anything inside this directory.
`;

import type { Instant } from '#domain/instant.ts';
import type { FileRole, Manifest } from './manifest.ts';

/** Files without which a snapshot proves nothing. */
const REQUIRED_FILES = [
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

/** Likewise of a period. */
const PERIOD_FILES = [
  'README.txt',
  'access-log.csv',
  'coverage/gaps.csv',
  'coverage/runs.csv',
  'coverage/unknown.csv',
  'index.html',
  'raw/index.ndjson',
  'results/drift.csv',
  'results/timeline.csv',
  'scope/checks.json',
  'scope/claims.json',
  'scope/collector.json',
  'scope/snapshots.csv',
] as const;

/** What SHA256SUMS must name besides the manifest. */
export function requiredFiles({ kind }: Pick<Manifest, 'kind'>): readonly string[] {
  return kind === 'period' ? PERIOD_FILES : REQUIRED_FILES;
}

/** Files of the sealing that every sealed snapshot has besides; `attestation.tsr` comes from a time stamp authority. */
export const SEALING_FILES = [
  'attestation.dsse.json',
  'attestation.sig',
  'attestation.sigstore.json',
  'attestation.statement.json',
  'log/anchors.json',
  'log/checkpoint',
  'log/consistency.txt',
  'log/entry.json',
  'log/inclusion.tlog-proof',
  'log/prior-checkpoint',
] as const;

const SEALING: ReadonlySet<string> = new Set([...SEALING_FILES, 'attestation.tsr']);

/** Whether a file was written after SHA256SUMS and therefore is not in it. */
export function isSealingFile(path: string): boolean {
  return SEALING.has(path);
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  html: 'text/html; charset=utf-8',
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  pem: 'application/x-pem-file',
  txt: 'text/plain; charset=utf-8',
  vkey: 'text/plain; charset=utf-8',
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
    case 'keys/':
      return 'key';
    default:
      return path === 'README.txt' ? 'guide' : 'report';
  }
}

/** `20261121T030000000Z_<scanId>`: sorts by time, and is a file name on every system. */
export function snapshotName(finishedAt: Instant, scanId: string): string {
  return `${compactInstant(finishedAt)}_${scanId}`;
}

/** `period_<from>_<to>`: one period has one name, and so one bundle. */
export function periodName(from: Instant, to: Instant): string {
  return `period_${compactInstant(from)}_${compactInstant(to)}`;
}

/** As it stands in names: without `-`, `:` and `.`. */
export function compactInstant(instant: Instant): string {
  return instant.replaceAll(/[-:.]/gu, '');
}

/** How to check what was sealed: the same for a run and for a period. Seven lines. */
const HOW_TO_VERIFY = `HOW TO VERIFY. Take attest-p256.pem from the publisher's own site or last year's report: the copy in keys/ proves only that the bundle agrees with itself. Lay it into a copy of this folder and type the commands there: what is added to a folder counts as altered.
1. Who sealed it:  (printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(wc -c <attestation.statement.json); cat attestation.statement.json) | openssl dgst -sha256 -verify attest-p256.pem -signature attestation.sig
2. What was sealed:  grep -c "$(sha256sum <SHA256SUMS | cut -d' ' -f1)" attestation.statement.json && sha256sum --strict -c SHA256SUMS
3. When (if attestation.tsr is there), by a third party:  openssl ts -verify -in attestation.tsr -data attestation.sig -CAfile tsa-root.pem
Windows, file by file:  Get-FileHash -Algorithm SHA256 FILE   or   certutil -hashfile FILE SHA256   (git for Windows has the commands above)
Nothing was added:  every file but SHA256SUMS, attestation.* and log/* is listed in SHA256SUMS.  With cosign:  cosign verify-blob-attestation --bundle attestation.sigstore.json --key attest-p256.pem --insecure-ignore-tlog --type URI manifest.json
In one go, offline:  posture evidence verify BUNDLE --key attest-p256.pem   or   python3 verify_evidence.py BUNDLE --key attest-p256.pem   (a second program, written from the format alone; not in the bundle: take it from the publisher of the monitor)
`;

/** In every bundle. Two lines. */
const WHAT_ELSE = `LOG: log/entry.json stands in an append-only log (inclusion.tlog-proof, checkpoint: C2SP, key in keys/log.vkey); keys/history.json says which key counted when; access-log.csv who took what.
In CSV a cell that begins with = + - @ tab or carriage return has an apostrophe in front, so that no spreadsheet runs it.
`;

/** Tells a stranger how to check the snapshot of a run with tools that every system has. Twelve lines. */
export const README = `${HOW_TO_VERIFY}RESULTS: results/results.csv, one line per finding; results/result.json has the exact values; reports for reading and for other programs are made of what is here and lie beside the bundle (or: posture evidence show BUNDLE --reports FOLDER).
ANSWERS: raw/<sha256>.body, Azure's answers; raw/index.ndjson says which question each one answers, and whether the answer is unaltered.
SCOPE: scope/population.csv was looked at, scope/excluded.csv left out by rule, coverage/unknown.csv could not be read; scope/claims.json and the checks there are the rules.
${WHAT_ELSE}`;

/** The same of a period. Twelve lines. */
export const PERIOD_README = `${HOW_TO_VERIFY}PERIOD: results/timeline.csv, the status of each claim without a hole; results/drift.csv, what changed, by whom and who was told; index.html is for reading and printing.
GAPS: coverage/runs.csv took place or were missed, coverage/gaps.csv is time of which nothing is known, coverage/unknown.csv could not be read or is not kept any more.
ANSWERS: raw/<sha256>.body, Azure's answers behind the changes; scope/snapshots.csv names the sealed runs with all of theirs; scope/claims.json has the claims as they are in force now.
${WHAT_ELSE}`;

import { basename } from 'node:path';
import { parseExchangeLine } from './kept-exchange.ts';
import type { Manifest } from './manifest.ts';
import type { ReadFiles } from './verify-files.ts';
import { countPeriod } from './verify-period.ts';
import { type BundleSource, readLines } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';
import { countResult, RESULT_FILE } from './verify-result.ts';

const BODY_PATH = /^raw\/(?<sha256>[0-9a-f]{64})\.body$/u;
const INDEX_FILE = 'raw/index.ndjson';

/**
 * Checks what the files say to each other: answers carry their digest as name, the index and the answers match one to one, every
 * verdict's answers are there, and the counts are those of the manifest. What could not be read in Azure makes the whole incomplete.
 */
export function verifyContents(
  source: BundleSource,
  files: ReadFiles,
  { coverage, kind }: Manifest,
  remarks: Remarks,
): void {
  const sizes = bodySizes(source, files, remarks);
  const compare = (what: string, said: number, counted: number): void => {
    if (said !== counted)
      remarks.alter('manifest.json', `counts ${said} ${what}, there are ${counted}`);
  };
  compare('answers', coverage.answers, sizes.size);
  if (source.files.has(INDEX_FILE))
    compare('exchanges', coverage.exchanges, countExchanges(source, sizes, remarks));
  if (kind === 'period') {
    const counted = countPeriod(source, remarks);
    compare('findings', coverage.findings, counted.findings);
    compare('unknown findings', coverage.findingsUnknown, counted.unknown);
    return;
  }
  if (!source.files.has(RESULT_FILE)) return;
  const counted = countResult(source, remarks, (digest, resourceId) => {
    if (sizes.has(digest.slice('sha256:'.length))) return;
    const verdict = `the verdict on ${basename(resourceId)}`;
    remarks.alter(RESULT_FILE, `rests ${verdict} on ${digest}, which is not in raw/`);
  });
  compare('findings', coverage.findings, counted.findings);
  compare('unknown findings', coverage.findingsUnknown, counted.unknown);
  compare('subscriptions', coverage.subscriptions, counted.subscriptions);
  compare('incomplete subscriptions', coverage.subscriptionsIncomplete, counted.incomplete);
  compare('resources', coverage.resources, counted.resources);
  if (counted.unread > 0)
    remarks.miss(RESULT_FILE, `${counted.unread} findings could not be read in Azure`);
  if (counted.incomplete > 0)
    remarks.miss(RESULT_FILE, `${counted.incomplete} subscriptions were not read completely`);
  const pages = counted.unknown - counted.unread;
  if (pages > 0) remarks.state(RESULT_FILE, `${pages} pages outside Azure could not be asked`);
  if (counted.unchecked > 0)
    remarks.state(RESULT_FILE, `${counted.unchecked} claims are unverified without any finding`);
}

/** Bytes of each answer by digest. */
function bodySizes(source: BundleSource, { digests }: ReadFiles, remarks: Remarks) {
  const sizes = new Map<string, number>();
  for (const [path, bytes] of source.files) {
    if (!path.startsWith('raw/') || path === INDEX_FILE) continue;
    const sha256 = BODY_PATH.exec(path)?.groups?.['sha256'];
    if (sha256 === undefined)
      remarks.alter(path, 'is no answer: answers are named by their digest');
    else if (sha256 !== digests.get(path))
      remarks.alter(path, `has another content than its name says: sha256 ${digests.get(path)}`);
    else sizes.set(sha256, bytes);
  }
  return sizes;
}

/** Lines of the index; the fault of each is remarked. */
function countExchanges(
  source: BundleSource,
  sizes: ReadonlyMap<string, number>,
  remarks: Remarks,
): number {
  const alter = (message: string): void => remarks.alter(INDEX_FILE, message);
  const unexplained = new Set(sizes.keys());
  let lines = 0;
  for (const line of readLines(source, INDEX_FILE, remarks)) {
    lines += 1;
    const exchange = parseExchangeLine(line);
    if (exchange === undefined) {
      alter(`line ${lines} is no exchange`);
      continue;
    }
    const { sha256, bytes, requestSha256 } = exchange;
    if (!sizes.has(sha256)) alter(`line ${lines} names the answer ${sha256}, which is not there`);
    else if (sizes.get(sha256) !== bytes) alter(`line ${lines} gives its answer a wrong size`);
    if (requestSha256 !== null && !sizes.has(requestSha256))
      alter(`line ${lines} names the question ${requestSha256}, which is not there`);
    unexplained.delete(sha256);
    if (requestSha256 !== null) unexplained.delete(requestSha256);
  }
  for (const sha256 of unexplained)
    remarks.alter(`raw/${sha256}.body`, `is in no line of ${INDEX_FILE}`);
  return lines;
}

import type { BundleSource } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

const UNKNOWN_FILE = 'coverage/unknown.csv';
const GAPS_FILE = 'coverage/gaps.csv';
const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/**
 * What a period says of itself beyond its manifest. Its gaps, and whatever was not known in it, make it incomplete. The simplest thing
 * that keeps the promise: a page on the web that could not be asked counts here like a resource of Azure.
 */
export function countPeriod(
  source: BundleSource,
  remarks: Remarks,
): { readonly findings: number; readonly unknown: number } {
  const unknown = countRecords(source, UNKNOWN_FILE);
  const gaps = countRecords(source, GAPS_FILE);
  if (unknown > 0) remarks.miss(UNKNOWN_FILE, `${unknown} readings or answers are not known`);
  if (gaps > 0) remarks.miss(GAPS_FILE, `the period has ${gaps} gaps`);
  return { findings: countRecords(source, 'results/drift.csv'), unknown };
}

/** Records of a CSV file without its header (RFC 4180: a line feed in quotes ends none). */
function countRecords(source: BundleSource, path: string): number {
  if (!source.files.has(path)) return 0;
  let records = 0;
  let isQuoted = false;
  let last = LINE_FEED;
  for (const piece of source.pieces(path)) {
    for (const byte of piece) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === LINE_FEED && !isQuoted) records += 1;
      last = byte;
    }
  }
  if (last !== LINE_FEED || isQuoted) records += 1;
  return Math.max(0, records - 1);
}

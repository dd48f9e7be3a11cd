import { type BundleSource, readLines } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

/** The scan's result in a snapshot. */
export const RESULT_FILE = 'results/result.json';

/** The line of a finding, as canonical JSON writes it. */
const FINDING_LINE = /^ {4}(?<finding>\{.*\}),?$/u;
/** The line that begins a member of the result. */
const SECTION_LINE = /^ "(?<section>[a-zA-Z]+)": /u;

/** What the lines of a result say. */
export interface ResultCounts {
  findings: number;
  unknown: number;
  /** Unknown findings on what is in Azure; the others are pages on the web. */
  unread: number;
  /** Claims that are unverified without any finding. */
  unchecked: number;
  subscriptions: number;
  incomplete: number;
  resources: number;
}

/** Reads a result line by line, whatever its size; `rests` is told of each answer that a verdict rests on. */
export function countResult(
  source: BundleSource,
  remarks: Remarks,
  rests: (digest: string, resourceId: string) => void,
): ResultCounts {
  const counts: ResultCounts = {
    findings: 0,
    unknown: 0,
    unread: 0,
    unchecked: 0,
    subscriptions: 0,
    incomplete: 0,
    resources: 0,
  };
  let section: string | undefined;
  let hasFindings = true;
  for (const line of readLines(source, RESULT_FILE, remarks)) {
    section = SECTION_LINE.exec(line)?.groups?.['section'] ?? section;
    if (section === 'scan') countSubscription(counts, line);
    if (section !== 'claims') continue;
    if (line === '   "findings": [],') hasFindings = false;
    if (line === '   "findings": [') hasFindings = true;
    if (line === '   "status": "unverified",' && !hasFindings) counts.unchecked += 1;
    const text = FINDING_LINE.exec(line)?.groups?.['finding'];
    if (text === undefined) continue;
    const finding = parseFinding(text);
    counts.findings += 1;
    if (finding === undefined) {
      remarks.alter(RESULT_FILE, `finding ${counts.findings} cannot be read`);
      continue;
    }
    if (finding.status === 'unknown') {
      counts.unknown += 1;
      // Only what is certainly not in Azure is left out: every other name counts.
      if (!/^https?:\/\//u.test(finding.resourceId)) counts.unread += 1;
    }
    for (const digest of finding.evidence) rests(digest, finding.resourceId);
    for (const { evidence } of finding.readFrom) {
      if (!finding.evidence.includes(evidence))
        remarks.alter(
          RESULT_FILE,
          `says that finding ${counts.findings} was read from ${evidence}, on which it does not rest`,
        );
    }
  }
  return counts;
}

function countSubscription(counts: ResultCounts, line: string): void {
  const resources = /^ {4}"resources": (?<count>\d+),?$/u.exec(line)?.groups?.['count'];
  const status = /^ {4}"status": "(?<status>[a-z]+)",?$/u.exec(line)?.groups?.['status'];
  if (resources !== undefined) counts.resources += Number(resources);
  if (status === undefined) return;
  counts.subscriptions += 1;
  if (status !== 'complete') counts.incomplete += 1;
}

interface ReadFinding {
  readonly status: string;
  readonly resourceId: string;
  readonly evidence: readonly string[];
  readonly readFrom: readonly { readonly evidence: string; readonly pointer: string }[];
}

function parseFinding(text: string): ReadFinding | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Remarked by the caller as a finding that cannot be read.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const {
    status,
    resourceId,
    evidence,
    // Absent in what older versions wrote.
    readFrom = [],
  } = value as Partial<Record<keyof ReadFinding, unknown>>;
  if (typeof status !== 'string' || typeof resourceId !== 'string') return undefined;
  if (!Array.isArray(evidence) || !evidence.every((digest) => typeof digest === 'string'))
    return undefined;
  if (!Array.isArray(readFrom) || !readFrom.every(isMember)) return undefined;
  return { status, resourceId, evidence, readFrom };
}

function isMember(value: unknown): value is ReadFinding['readFrom'][number] {
  if (typeof value !== 'object' || value === null) return false;
  const { evidence, pointer } = value as Readonly<Record<string, unknown>>;
  return typeof evidence === 'string' && typeof pointer === 'string';
}

import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { readExchanges } from './kept-exchange.ts';
import type { Manifest } from './manifest.ts';

/** Tells of one problem at one path. */
export type Report = (path: string, message: string) => void;

/** The line of a finding in results/result.json, as canonical JSON writes it. */
const FINDING_LINE = /^ {4}(?<finding>\{.*\}),?$/u;
const BODY_PATH = /^raw\/(?<sha256>[0-9a-f]{64})\.body$/u;

/**
 * Checks what the files say to each other: answers carry their digest as name, the index and the answers match one to one, every
 * verdict's answers are there, and the counts are those of the manifest.
 */
export async function verifyContents(
  directory: string,
  manifest: Manifest,
  present: ReadonlySet<string>,
  report: Report,
): Promise<void> {
  const sizes = bodySizes(manifest, report);
  if (present.has('raw/index.ndjson')) await verifyIndex(directory, manifest, sizes, report);
  if (present.has('results/result.json')) await verifyFindings(directory, manifest, sizes, report);
  if (manifest.coverage.answers !== sizes.size) {
    report('manifest.json', `counts ${manifest.coverage.answers} answers, there are ${sizes.size}`);
  }
}

/** Bytes of each answer by digest. */
function bodySizes(manifest: Manifest, report: Report): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const file of manifest.files.filter(
    ({ path }) => path.startsWith('raw/') && path !== 'raw/index.ndjson',
  )) {
    const sha256 = BODY_PATH.exec(file.path)?.groups?.['sha256'];
    if (sha256 === undefined) report(file.path, 'is no answer: answers are named by their digest');
    else if (sha256 !== file.sha256)
      report(file.path, `has another content than its name says: sha256 ${file.sha256}`);
    else sizes.set(sha256, file.bytes);
  }
  return sizes;
}

async function verifyIndex(
  directory: string,
  manifest: Manifest,
  sizes: ReadonlyMap<string, number>,
  report: Report,
): Promise<void> {
  const unexplained = new Set(sizes.keys());
  let lines = 0;
  for await (const exchange of readExchanges(join(directory, 'raw/index.ndjson'))) {
    lines += 1;
    if (exchange === undefined) {
      report('raw/index.ndjson', `line ${lines} is no exchange`);
      continue;
    }
    const { sha256, bytes, requestSha256 } = exchange;
    if (!sizes.has(sha256))
      report('raw/index.ndjson', `line ${lines} names the answer ${sha256}, which is not there`);
    else if (sizes.get(sha256) !== bytes)
      report('raw/index.ndjson', `line ${lines} gives its answer a wrong size`);
    if (requestSha256 !== null && !sizes.has(requestSha256)) {
      report(
        'raw/index.ndjson',
        `line ${lines} names the question ${requestSha256}, which is not there`,
      );
    }
    unexplained.delete(sha256);
    if (requestSha256 !== null) unexplained.delete(requestSha256);
  }
  for (const sha256 of unexplained)
    report(`raw/${sha256}.body`, 'is in no line of raw/index.ndjson');
  if (lines !== manifest.coverage.exchanges) {
    report(
      'manifest.json',
      `counts ${manifest.coverage.exchanges} exchanges, raw/index.ndjson has ${lines}`,
    );
  }
}

async function verifyFindings(
  directory: string,
  manifest: Manifest,
  sizes: ReadonlyMap<string, number>,
  report: Report,
): Promise<void> {
  const file = 'results/result.json';
  let findings = 0;
  let unknown = 0;
  const input = createReadStream(join(directory, file));
  for await (const line of createInterface({ input, crlfDelay: 0 })) {
    const text = FINDING_LINE.exec(line)?.groups?.['finding'];
    if (text === undefined) continue;
    const finding = parseFinding(text);
    if (finding === undefined) {
      report(file, `has a finding that cannot be read after ${findings} others`);
      continue;
    }
    findings += 1;
    if (finding.status === 'unknown') unknown += 1;
    for (const digest of finding.evidence) {
      if (!sizes.has(digest.slice('sha256:'.length))) {
        report(
          file,
          `rests the verdict on ${basename(finding.resourceId)} on ${digest}, which is not in raw/`,
        );
      }
    }
  }
  if (findings !== manifest.coverage.findings || unknown !== manifest.coverage.findingsUnknown) {
    const { coverage } = manifest;
    report(
      'manifest.json',
      `counts ${coverage.findings} findings (${coverage.findingsUnknown} unknown), ${file} has ${findings} (${unknown} unknown)`,
    );
  }
}

interface ReadFinding {
  readonly status: string;
  readonly resourceId: string;
  readonly evidence: readonly string[];
}

function parseFinding(text: string): ReadFinding | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Reported by the caller as a finding that cannot be read.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { status, resourceId, evidence } = value as Partial<Record<keyof ReadFinding, unknown>>;
  if (typeof status !== 'string' || typeof resourceId !== 'string' || !Array.isArray(evidence))
    return undefined;
  return evidence.every((digest) => typeof digest === 'string')
    ? { status, resourceId, evidence }
    : undefined;
}

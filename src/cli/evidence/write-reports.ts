import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { BoundDocument } from '#domain/document.ts';
import { EvidenceError } from '#domain/errors.ts';
import type { ScanResult } from '#domain/scan.ts';
import { writeHashedFile } from '#evidence/hashed-file.ts';
import { readManifest, readSnapshotFile } from '#evidence/list-snapshots.ts';
import type { UsedCheck } from '#evidence/snapshot-input.ts';
import {
  HISTORY_FILE,
  madeReports,
  type ReportHistory,
  statementFile,
} from '#scan/made-reports.ts';

/** Throws an EvidenceError where reports cannot be written to this folder because something is there. */
export function refuseExisting(folder: string): void {
  if (!existsSync(folder)) return;
  throw new EvidenceError(
    'EVIDENCE_EXPORT_EXISTS',
    `${folder} exists: an export never overwrites anything.`,
  );
}

/**
 * Makes the reports of a snapshot of a run into a folder that does not exist yet, whole or not at all, and answers with their number; 0
 * for a period and for a snapshot of a version that sealed its reports: they have them inside. `answers`: as `madeReports` takes it.
 * Throws an EvidenceError.
 */
export async function writeReports(
  path: string,
  folder: string,
  answers: string | undefined,
  signal: AbortSignal,
): Promise<number> {
  const manifest = await readManifest(path);
  if (manifest === null || !manifest.files.some((file) => file.path === HISTORY_FILE)) return 0;
  refuseExisting(folder);
  const texts = new Map<string, string>();
  const claims = (await json(path, 'scope/claims.json')) as { documents: BoundDocument[] };
  for (const { statement } of claims.documents) {
    const text = await readSnapshotFile(path, statementFile(statement.id));
    if (text !== undefined) texts.set(statement.id, text.toString('utf8'));
  }
  const reports = madeReports(
    {
      snapshot: manifest.snapshot,
      // The program that sealed them wrote these members; whoever exports has verified that they are the same.
      result: (await json(path, 'results/result.json')) as ScanResult,
      documents: claims.documents,
      checks: (await json(path, 'scope/checks.json')) as UsedCheck[],
      history: (await json(path, HISTORY_FILE)) as ReportHistory,
      textOf: (document) => texts.get(document),
    },
    answers,
  );
  const partial = `${resolve(folder)}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    for (const [name, text] of reports) {
      signal.throwIfAborted();
      await mkdir(dirname(join(partial, name)), { recursive: true });
      await writeHashedFile(join(partial, name), text);
    }
    await rename(partial, folder);
    return reports.size;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function json(path: string, name: string): Promise<unknown> {
  const content = await readSnapshotFile(path, name);
  if (content !== undefined) return JSON.parse(content.toString('utf8'));
  throw new EvidenceError('EVIDENCE_DAMAGED', `${name} of the snapshot ${path} is missing.`);
}

import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { flushToDisk, writeHashedFile } from './hashed-file.ts';
import { MANIFEST_FILE, type Manifest } from './manifest.ts';
import { type WrittenFile, writeRawAnswers } from './raw-answers.ts';
import { formatSums, isSafePath, SUMS_FILE } from './sha256-sums.ts';
import { snapshotContent } from './snapshot-content.ts';
import type { FileText, SnapshotInput } from './snapshot-input.ts';
import { mediaTypeOf, roleOf, snapshotName } from './snapshot-layout.ts';

/** What a snapshot that could not be sealed lacks. */
const UNSEALED = {
  files: new Map<string, string>(),
  anchorsConfigured: [],
  anchorsAbsent: ['signature', 'log', 'rfc3161', 'immutableBlob'],
} as const;

export interface WrittenSnapshot {
  readonly path: string;
  readonly manifest: Manifest;
  /** Why it is not sealed; null when it is, or when nobody asked for it. */
  readonly unsealed: EvidenceError | null;
}

/**
 * Writes the snapshot of a scan to `<directory>/snapshots/<instant>_<scanId>`, flushed to the disk, complete or not at all: it
 * is put together under another name first. What cannot be sealed is kept unsealed, and says so: evidence is worth more than nothing.
 * Throws an EvidenceError when an answer that a verdict rests on is missing or altered, and when the snapshot exists already.
 */
export async function writeSnapshot(
  input: SnapshotInput,
  signal: AbortSignal,
): Promise<WrittenSnapshot> {
  const { scan } = input.result;
  const name = snapshotName(scan.finishedAt, scan.id);
  if (!isSafePath(name)) {
    throw new EvidenceError('EVIDENCE_SCAN_ID', `"${name}" cannot name a snapshot.`);
  }
  const folder = join(input.directory, 'snapshots');
  const path = join(folder, name);
  if (existsSync(path)) {
    throw new EvidenceError(
      'EVIDENCE_SNAPSHOT_EXISTS',
      `${path} exists: a snapshot is written once and never again.`,
    );
  }
  const partial = join(folder, `.partial-${name}`);
  await rm(partial, { recursive: true, force: true });
  try {
    const filled = await fill(partial, name, input, signal);
    await rename(partial, path);
    await flushToDisk(folder);
    return { path, ...filled };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  folder: string,
  name: string,
  input: SnapshotInput,
  signal: AbortSignal,
): Promise<Omit<WrittenSnapshot, 'path'>> {
  const begun = await attempt(async () => await input.sealer?.begin(signal));
  const { files: keys, ...anchors } = begun.value ?? UNSEALED;
  const folders = new Set([folder, join(folder, 'raw')]);
  await mkdir(join(folder, 'raw'), { recursive: true });
  const write = async (path: string, text: FileText | Uint8Array): Promise<WrittenFile> => {
    signal.throwIfAborted();
    if (!isSafePath(path))
      throw new EvidenceError('EVIDENCE_PATH', `"${path}" cannot stand in a snapshot.`);
    const target = join(folder, path);
    folders.add(dirname(target));
    await mkdir(dirname(target), { recursive: true });
    return { path, ...(await writeHashedFile(target, text)) };
  };
  const files: WrittenFile[] = [];
  for (const [path, text] of [...snapshotContent(input), ...keys])
    files.push(await write(path, text));
  const raw = await writeRawAnswers(input, folder, signal);
  files.push(...raw.files);
  const manifest = manifestOf(name, input, files, raw.exchanges, anchors);
  files.push(await write(MANIFEST_FILE, canonicalJson(manifest)));
  const sums = formatSums(files);
  files.push(await write(SUMS_FILE, sums));
  const { imageDigest = null, principal = null } = input;
  const material = { manifest, files, sums, imageDigest, principal };
  const sealed = await attempt(async () => await begun.value?.seal(material, signal));
  for (const [path, content] of sealed.value ?? []) await write(path, content);
  for (const each of folders) await flushToDisk(each);
  return { manifest, unsealed: begun.error ?? sealed.error ?? null };
}

/** What can be expected to keep a snapshot from being sealed is a value here. */
async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly value?: T; readonly error?: EvidenceError }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof EvidenceError) return { error };
    throw error;
  }
}

function manifestOf(
  snapshot: string,
  { result, configurationSha256 }: SnapshotInput,
  files: readonly WrittenFile[],
  exchanges: number,
  anchors: Pick<Manifest, 'anchorsConfigured' | 'anchorsAbsent'>,
): Manifest {
  const { scan } = result;
  const findings = result.claims.flatMap((claim) => claim.findings.map(({ status }) => status));
  return {
    formatVersion: '1',
    snapshot,
    scanId: scan.id,
    tenantId: scan.azure.tenantId,
    period: { from: scan.startedAt, to: scan.finishedAt },
    coverage: {
      subscriptions: scan.subscriptions.length,
      subscriptionsIncomplete: scan.subscriptions.filter(({ status }) => status !== 'complete')
        .length,
      resources: scan.subscriptions.reduce((sum, { resources }) => sum + resources, 0),
      findings: findings.length,
      findingsUnknown: findings.filter((status) => status === 'unknown').length,
      exchanges,
      answers: files.filter(({ path }) => roleOf(path) === 'answer').length,
    },
    collector: { name: scan.tool.name, version: scan.tool.version, configurationSha256 },
    ...anchors,
    files: files
      .map((file) => ({ ...file, mediaType: mediaTypeOf(file.path), role: roleOf(file.path) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

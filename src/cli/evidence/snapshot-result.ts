import { createHash } from 'node:crypto';
import { ConfigurationError, EvidenceError } from '#domain/errors.ts';
import type { ScanResult } from '#domain/scan.ts';
import {
  findSnapshot,
  type ListedSnapshot,
  listSnapshots,
  readManifest,
  readSnapshotFile,
} from '#evidence/list-snapshots.ts';

/** The snapshot or period of this name, by default the newest snapshot of a run. Throws a ConfigurationError when there is none. */
export async function snapshotNamed(
  directory: string,
  name: string | undefined,
): Promise<ListedSnapshot> {
  const found =
    name === undefined ? (await listSnapshots(directory))[0] : await findSnapshot(directory, name);
  if (found !== undefined) return found;
  throw new ConfigurationError(
    'CLI_NO_SNAPSHOT',
    name === undefined
      ? `There is no snapshot in ${directory} yet: posture scan --evidence makes one.`
      : `"${name}" is not the name of one snapshot in ${directory}; posture evidence list names them.`,
  );
}

/** The same of a run: a period has no verdicts of its own. */
export async function runNamed(
  directory: string,
  name: string | undefined,
): Promise<ListedSnapshot> {
  const found = await snapshotNamed(directory, name);
  if (found.kind === undefined) return found;
  throw new ConfigurationError(
    'CLI_NO_SNAPSHOT',
    `${found.name} is a period, which has no verdicts of its own; its scope/snapshots.csv names the snapshots of the runs.`,
  );
}

/** Text of a file of a snapshot, as its manifest says it was written; throws an EvidenceError where it is missing or altered. */
export async function snapshotFile(snapshot: ListedSnapshot, path: string): Promise<string> {
  const manifest = await readManifest(snapshot.path);
  const entry = manifest?.files.find((file) => file.path === path);
  const bytes = await readSnapshotFile(snapshot.path, path).catch(() => undefined);
  const digest = bytes === undefined ? '' : createHash('sha256').update(bytes).digest('hex');
  if (bytes !== undefined && entry?.sha256 === digest) return bytes.toString('utf8');
  throw new EvidenceError(
    'EVIDENCE_DAMAGED',
    `${path} of the snapshot ${snapshot.name} is missing or altered; posture evidence verify says more.`,
  );
}

/** The scan that a snapshot keeps. */
export async function snapshotResult(snapshot: ListedSnapshot): Promise<ScanResult> {
  const value: unknown = JSON.parse(await snapshotFile(snapshot, 'results/result.json'));
  if (isResult(value)) return value;
  throw new EvidenceError(
    'EVIDENCE_DAMAGED',
    `results/result.json of the snapshot ${snapshot.name} is not the result of a scan as this version knows it.`,
  );
}

// Its digest stood in the manifest: what we wrote has the members that we write.
function isResult(value: unknown): value is ScanResult {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    value.schemaVersion === '1' &&
    'claims' in value &&
    Array.isArray(value.claims)
  );
}

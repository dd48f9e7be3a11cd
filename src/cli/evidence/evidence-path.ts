import { existsSync, statSync } from 'node:fs';
import { configured } from '#cli/configured.ts';
import type { CommonOptions, Workbench } from '#cli/workbench.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { findSnapshot, listSnapshots } from '#evidence/list-snapshots.ts';
import { PACKED } from '#evidence/packed-snapshot.ts';
import { bringSnapshot } from './open-answers.ts';

/** Options of a command about one snapshot. */
export type SnapshotOptions = CommonOptions & { readonly arguments: readonly string[] };

/** Folder of the snapshot that is meant: a path, a name or scan id, the newest when nothing is said. Throws a ConfigurationError when there is none. */
export async function snapshotPath(
  workbench: Workbench,
  options: SnapshotOptions,
): Promise<string> {
  const [wanted] = options.arguments;
  if (wanted !== undefined && isSnapshot(wanted)) return wanted;
  const configuration = configured(workbench, options);
  const { directory } = configuration.evidence;
  const found =
    wanted === undefined
      ? (await listSnapshots(directory))[0]
      : await findSnapshot(directory, wanted);
  if (found !== undefined) {
    await bringSnapshot(workbench, configuration, found.path);
    return found.path;
  }
  throw new ConfigurationError(
    'CLI_NO_SNAPSHOT',
    wanted === undefined
      ? `There is no snapshot in ${directory} yet: posture scan --evidence makes one.`
      : `"${wanted}" is neither a folder nor a zip nor the name of one snapshot in ${directory}; posture evidence list names them.`,
  );
}

/** Whether a snapshot or bundle was named by its path: a folder, also one that is packed by now, a zip, or a packed one. */
export function isSnapshot(path: string): boolean {
  if (isFolder(path) || existsSync(`${path}${PACKED}`)) return true;
  return (path.endsWith('.zip') || path.endsWith(PACKED)) && existsSync(path);
}

/** Whether there is a folder at this path. */
export function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

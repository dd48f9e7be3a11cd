import { basename, join } from 'node:path';
import { actor } from '#cli/actor.ts';
import type { Terminal, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { toInstant } from '#domain/instant.ts';
import { bundleName, writeBundle } from '#evidence/bundle.ts';
import { exportSnapshot } from '#evidence/export-snapshot.ts';
import { PACKED } from '#evidence/packed-snapshot.ts';
import { isFolder } from './evidence-path.ts';
import { refuseExisting, writeReports } from './write-reports.ts';

/** What is handed out, and to where: FILE.zip, a folder that exists (the zip goes into it), or one that does not (a copy). */
export interface HandOut {
  /** Folder of the snapshot or period. */
  readonly path: string;
  readonly to: string;
  /** Who takes it; absent: the user. */
  readonly by: string | undefined;
  /** Whose evidence log is told; undefined: what was handed out before has no log to tell. */
  readonly configuration: Configuration | undefined;
}

/**
 * Verifies a snapshot, hands it out byte for byte, tells the evidence log who took it, and says so; its reports are made beside it, in
 * `<bundle>-reports`. Throws an EvidenceError.
 */
export async function handOut(
  workbench: Workbench,
  terminal: Terminal,
  { path, to, by, configuration }: HandOut,
  signal: AbortSignal,
): Promise<void> {
  const tell = async (details: Readonly<Record<string, string>>): Promise<void> => {
    if (configuration === undefined) return;
    const said = {
      action: 'handed out',
      by: actor(by),
      snapshot: basename(path, PACKED),
      ...details,
    };
    await tellLog(workbench, configuration, said);
  };
  const target = isFolder(to) ? join(to, await bundleName(path)) : to;
  const isZip = target.endsWith('.zip');
  refuseExisting(`${target}-reports`);
  if (isZip) {
    const { bytes, sha256, verification } = await writeBundle(path, target, signal);
    await tell({ form: 'zip', sha256 });
    const { files } = verification;
    terminal.stdout.write(`verified ${target}: ${files} files\n${bytes} bytes, sha256 ${sha256}\n`);
  } else {
    const { files, bytes } = await exportSnapshot(path, target, signal);
    await tell({ form: 'folder' });
    terminal.stdout.write(`verified ${target}: ${files} files, ${bytes} bytes\n`);
  }
  // A zip is unpacked under its own name.
  const answers = `../${basename(target, '.zip')}/raw/`;
  const reports = await writeReports(path, `${target}-reports`, answers, signal);
  if (reports > 0)
    terminal.stdout.write(`reports ${target}-reports: ${reports} files, made of what is sealed\n`);
}

/** Appends an `export` entry to the evidence log, also while a service holds the state. */
export async function tellLog(
  workbench: Workbench,
  configuration: Configuration,
  body: Readonly<Record<string, string>>,
): Promise<void> {
  const operator = await workbench.openOperator(configuration);
  try {
    await operator.appendLog([{ type: 'export', at: toInstant(workbench.clock.now()), body }]);
  } finally {
    operator.close();
  }
}

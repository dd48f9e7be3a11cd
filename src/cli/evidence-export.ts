import { basename, join } from 'node:path';
import { toInstant } from '#domain/instant.ts';
import { bundleName, writeBundle } from '#evidence/bundle.ts';
import { exportSnapshot } from '#evidence/export-snapshot.ts';
import { actor } from './alert-lookup.ts';
import { configured } from './configured.ts';
import { isFolder, type SnapshotOptions, snapshotPath } from './evidence-path.ts';
import type { Command, Workbench } from './workbench.ts';

type Options = SnapshotOptions & { readonly to: string; readonly by?: string };

/**
 * `posture evidence export`: hands out a snapshot as one zip (`--to FILE.zip`, or into a folder that exists, under the bundle's own
 * name) or as a folder that does not exist yet. It is verified before, and the evidence log is told who took it.
 */
export const evidenceExport: Command<Options> = async (workbench, terminal, options, signal) => {
  const path = await snapshotPath(workbench, options);
  const target = isFolder(options.to) ? join(options.to, await bundleName(path)) : options.to;
  if (target.endsWith('.zip')) {
    const { bytes, sha256, verification } = await writeBundle(path, target, signal);
    await tellLog(workbench, options, path, { form: 'zip', sha256 });
    const { files } = verification;
    terminal.stdout.write(`verified ${target}: ${files} files\n${bytes} bytes, sha256 ${sha256}\n`);
    return 0;
  }
  const { files, bytes } = await exportSnapshot(path, target, signal);
  await tellLog(workbench, options, path, { form: 'folder' });
  terminal.stdout.write(`verified ${target}: ${files} files, ${bytes} bytes\n`);
  return 0;
};

/** A folder that was named by its path was handed out before: there is no log to tell of it. */
async function tellLog(
  workbench: Workbench,
  options: Options,
  path: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  const [wanted] = options.arguments;
  if (wanted !== undefined && isFolder(wanted)) return;
  const operator = await workbench.openOperator(configured(workbench, options));
  try {
    const body = {
      action: 'handed out',
      by: actor(options.by),
      snapshot: basename(path),
      ...details,
    };
    await operator.appendLog([{ type: 'export', at: toInstant(workbench.clock.now()), body }]);
  } finally {
    operator.close();
  }
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { configured } from './configured.ts';
import type { SnapshotOptions } from './evidence-path.ts';
import { table } from './table.ts';
import type { Command } from './workbench.ts';

/** `posture evidence list`: the snapshots, newest first. */
export const evidenceList: Command<SnapshotOptions> = async (workbench, terminal, options) => {
  const snapshots = await listSnapshots(configured(workbench, options).evidence.directory);
  const rows = snapshots.map(({ name, path, manifest }) => {
    const sealed = existsSync(join(path, 'attestation.sig')) ? 'sealed' : 'NOT sealed';
    return manifest === null
      ? [name, 'unreadable', '', sealed]
      : [
          name,
          `${manifest.files.length} files`,
          `${manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`,
          sealed,
        ];
  });
  terminal.stdout.write(
    rows.length === 0
      ? 'No snapshots yet.\n'
      : `${table(['snapshot', 'files', 'size', 'seal'], rows)}\n`,
  );
  return 0;
};

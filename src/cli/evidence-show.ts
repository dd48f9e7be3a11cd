import { join } from 'node:path';
import { ConfigurationError } from '#domain/errors.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { type SnapshotOptions, snapshotPath } from './evidence-path.ts';
import { table } from './table.ts';
import type { Command } from './workbench.ts';

/** `posture evidence show`: what a snapshot holds, file by file. */
export const evidenceShow: Command<SnapshotOptions> = async (workbench, terminal, options) => {
  const path = await snapshotPath(workbench, options);
  const found = await listSnapshots(join(path, '..', '..'));
  const manifest = found.find((snapshot) => snapshot.path === path)?.manifest;
  if (manifest === undefined || manifest === null) {
    throw new ConfigurationError(
      'CLI_NO_SNAPSHOT',
      `${path} has no readable manifest; posture evidence verify says what is wrong.`,
    );
  }
  const { files, ...rest } = manifest;
  terminal.stdout.write(`${path}\n`);
  for (const [name, value] of Object.entries(rest))
    terminal.stdout.write(`  ${name}: ${JSON.stringify(value)}\n`);
  const rows = files.map((file) => [file.role, String(file.bytes), file.path, file.sha256]);
  terminal.stdout.write(`${table(['role', 'bytes', 'path', 'sha256'], rows, 200)}\n`);
  return 0;
};

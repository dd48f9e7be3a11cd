import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '#domain/errors.ts';
import { exportSnapshot } from '#evidence/export-snapshot.ts';
import { findSnapshot, listSnapshots } from '#evidence/list-snapshots.ts';
import { type Verification, verifySnapshot } from '#evidence/verify-snapshot.ts';
import { configured } from './configured.ts';
import { table } from './table.ts';
import type { Command, CommonOptions, Terminal, Workbench } from './workbench.ts';

type Options = CommonOptions & { readonly arguments: readonly string[] };

/** `posture evidence list`: the snapshots, newest first. */
export const evidenceList: Command<Options> = async (workbench, terminal, options) => {
  const snapshots = await listSnapshots(configured(workbench, options).evidence.directory);
  const rows = snapshots.map(({ name, manifest }) =>
    manifest === null
      ? [name, 'unreadable', '']
      : [
          name,
          `${manifest.files.length} files`,
          `${manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`,
        ],
  );
  terminal.stdout.write(
    rows.length === 0 ? 'No snapshots yet.\n' : `${table(['snapshot', 'files', 'size'], rows)}\n`,
  );
  return 0;
};

/** `posture evidence show`: what a snapshot holds, file by file. */
export const evidenceShow: Command<Options> = async (workbench, terminal, options) => {
  const path = await pathOf(workbench, options);
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

/** `posture evidence export`: copies a snapshot to a new folder and verifies the copy. */
export const evidenceExport: Command<Options & { readonly to: string }> = async (
  workbench,
  terminal,
  options,
  signal,
) => {
  const path = await pathOf(workbench, options);
  const verification = await exportSnapshot(path, options.to, signal);
  return conclude(terminal, options.to, verification);
};

/** `posture evidence verify`: 0 nothing was changed; 1 something was, with every problem named. Needs no network and no configuration for a path. */
export const evidenceVerify: Command<Options> = async (workbench, terminal, options) => {
  const path = await pathOf(workbench, options);
  return conclude(terminal, path, await verifySnapshot(path));
};

function conclude(
  { stdout }: Terminal,
  path: string,
  { ok, problems, files, bytes }: Verification,
): number {
  for (const problem of problems) stdout.write(`altered  ${problem.path}: ${problem.message}\n`);
  stdout.write(
    ok
      ? `verified ${path}: ${files} files, ${bytes} bytes, nothing was changed\n`
      : `NOT verified ${path}: ${problems.length} problems\n`,
  );
  return ok ? 0 : 1;
}

async function pathOf(workbench: Workbench, options: Options): Promise<string> {
  const [wanted] = options.arguments;
  if (wanted !== undefined && existsSync(wanted) && statSync(wanted).isDirectory()) return wanted;
  const { directory } = configured(workbench, options).evidence;
  const found =
    wanted === undefined
      ? (await listSnapshots(directory))[0]
      : await findSnapshot(directory, wanted);
  if (found !== undefined) return found.path;
  throw new ConfigurationError(
    'CLI_NO_SNAPSHOT',
    wanted === undefined
      ? `There is no snapshot in ${directory} yet: posture scan --evidence makes one.`
      : `"${wanted}" is neither a folder nor the name of one snapshot in ${directory}; posture evidence list names them.`,
  );
}

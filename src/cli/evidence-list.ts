import { type ListedSnapshot, listPeriods, listSnapshots } from '#evidence/list-snapshots.ts';
import { placeInLog } from '#evidence/period-bundle.ts';
import { configured } from './configured.ts';
import type { SnapshotOptions } from './evidence-path.ts';
import { table } from './table.ts';
import type { Command } from './workbench.ts';

const COLUMNS = ['snapshot', 'kind', 'from', 'to', 'files', 'bytes', 'seal'] as const;

/** `posture evidence list`: the periods, then the snapshots of runs, each with its time and its place in the log, newest first. */
export const evidenceList: Command<SnapshotOptions> = async (workbench, terminal, options) => {
  const { directory } = configured(workbench, options).evidence;
  const all = [...(await listPeriods(directory)), ...(await listSnapshots(directory))];
  const rows: string[][] = [];
  for (const each of all) rows.push(await rowOf(each));
  terminal.stdout.write(
    rows.length === 0 ? 'No snapshots yet.\n' : `${table([...COLUMNS], rows, 200)}\n`,
  );
  return 0;
};

async function rowOf({ name, path, kind, manifest }: ListedSnapshot): Promise<string[]> {
  const place = await placeInLog(path);
  const seal = place === undefined ? 'NOT sealed' : `sealed, log ${String(place)}`;
  const what = kind ?? 'run';
  if (manifest === null) return [name, what, 'unreadable', '', '', '', seal];
  const { period, files } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [name, what, period.from, period.to, String(files.length), String(bytes), seal];
}

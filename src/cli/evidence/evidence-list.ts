import { configured } from '#cli/configured.ts';
import type { ListingOptions } from '#cli/listing.ts';
import { table } from '#cli/table.ts';
import type { Command } from '#cli/workbench.ts';
import { writeListing } from '#cli/write-listing.ts';
import { type ListedSnapshot, listPeriods, listSnapshots } from '#evidence/list-snapshots.ts';
import { placeInLog } from '#evidence/period-bundle.ts';
import type { SnapshotOptions } from './evidence-path.ts';

const COLUMNS = ['snapshot', 'kind', 'from', 'to', 'files', 'bytes', 'seal'] as const;

/** `posture evidence list`: the periods, then the snapshots of runs, each with its time and its place in the log, newest first. */
export const evidenceList: Command<SnapshotOptions & ListingOptions> = async (
  workbench,
  terminal,
  options,
) => {
  const { directory } = configured(workbench, options).evidence;
  const all = [...(await listPeriods(directory)), ...(await listSnapshots(directory))];
  const snapshots: Listed[] = [];
  for (const each of all) snapshots.push(await listed(each));
  await writeListing(options, terminal, {
    data: () => ({ snapshots }),
    text: () =>
      snapshots.length === 0
        ? 'No snapshots yet.\n'
        : `${table([...COLUMNS], snapshots.map(rowOf), 200)}\n`,
  });
  return 0;
};

/** `contents` null: the manifest cannot be read. `logEntry` null: it is not sealed. */
interface Listed {
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly contents: {
    readonly from: string;
    readonly to: string;
    readonly files: number;
    readonly bytes: number;
  } | null;
  readonly logEntry: number | null;
}

async function listed({ name, path, kind, manifest }: ListedSnapshot): Promise<Listed> {
  const logEntry = (await placeInLog(path)) ?? null;
  if (manifest === null) return { name, path, kind: kind ?? 'run', contents: null, logEntry };
  const { period, totals } = manifest;
  const contents = { from: period.from, to: period.to, ...totals };
  return { name, path, kind: kind ?? 'run', contents, logEntry };
}

function rowOf({ name, kind, contents, logEntry }: Listed): readonly string[] {
  const seal = logEntry === null ? 'NOT sealed' : `sealed, log ${String(logEntry)}`;
  if (contents === null) return [name, kind, 'unreadable', '', '', '', seal];
  const { from, to, files, bytes } = contents;
  return [name, kind, from, to, String(files), String(bytes), seal];
}

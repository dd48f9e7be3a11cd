import { lstatSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulatorChild } from './child-node.ts';
import { DATABASES_PER_SERVER, writeEstate } from './estate-file.ts';
import { createBench } from './measure-scan.ts';

/** A scan every 15 minutes: one full scan and 95 incremental ones a day, one snapshot. */
const INCREMENTAL_A_DAY = 95;
/** Idle incremental scans that are measured; the others of a day are taken to be like them. */
const MEASURED = 4;

/** Bytes of a resource and day on the disk, and what 400 days of ten thousand may take. */
const TARGET_DAY_BYTES = 3_000;
const TARGET_GB = 15;
const DAYS = 400;
const TEN_THOUSAND = 10_000;

const KINDS = ['answers', 'indexes', 'snapshots', 'database', 'log'] as const;
type Kind = (typeof KINDS)[number];

/** Bytes by what they are for: content, and what the disk gives for it in its blocks. A file with two names counts once. */
type Use = Readonly<Record<Kind, { readonly bytes: number; readonly disk: number }>>;

/** What a day costs, measured at fewer scans. */
export interface StorageCost {
  readonly resources: number;
  /** The first full scan of an empty state, with its snapshot. */
  readonly first: Use;
  /** An incremental scan when nothing was written, on average. */
  readonly incremental: Use;
  /** A full scan of the same estate later, with its snapshot: the one before is packed then. */
  readonly full: Use;
  /** All of a day: one full scan, its snapshot, 95 incremental ones. */
  readonly day: Use;
}

/** Measures it for an estate of so many databases; the simulated Azure answers what it answered before unless something was written. */
export async function storageCost(databases: number): Promise<StorageCost> {
  const bench = await createBench();
  await using azure = await startSimulatorChild(
    await writeEstate(bench.directory, { databases, latencyMs: 0 }),
  );
  const state = join(bench.directory, 'state');
  let logged = 0;
  let before = measure(state, logged);
  const step = async (mode: 'full' | 'incremental', ...more: readonly string[]): Promise<Use> => {
    // So that this scan's tidying takes what is here for yesterday's.
    makeOlder(state);
    const { stderrBytes } = await bench.scan(azure, 'unpaced', mode, 'info', ...more);
    logged += stderrBytes;
    const after = measure(state, logged);
    const use = difference(after, before);
    before = after;
    return use;
  };
  const first = await step('full', '--evidence');
  const idle: Use[] = [];
  // The first one after a full scan writes what only incremental scans ask.
  await step('incremental');
  for (let n = 0; n < MEASURED; n += 1) idle.push(await step('incremental'));
  // Packs the first snapshot, of which every later one is a little different.
  await step('full', '--evidence');
  const full = await step('full', '--evidence');
  const incremental = combine(idle, 1 / MEASURED);
  return {
    resources: databases + databases / DATABASES_PER_SERVER,
    first,
    incremental,
    full,
    day: combine([full, ...Array.from({ length: INCREMENTAL_A_DAY }, () => incremental)], 1),
  };
}

/** Lets the tidying come again, and pack the indexes that are here. */
function makeOlder(state: string): void {
  const evidence = join(state, 'evidence');
  rmSync(join(evidence, 'tidied'), { force: true });
  const before = (Date.now() - 2 * 86_400_000) / 1000;
  for (const name of filesBelow(state)) {
    if (name.startsWith('evidence/scans/')) utimesSync(join(state, name), before, before);
  }
}

/** Bytes that a resource takes on the disk each day. */
export function dayBytes({ resources, day }: StorageCost): number {
  return KINDS.reduce((total, kind) => total + day[kind].disk, 0) / resources;
}

/** The figures in lines. */
export function* storageWords(cost: StorageCost): Generator<string> {
  const { resources, ...parts } = cost;
  yield `  ${''.padEnd(13)}${KINDS.map((kind) => kind.padStart(22)).join('')}   (content / on the disk, bytes a resource)`;
  for (const [name, use] of Object.entries(parts)) {
    const cells = KINDS.map((kind) => {
      const { bytes, disk } = use[kind];
      return `${(bytes / resources).toFixed(1)} / ${(disk / resources).toFixed(1)}`.padStart(22);
    });
    yield `  ${name.padEnd(13)}${cells.join('')}`;
  }
  const sum = (use: Use, of: 'bytes' | 'disk') =>
    KINDS.reduce((total, kind) => total + use[kind][of], 0) / resources;
  const day = dayBytes(cost);
  // What the first scan keeps is kept once; nothing is taken off for what tidying removes later.
  const years = ((day * DAYS + sum(parts.first, 'disk')) * TEN_THOUSAND) / 1e9;
  yield `  a day         ${sum(parts.day, 'bytes').toFixed(0)} bytes a resource, ${day.toFixed(0)} on the disk; target ${TARGET_DAY_BYTES}: ${(day / TARGET_DAY_BYTES).toFixed(1)} times`;
  yield `  ${DAYS} days      of ${TEN_THOUSAND} resources, all kept: ${years.toFixed(0)} GB; target ${TARGET_GB} GB: ${(years / TARGET_GB).toFixed(1)} times`;
}

function measure(state: string, logged: number): Use {
  const use: Record<Kind, { bytes: number; disk: number }> = {
    answers: { bytes: 0, disk: 0 },
    indexes: { bytes: 0, disk: 0 },
    snapshots: { bytes: 0, disk: 0 },
    database: { bytes: 0, disk: 0 },
    log: { bytes: logged, disk: logged },
  };
  const seen = new Set<number>();
  for (const name of filesBelow(state)) {
    const { ino, size, blocks } = lstatSync(join(state, name));
    if (seen.has(ino)) continue;
    seen.add(ino);
    const kind = kindOf(name);
    use[kind].bytes += size;
    use[kind].disk += blocks * 512;
  }
  return use;
}

/** The store of answers before the snapshots, which link to it. */
function filesBelow(state: string): readonly string[] {
  try {
    return readdirSync(state, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(state.length + 1))
      .sort();
  } catch {
    // Nothing was scanned yet.
    return [];
  }
}

function kindOf(name: string): Kind {
  if (name.startsWith('evidence/bodies/') || name === 'evidence/bases.ndjson') return 'answers';
  if (name.startsWith('evidence/scans/')) return 'indexes';
  return name.startsWith('evidence/') ? 'snapshots' : 'database';
}

function difference(after: Use, before: Use): Use {
  return combine([after, before], 1, -1);
}

/** The sum of all, times `factor`; those after the first times `rest` besides. */
function combine(uses: readonly Use[], factor: number, rest = 1): Use {
  const of = (kind: Kind) => ({
    bytes: uses.reduce((sum, use, n) => sum + use[kind].bytes * factor * (n === 0 ? 1 : rest), 0),
    disk: uses.reduce((sum, use, n) => sum + use[kind].disk * factor * (n === 0 ? 1 : rest), 0),
  });
  return {
    answers: of('answers'),
    indexes: of('indexes'),
    snapshots: of('snapshots'),
    database: of('database'),
    log: of('log'),
  };
}

import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
const PREFIX = 'posture-tests-';
/** More than all tests have there at a time. */
const ENOUGH_BYTES = 4 * 1024 ** 3;

let folder: string | undefined;

/**
 * Runs before the first test: what tests call the temporary folder is one of this run, which goes with it. It lies in memory where there is
 * room, since waiting for a disk at every commit took longer than the tests; they kill processes, never the machine, so nothing that
 * they show is about the disk itself. Where somebody says TMPDIR himself it lies there.
 */
export function setup(): void {
  const place = process.env['TMPDIR'] ?? (roomInMemory() < ENOUGH_BYTES ? tmpdir() : MEMORY);
  removeThoseOfTheDead(place);
  folder = mkdtempSync(join(place, `${PREFIX}${String(process.pid)}-`));
  // The database server runs as somebody else and has its folder below.
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
}

/** Runs after the last test. */
export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function roomInMemory(): number {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem());
  } catch {
    return 0;
  }
}

/** Of runs that were killed. */
function removeThoseOfTheDead(place: string): void {
  for (const name of readdirSync(place)) {
    if (!name.startsWith(PREFIX)) continue;
    const pid = Number(name.slice(PREFIX.length).split('-')[0]);
    if (!isAlive(pid)) rmSync(join(place, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

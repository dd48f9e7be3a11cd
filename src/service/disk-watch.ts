import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Symptom } from '#domain/symptom.ts';

/** Source: alerting A8. */
const LEAST_FREE_PERCENT = 10;

/** Says which of the directories lie on a file system with less than 10 % left; what cannot be asked is said too. */
export async function watchDisks(
  directories: readonly string[],
  ask: FreeSpace = freeSpaceOf,
): Promise<readonly Symptom[]> {
  const low = new Map<string, string>();
  for (const directory of new Set(directories)) {
    const free = await ask(directory);
    if (free === undefined) low.set(directory, `${directory}: its free space could not be read`);
    else if (free < LEAST_FREE_PERCENT)
      low.set(directory, `${directory}: ${free.toFixed(1)} % free`);
  }
  if (low.size === 0) return [];
  return [
    {
      code: 'DiskSpace',
      severity: 'high',
      message: `Less than ${LEAST_FREE_PERCENT} % is free where the monitor keeps its state or evidence (${[...low.values()].join('; ')}). When it is full, nothing is recorded and nobody is told.`,
      remedy:
        'Enlarge the disk, or let `evidence.keepDays` and `evidence.everythingDays` remove what is old sooner.',
    },
  ];
}

/** Free space of the file system of a directory in percent; undefined where it cannot be read. */
export type FreeSpace = (directory: string) => Promise<number | undefined>;

async function freeSpaceOf(directory: string): Promise<number | undefined> {
  for (let place = directory; ; place = dirname(place)) {
    try {
      const { bavail, blocks } = await statfs(place);
      // Some network file systems count no blocks; of them nothing is known.
      return blocks === 0 ? undefined : (100 * bavail) / blocks;
    } catch {
      // Before the first scan the directory of the evidence is not there; it will be made where its parent is.
      if (dirname(place) === place) return undefined;
    }
  }
}

import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { namesIn } from './prune-bodies.ts';

/** No snapshot has such a name. */
const GOING = '.going-';

/**
 * Removes a folder of evidence, if it is there: it is whole under its name or not there, for whoever reads it meanwhile must not take half of it for
 * altered. What a kill leaves is removed by `removeGoing`.
 */
export async function removeFolder(path: string): Promise<void> {
  const going = join(dirname(path), `${GOING}${basename(path)}`);
  await rm(going, { recursive: true, force: true });
  if (!existsSync(path)) return;
  await rename(path, going);
  await rm(going, { recursive: true, force: true });
}

/** Removes what a kill left of folders that were being removed from this one. */
export async function removeGoing(within: string): Promise<void> {
  const going = (await namesIn(within)).filter((name) => name.startsWith(GOING));
  for (const name of going) await rm(join(within, name), { recursive: true, force: true });
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A name below a directory, as the file system has it; links are never followed. */
export interface FoundEntry {
  /** Relative, divided by `/`. */
  readonly path: string;
  readonly kind: 'file' | 'other';
}

/** Everything below a directory that is not itself a directory, sorted by path. Errors are those of the file system. */
export async function walkFiles(directory: string): Promise<readonly FoundEntry[]> {
  const found: FoundEntry[] = [];
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await readdir(join(directory, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      else found.push({ path, kind: entry.isFile() ? 'file' : 'other' });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

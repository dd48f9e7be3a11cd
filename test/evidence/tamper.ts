import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One way to tamper with a snapshot, and what the verifier must say of it; `sha256sum` as well where it can know. */
export interface Tamper {
  readonly name: string;
  readonly apply: (path: string) => void;
  readonly says: RegExp;
  readonly sha256sum: 'refuses' | 'cannot know';
}

const read = (path: string, file: string): string => readFileSync(join(path, file), 'utf8');
export const edit = (path: string, file: string, change: (text: string) => string): void => {
  const before = read(path, file);
  const after = change(before);
  if (after === before) throw new Error(`the tamper changed nothing in ${file}`);
  rmSync(join(path, file));
  writeFileSync(join(path, file), after);
};
const bodies = (path: string): string[] =>
  readdirSync(join(path, 'raw'))
    .filter((name) => name.endsWith('.body'))
    .sort();
export const body = (path: string, index: number): string => join('raw', bodies(path)[index] ?? '');
export const digestOf = (path: string, file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(path, file)))
    .digest('hex');

/** Makes manifest and sums agree with a changed file again, as somebody who knows the format would. */
export const reseal = (path: string, file: string): void => {
  const sha256 = digestOf(path, file);
  const { length } = readFileSync(join(path, file));
  edit(path, 'manifest.json', (text) =>
    text.replace(
      new RegExp(
        `"bytes":\\s?\\d+,(?<middle>[^}]*"path":\\s?"${file}"[^}]*"sha256":\\s?)"[0-9a-f]{64}"`,
        'u',
      ),
      `"bytes": ${length},$<middle>"${sha256}"`,
    ),
  );
  resum(path, file);
  resum(path, 'manifest.json');
};
export const resum = (path: string, file: string): void => {
  edit(path, 'SHA256SUMS', (text) =>
    text.replace(new RegExp(`^[0-9a-f]{64}  ${file}$`, 'mu'), `${digestOf(path, file)}  ${file}`),
  );
};

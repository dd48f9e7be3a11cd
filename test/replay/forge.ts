import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '#evidence/canonical-json.ts';

const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Bodies of a snapshot, with their paths inside it. */
export function bodiesOf(
  snapshot: string,
): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(join(snapshot, 'raw'))
    .filter((name) => name.endsWith('.body'))
    .map((name) => ({
      path: `raw/${name}`,
      text: readFileSync(join(snapshot, 'raw', name), 'utf8'),
    }));
}

/** Writes a file of a snapshot anew; the old one may be a link into the store of answers. */
export function rewrite(snapshot: string, path: string, text: string): void {
  rmSync(join(snapshot, path));
  writeFileSync(join(snapshot, path), text);
}

/** Changes a body and puts its new digest wherever the old one stood, as somebody who knows the format would. */
export function forgeBody(snapshot: string, path: string, text: string): void {
  const old = path.slice('raw/'.length, -'.body'.length);
  const forged = sha256(Buffer.from(text));
  rewrite(snapshot, path, text);
  renameSync(join(snapshot, path), join(snapshot, `raw/${forged}.body`));
  for (const file of readdirSync(snapshot, { recursive: true, encoding: 'utf8' })) {
    if (!statSync(join(snapshot, file)).isFile() || file.endsWith('.body')) continue;
    const before = readFileSync(join(snapshot, file), 'utf8');
    const after = before
      .replaceAll(old, forged)
      .replaceAll(
        new RegExp(`"bytes":\\d+,"sha256":"${forged}"`, 'gu'),
        `"bytes":${Buffer.byteLength(text)},"sha256":"${forged}"`,
      );
    if (after !== before) rewrite(snapshot, file, after);
  }
  redoSums(snapshot);
}

/** Makes manifest and sums agree with the files again. */
export function redoSums(snapshot: string): void {
  const manifest = JSON.parse(readFileSync(join(snapshot, 'manifest.json'), 'utf8')) as {
    files: { path: string; bytes: number; sha256: string }[];
  };
  for (const file of manifest.files) {
    const content = readFileSync(join(snapshot, file.path));
    Object.assign(file, { bytes: content.length, sha256: sha256(content) });
  }
  manifest.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  rewrite(snapshot, 'manifest.json', [...canonicalJson(manifest)].join(''));
  const paths = [...manifest.files.map(({ path }) => path), 'manifest.json'].sort();
  const lines = paths.map((path) => `${sha256(readFileSync(join(snapshot, path)))}  ${path}\n`);
  rewrite(snapshot, 'SHA256SUMS', lines.join(''));
}

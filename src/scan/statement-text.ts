import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Statement } from '#domain/document.ts';
import { sha256Of } from '#evidence/hashed-file.ts';

/**
 * A statement's own text, and the SHA-256 (hex) of the file's bytes. `absent`: it names none, or names an address, which is not followed here; `unreadable`: it names a file
 * that cannot be read. A path counts from the working directory or from the configuration file, as for `posture validate`.
 */
export async function statementText(
  { text }: Pick<Statement, 'text'>,
  configurationFile: string,
): Promise<
  | { readonly text: string; readonly sha256: string }
  | { readonly absent: true }
  | { readonly unreadable: string }
> {
  if (text === undefined || /^https?:/iu.test(text)) return { absent: true };
  for (const place of [text, join(dirname(configurationFile), text)]) {
    const found = await readFile(place).catch(() => undefined);
    if (found !== undefined) return { text: found.toString('utf8'), sha256: sha256Of(found) };
  }
  return { unreadable: text };
}

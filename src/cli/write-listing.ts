import type { ListingOptions } from './listing.ts';
import type { Terminal } from './workbench.ts';
import { writeOutput } from './write-output.ts';

/** Writes a list for people or, with `--format json`, as one object for programs; to `--out`, or to standard output. */
export async function writeListing(
  { format, out }: ListingOptions,
  terminal: Terminal,
  list: { readonly data: () => object; readonly text: () => string },
): Promise<void> {
  const words =
    format === 'json'
      ? `${JSON.stringify({ schemaVersion: '1', ...list.data() }, undefined, 2)}\n`
      : list.text();
  await writeOutput([words], out, terminal);
}

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigurationError } from '#domain/errors.ts';
import type { Terminal } from './workbench.ts';

/**
 * Writes piece by piece to a file or to standard output: as one string, what is told of a large estate needs several times its own
 * size. Whoever reads the output may stop reading (`| head`). Throws a ConfigurationError for a file that cannot be written.
 */
export async function writeOutput(
  pieces: Iterable<string>,
  file: string | undefined,
  { stdout }: Terminal,
): Promise<void> {
  try {
    if (file === undefined) await pipeline(Readable.from(pieces), stdout, { end: false });
    else await pipeline(Readable.from(pieces), createWriteStream(file));
  } catch (cause) {
    if (file === undefined && cause instanceof Error && 'code' in cause && cause.code === 'EPIPE')
      return;
    throw new ConfigurationError(
      'CLI_OUTPUT',
      `The result cannot be written to ${file ?? 'standard output'}.`,
      { cause },
    );
  }
}

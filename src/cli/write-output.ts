import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ConfigurationError } from '#domain/errors.ts';
import { machineFault } from '#domain/machine-fault.ts';
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
    throw outputError(file, cause);
  }
}

/** Refuses a file that could not be written, before the work that it is for; a file that is there stays as it is. */
export async function refuseUnwritable(file: string | undefined): Promise<void> {
  if (file === undefined) return;
  try {
    await (await open(file, 'a')).close();
  } catch (cause) {
    throw outputError(file, cause);
  }
}

function outputError(file: string | undefined, cause: unknown): ConfigurationError {
  const place = file ?? 'standard output';
  const fault = machineFault(cause);
  const why = fault === undefined ? '' : ` ${dirname(place)} or the file itself ${fault.meaning}.`;
  return new ConfigurationError('CLI_OUTPUT', `The result cannot be written to ${place}.${why}`, {
    cause,
  });
}

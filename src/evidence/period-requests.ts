import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { replaceFile } from './hashed-file.ts';
import { periodName } from './snapshot-layout.ts';

/** Somebody wants this period sealed, and cannot do it himself while a service holds the state. */
export interface PeriodRequest {
  readonly from: Instant;
  readonly to: Instant;
}

const FOLDER = 'requests';

/** Leaves a request for the service, durable when it returns; asking twice leaves one. */
export async function askForPeriod(directory: string, { from, to }: PeriodRequest): Promise<void> {
  await replaceFile(pathOf(directory, { from, to }), `${JSON.stringify({ from, to })}\n`);
}

/** What was asked for and is not done, in the order of the names. A file that is no request is none. */
export async function periodRequests(directory: string): Promise<readonly PeriodRequest[]> {
  const folder = join(directory, FOLDER);
  const names = await readdir(folder).catch(() => []);
  const found: PeriodRequest[] = [];
  for (const name of names.filter((each) => each.endsWith('.json')).sort()) {
    const request = parseRequest(await readFile(join(folder, name), 'utf8').catch(() => ''));
    if (request !== undefined) found.push(request);
  }
  return found;
}

/** Takes a request away that was met. */
export async function forgetRequest(directory: string, request: PeriodRequest): Promise<void> {
  await rm(pathOf(directory, request), { force: true });
}

function pathOf(directory: string, { from, to }: PeriodRequest): string {
  return join(directory, FOLDER, `${periodName(from, to)}.json`);
}

function parseRequest(text: string): PeriodRequest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value))
      return undefined;
    const { from, to } = value;
    const isPeriod = typeof from === 'string' && typeof to === 'string' && from < to;
    return isPeriod && toMilliseconds(from) !== undefined && toMilliseconds(to) !== undefined
      ? { from, to }
      : undefined;
  } catch {
    // Not written by us.
    return undefined;
  }
}

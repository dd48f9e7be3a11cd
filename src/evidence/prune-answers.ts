import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { type BodyStore, createBodyStore } from './body-store.ts';
import { sha256Of } from './hashed-file.ts';
import { type KeptExchange, questionKey, readExchanges, withoutInstants } from './kept-exchange.ts';
import { namesIn, pruneBodies } from './prune-bodies.ts';

export interface Pruned {
  readonly bodies: number;
  readonly bytes: number;
  /** Indexes of scans none of whose answers is needed any more. */
  readonly indexes: number;
  /** Bodies that are needed. */
  readonly keep: ReadonlySet<Digest>;
}

/** An answer that a verdict rests on. */
export interface AnswerUse {
  readonly digest: Digest;
  /** The time of the scan that told the verdict, which read the answer then or carried it from before. */
  readonly at: Instant;
}

/** What must stay. */
export interface Needed {
  /** Bodies of snapshots, which name the questions themselves: no index is kept for them. */
  readonly bodies: ReadonlySet<Digest>;
  /** Of every finding that is recorded: gone through once and not held. */
  readonly uses: Iterable<AnswerUse> | AsyncIterable<AnswerUse>;
  /** Fetches a body (64 hex digits) that lies elsewhere; absent: none does. */
  readonly bring?: (sha256: string) => Promise<void>;
}

/**
 * Removes what nothing refers to: bodies that are neither in a snapshot nor under a verdict; indexes but those that hold, for the answer
 * under a verdict, the reading next to its scan's time, before it and from it on; and what a crash left half-written. All only when not used since
 * `unusedSince`, so that a running scan loses nothing. Bodies of an index that stays for another body's sake are removed all the same.
 * Snapshots are not touched: they hold their own links.
 */
export async function pruneAnswers(
  directory: string,
  needed: Needed,
  unusedSince: Instant,
  signal: AbortSignal,
): Promise<Pruned> {
  const limit = toMilliseconds(unusedSince) ?? 0;
  const told = new Map<Digest, Set<Instant>>();
  for await (const { digest, at } of needed.uses)
    told.set(digest, (told.get(digest) ?? new Set()).add(at));
  const keep = new Set([...needed.bodies, ...told.keys()]);
  const { bring } = needed;
  const indexes = await pruneIndexes(directory, told, keep, limit, bring, signal);
  const pruned = await pruneBodies(directory, keep, limit, signal);
  return { ...pruned, indexes, keep };
}

/** When one index has the same answer to the same question, first and last. */
interface Readings {
  readonly path: string;
  readonly first: Instant;
  readonly last: Instant;
}

/** Removes indexes without a needed reading; adds the questions of needed answers to what is kept. */
async function pruneIndexes(
  directory: string,
  /** By answer, when the verdicts were told that rest on it. */
  told: ReadonlyMap<Digest, ReadonlySet<Instant>>,
  keep: Set<Digest>,
  limit: number,
  bring: Needed['bring'],
  signal: AbortSignal,
): Promise<number> {
  const folder = join(directory, 'scans');
  const timelessKey = createTimelessKey(directory, bring);
  const needed = new Set<string>();
  const paths: string[] = [];
  /** By answer and question, in the next newer index that has it. */
  const newer = new Map<string, Readings>();
  // Named after their scans, whose names are in the order of time.
  for (const name of (await namesIn(folder)).toSorted().reverse()) {
    signal.throwIfAborted();
    const path = join(folder, name);
    // It stays, and is not read for it: what it has as well may keep one of the older ones longer than need be.
    if ((await stat(path)).mtimeMs >= limit) continue;
    paths.push(path);
    const here = new Map<string, Readings>();
    for await (const exchange of readExchanges(path)) {
      const digest: Digest = `sha256:${exchange?.sha256 ?? ''}`;
      if (exchange === undefined || !told.has(digest)) continue;
      const answered = `${digest} ${await timelessKey(exchange)}`;
      here.set(answered, joined(here.get(answered), path, exchange.startedAt));
      if (exchange.requestSha256 !== null) keep.add(`sha256:${exchange.requestSha256}`);
    }
    for (const [answered, own] of here) {
      const later = newer.get(answered);
      for (const at of told.get(digestIn(answered)) ?? []) {
        if (own.first <= at && (later === undefined || at < later.first)) needed.add(own.path);
        if (later !== undefined && own.last < at && at <= later.last) needed.add(later.path);
      }
      newer.set(answered, own);
    }
  }
  for (const [answered, oldest] of newer) {
    const times = [...(told.get(digestIn(answered)) ?? [])];
    if (times.some((at) => at <= oldest.last)) needed.add(oldest.path);
  }
  const unneeded = paths.filter((path) => !needed.has(path));
  for (const path of unneeded) await rm(path);
  return unneeded.length;
}

function joined(known: Readings | undefined, path: string, at: Instant): Readings {
  if (known === undefined) return { path, first: at, last: at };
  return {
    path,
    first: at < known.first ? at : known.first,
    last: at > known.last ? at : known.last,
  };
}

const DIGEST_LENGTH = 'sha256:'.length + 64;

function digestIn(answered: string): Digest {
  return `sha256:${answered.slice('sha256:'.length, DIGEST_LENGTH)}`;
}

/**
 * What makes two exchanges the same question at two times: an address that says "since when" is another one in every scan, and so is
 * the body of a query that does; with the instants no index would ever repeat another. A query that is not kept stands for itself.
 */
function createTimelessKey(
  directory: string,
  bring: Needed['bring'],
): (exchange: KeptExchange) => Promise<string> {
  const queries = new Map<string, string>();
  const bodies = createBodyStore(directory);
  return async ({ method, url, requestSha256 }) => {
    const key = (asked: string | null): string =>
      questionKey({ method, url: withoutInstants(url), requestSha256: asked });
    if (requestSha256 === null) return key(null);
    const known = queries.get(requestSha256);
    if (known !== undefined) return key(known);
    if (bring !== undefined && !bodies.isSound(requestSha256)) await bring(requestSha256);
    const text = keptText(bodies, requestSha256);
    const query = text === undefined ? requestSha256 : sha256Of(Buffer.from(withoutInstants(text)));
    queries.set(requestSha256, query);
    return key(query);
  };
}

function keptText(bodies: BodyStore, sha256: string): string | undefined {
  try {
    return bodies.read(sha256).toString('utf8');
  } catch {
    return undefined;
  }
}

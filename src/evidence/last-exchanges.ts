import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { type KeptExchange, questionKey, readExchanges } from './kept-exchange.ts';

/** A disk's clock may be another machine's. */
const CLOCK_SLACK_MS = 3_600_000;

/**
 * For each digest the newest exchange of every question that it answered, among the indexes in `scans`: one body may answer many
 * questions, as an empty list does. `notBefore`: scans that ended before are not looked at. Errors are those of the file system.
 */
export async function lastExchanges(
  scans: string,
  digests: ReadonlySet<Digest>,
  notBefore: Instant | undefined,
): Promise<ReadonlyMap<Digest, readonly KeptExchange[]>> {
  if (digests.size === 0 || !existsSync(scans)) return new Map();
  const found = new Map<Digest, Map<string, KeptExchange>>();
  const oldest = notBefore === undefined ? 0 : (toMilliseconds(notBefore) ?? 0);
  for (const file of readdirSync(scans).filter((name) => !name.startsWith('.'))) {
    const path = join(scans, file);
    // An index is written while its scan reads: one that is older than every reading holds none of them.
    if (statSync(path).mtimeMs < oldest - CLOCK_SLACK_MS) continue;
    for await (const exchange of readExchanges(path)) {
      // A line that a crash left unfinished belongs to no verdict, and none rests on the empty body of what was not answered.
      if (exchange === undefined || exchange.fault !== undefined) continue;
      const digest: Digest = `sha256:${exchange.sha256}`;
      if (!digests.has(digest)) continue;
      const questions = found.get(digest) ?? new Map<string, KeptExchange>();
      found.set(digest, questions);
      const question = questionKey(exchange);
      const known = questions.get(question);
      if (known === undefined || exchange.startedAt > known.startedAt)
        questions.set(question, exchange);
    }
  }
  return new Map([...found].map(([digest, questions]) => [digest, [...questions.values()]]));
}

import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { AnswerStore } from './answer-store.ts';
import { type Content, hashFile, writeHashedFile } from './hashed-file.ts';
import { exchangeLine, type KeptExchange, questionKey } from './kept-exchange.ts';
import type { SnapshotInput } from './snapshot-input.ts';

/** A file of the snapshot with its content's digest. */
export interface WrittenFile extends Content {
  readonly path: string;
}

/** The exchanges that a snapshot holds, and where their bodies lie. */
export interface RawAnswers {
  readonly exchanges: AsyncIterable<KeptExchange>;
  readonly answers: Pick<AnswerStore, 'bodyPath' | 'readBody' | 'bring'>;
}

/** Where hard links do not go: another device, a file system without them, too many of them, a container's layers. */
const WRITE_INSTEAD: readonly unknown[] = [
  'EXDEV',
  'EPERM',
  'EMLINK',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
];

/**
 * Puts `raw/` into a snapshot: these exchanges, and each body once. Every body is read again and must have its digest; one that is
 * missing is an EvidenceError. `before`: the folder before this one, whose plain bodies this one shares.
 */
export async function writeRawAnswers(
  { exchanges: wanted, answers }: RawAnswers,
  folder: string,
  before: string | undefined,
  signal: AbortSignal,
): Promise<{ readonly files: readonly WrittenFile[]; readonly exchanges: number }> {
  const bodies = new Set<string>();
  let exchanges = 0;
  const index = await writeHashedFile(
    join(folder, 'raw/index.ndjson'),
    (async function* lines() {
      for await (const exchange of wanted) {
        signal.throwIfAborted();
        bodies.add(exchange.sha256);
        if (exchange.requestSha256 !== null) bodies.add(exchange.requestSha256);
        exchanges += 1;
        yield exchangeLine(exchange);
      }
    })(),
  );
  const files: WrittenFile[] = [{ path: 'raw/index.ndjson', ...index }];
  await answers.bring(
    [...bodies].map((sha256): Digest => `sha256:${sha256}`),
    signal,
  );
  for (const sha256 of [...bodies].sort()) {
    signal.throwIfAborted();
    const path = `raw/${sha256}.body`;
    const content = await takeBody(answers, sha256, path, folder, before);
    files.push({ path, ...content });
  }
  return { files, exchanges };
}

/**
 * Every exchange of a scan, and those of earlier scans that carried verdicts rest on. One that is missing is an EvidenceError.
 */
export async function* exchangesOfScan({
  answers,
  result,
  population,
}: SnapshotInput): AsyncGenerator<KeptExchange> {
  const { id, startedAt } = result.scan;
  const missing = new Set<Digest>();
  // The same body may be this scan's answer to one question and an earlier scan's answer to another.
  const carried = new Set<Digest>();
  for (const { findings } of result.claims) {
    for (const { evidence, readAt } of findings)
      for (const digest of evidence) (readAt < startedAt ? carried : missing).add(digest);
  }
  for (const { evidence } of population) for (const digest of evidence) missing.add(digest);
  const own = new Set<string>();
  for await (const exchange of answers.exchanges(id)) {
    const digest: Digest = `sha256:${exchange.sha256}`;
    missing.delete(digest);
    if (carried.has(digest)) own.add(`${digest} ${questionKey(exchange)}`);
    yield exchange;
  }
  const wanted = new Set([...missing, ...carried]);
  const earlier = await answers.lastExchanges(wanted, oldestReading(result));
  for (const digest of wanted) {
    if (earlier.has(digest)) continue;
    throw new EvidenceError(
      'EVIDENCE_EXCHANGE_MISSING',
      `A verdict of scan ${id} rests on ${digest}, but no exchange is kept that brought it. A full scan reads it again.`,
    );
  }
  yield* [...earlier]
    .flatMap(([digest, exchanges]) =>
      exchanges.filter((exchange) => !own.has(`${digest} ${questionKey(exchange)}`)),
    )
    .sort((a, b) => (a.scan === b.scan ? a.seq - b.seq : a.scan < b.scan ? -1 : 1));
}

/** What a verdict rests on was read no earlier than the verdict's facts. */
function oldestReading({ claims }: SnapshotInput['result']): Instant | undefined {
  let oldest: Instant | undefined;
  for (const { findings } of claims) {
    for (const { readAt } of findings) if (oldest === undefined || readAt < oldest) oldest = readAt;
  }
  return oldest;
}

/** A body is plain in a folder of evidence: one that lies packed is linked to the folder before, or unpacked. */
async function takeBody(
  answers: RawAnswers['answers'],
  sha256: string,
  path: string,
  folder: string,
  before: string | undefined,
): Promise<Content> {
  const from = answers.bodyPath(`sha256:${sha256}`);
  const isPlain = from.endsWith('.body');
  const plain = isPlain || before === undefined ? from : join(before, path);
  const to = join(folder, path);
  if (plain.endsWith('.body') && (await isLinked(plain, to))) {
    const content = await hashFile(to);
    if (content.sha256 === sha256) return content;
    // Whatever became of it there: the store has its own.
    await rm(to);
  }
  return await writeHashedFile(to, answers.readBody(`sha256:${sha256}`));
}

async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || WRITE_INSTEAD.includes(code)) return false;
    throw cause;
  }
}

import { join } from 'node:path';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { parseInclusion } from '#merkle-log/proof-text.ts';
import type { AnswerStore } from './answer-store.ts';
import { sha256Of } from './hashed-file.ts';
import type { KeptExchange } from './kept-exchange.ts';
import { type ListedSnapshot, listPeriods, PERIODS, readSnapshotFile } from './list-snapshots.ts';
import { MANIFEST_FILE, type Manifest } from './manifest.ts';
import type { SnapshotSealer } from './seal-snapshot.ts';
import { type WrittenSnapshot, writeSealedFolder } from './sealed-folder.ts';
import type { FileText } from './snapshot-input.ts';
import { PERIOD_README, periodName } from './snapshot-layout.ts';

/** Everything that a period bundle is made of. Same input, same content. */
export interface PeriodInput {
  /** The evidence directory; the bundle goes to `periods/` below it. */
  readonly directory: string;
  readonly period: Manifest['period'];
  readonly tenantId: string | null;
  readonly coverage: Omit<Manifest['coverage'], 'exchanges' | 'answers'>;
  readonly collector: Manifest['collector'];
  /** Every file but README.txt, the answers and those of the seal, by path. */
  readonly content: ReadonlyMap<string, FileText>;
  readonly exchanges: readonly KeptExchange[];
  readonly answers: Pick<AnswerStore, 'bodyPath' | 'readBody' | 'bring'>;
  readonly sealer: SnapshotSealer;
  readonly imageDigest?: string;
}

/** Answers with the exchanges that brought these answers, and with the answers that are no longer kept. */
export async function keptAnswers(
  answers: Pick<AnswerStore, 'lastExchanges' | 'isKept'>,
  digests: ReadonlySet<Digest>,
  notBefore: Instant,
): Promise<{ readonly exchanges: readonly KeptExchange[]; readonly gone: readonly Digest[] }> {
  const isKept = (sha256: string): boolean => answers.isKept(`sha256:${sha256}`);
  const found = await answers.lastExchanges(digests, notBefore);
  const exchanges = [...found.values()]
    .flat()
    .filter(
      ({ sha256, requestSha256 }) =>
        isKept(sha256) && (requestSha256 === null || isKept(requestSha256)),
    )
    .sort((a, b) => (a.scan === b.scan ? a.seq - b.seq : a.scan < b.scan ? -1 : 1));
  const there = new Set(exchanges.map(({ sha256 }) => `sha256:${sha256}`));
  return { exchanges, gone: [...digests].filter((digest) => !there.has(digest)).sort() };
}

/** The bundle of exactly this period; undefined while it was not sealed. */
export async function findPeriod(
  directory: string,
  from: Instant,
  to: Instant,
): Promise<ListedSnapshot | undefined> {
  const name = periodName(from, to);
  return (await listPeriods(directory)).find((period) => period.name === name);
}

/**
 * Seals a period to `<directory>/periods/<name>`, complete or not at all. Throws an EvidenceError when it was sealed before, and what
 * kept it from being sealed: nothing stands for a period that nobody vouches for. A crash between the log's entry and the last file
 * leaves an entry without a bundle; the period can be sealed again then, and the log shows both.
 */
export async function writePeriod(
  input: PeriodInput,
  signal: AbortSignal,
): Promise<WrittenSnapshot> {
  const { period, directory, sealer, imageDigest, tenantId, collector, exchanges } = input;
  const name = periodName(period.from, period.to);
  return await writeSealedFolder(
    {
      within: join(directory, PERIODS),
      name,
      content: new Map([['README.txt', PERIOD_README], ...input.content]),
      raw: {
        exchanges: oneByOne(exchanges),
        answers: input.answers,
      },
      manifest: (counts) => ({
        formatVersion: '1',
        kind: 'period',
        snapshot: name,
        scanId: name,
        tenantId,
        period,
        coverage: { ...input.coverage, ...counts },
        collector,
      }),
      isKeptUnsealed: false,
      sealer,
      ...(imageDigest === undefined ? {} : { imageDigest }),
    },
    signal,
  );
}

/** Where the sealing of a snapshot stands in the log; undefined for one that is not sealed. */
export async function placeInLog(path: string): Promise<number | undefined> {
  const proof = await readSnapshotFile(path, 'log/inclusion.tlog-proof').catch(() => undefined);
  return parseInclusion(proof?.toString('utf8') ?? '')?.index;
}

/** SHA-256 of a snapshot's manifest; undefined where there is none. */
export async function manifestDigest(path: string): Promise<string | undefined> {
  const content = await readSnapshotFile(path, MANIFEST_FILE).catch(() => undefined);
  return content === undefined ? undefined : sha256Of(content);
}

async function* oneByOne<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

import { closeSync, existsSync, fsyncSync } from 'node:fs';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { AnswerKeeper, Exchange } from '#domain/exchange.ts';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { Symptom } from '#domain/symptom.ts';
import { type BodyStore, createBodyStore } from './body-store.ts';
import type { BodyVault } from './body-vault.ts';
import { flushToDisk } from './hashed-file.ts';
import { openIndex, writeLine } from './index-file.ts';
import { type KeptExchange, keptHeaders, readExchanges, withoutInstants } from './kept-exchange.ts';
import { lastExchanges } from './last-exchanges.ts';
import { createMaskHmac } from './mask-key.ts';
import { maskSecrets } from './mask-secrets.ts';
import { secretReason } from './secret-answers.ts';
import { createVaultKeeper } from './vault-keeper.ts';

/**
 * Keeps every answer of a scan: bodies once per digest, and one line per exchange in `<directory>/scans/<scanId>.ndjson`.
 * While a scan runs, nothing is flushed; `endScan` flushes all of it at once and must have answered before a verdict that
 * rests on these answers is recorded.
 */
export interface AnswerStore extends AnswerKeeper {
  /** Opens the index of a scan; throws an EvidenceError when another scan is open or the id was used before. */
  beginScan(scanId: string): void;
  /**
   * Flushes what was kept until now to the disk, while the scan goes on: also what an earlier call has begun to flush, or could not.
   * What comes in meanwhile waits for the next time.
   */
  flush(signal: AbortSignal): Promise<void>;
  /** Flushes bodies, names and index to the disk and closes the scan. */
  endScan(signal: AbortSignal): Promise<void>;
  /** Takes in, behind its own, what another process kept for the same scan in the same bodies; their numbers are those of this index. */
  takeIn(exchanges: Iterable<KeptExchange>): void;
  /** The exchanges of a scan in order; of the open or last one when no id is given. Throws an EvidenceError at a line that is not whole. */
  exchanges(scanId?: string): AsyncIterable<KeptExchange>;
  /**
   * For each digest the newest exchange of every question that it answered, from any scan: one body may answer many questions, as an
   * empty list does. A digest that none brought is absent. `notBefore`: scans that ended before are not looked at.
   */
  lastExchanges(
    digests: ReadonlySet<Digest>,
    notBefore?: Instant,
  ): Promise<ReadonlyMap<Digest, readonly KeptExchange[]>>;
  /** Where the body lies in whichever form, packed (`.zst`) or as it is (`.body`), whether it is there or not. */
  bodyPath(digest: Digest): string;
  /** A body, which has this digest; throws an EvidenceError when it is not there or has another content. */
  readBody(digest: Digest): Buffer;
  /** Whether the body is there, or in the vault. */
  isKept(digest: Digest): boolean;
  /** Fetches from the vault, where there is one, those of these bodies that are not there. */
  bring(digests: Iterable<Digest>, signal: AbortSignal): Promise<void>;
  /** What is wrong with the vault now. */
  symptoms(): readonly Symptom[];
}

interface OpenScan {
  readonly id: string;
  readonly file: number;
  readonly used: Set<string>;
  seq: number;
}

/** What an answer store may be told besides its directory. */
export interface AnswerStoreOptions {
  /** Told of each exchange that was kept. */
  readonly onKept?: (exchange: KeptExchange) => void;
  /** Where bodies lie besides, durable before a flush has ended; absent: nowhere. `now`: for when they were used. */
  readonly shared?: { readonly vault: BodyVault; readonly now: () => Instant };
}

/** Opens (and makes, at the first answer) the store of answers below `directory`. */
export function createAnswerStore(
  directory: string,
  { onKept, shared }: AnswerStoreOptions = {},
): AnswerStore {
  const bodies = createBodyStore(directory);
  const keeper =
    shared === undefined ? undefined : createVaultKeeper(directory, bodies, shared.vault);
  const now = (): Instant => shared?.now() ?? '';
  const hmacOf = createMaskHmac(directory);
  const scans = join(directory, 'scans');
  let open: OpenScan | undefined;
  let last: string | undefined;
  let flushing: Promise<void> = Promise.resolve();
  const indexPath = (scanId: string): string => join(scans, `${scanId}.ndjson`);

  /** One after the other: whoever asks second may rest on what the first one is just flushing. */
  async function flushUsed(scan: OpenScan, signal: AbortSignal): Promise<void> {
    flushing = flushing
      .catch(() => undefined)
      .then(async () => {
        await flushNow(scan, signal);
      });
    await flushing;
  }

  async function flushNow({ used }: OpenScan, signal: AbortSignal): Promise<void> {
    const flushed = [...used];
    used.clear();
    try {
      await bodies.flush(flushed, signal);
      await flushToDisk(scans);
      await keeper?.keep(flushed, now(), signal);
    } catch (error) {
      for (const sha256 of flushed) used.add(sha256);
      throw error;
    }
  }

  return {
    bodyPath: (digest) => bodies.path(hexOf(digest)),
    readBody: (digest) => bodies.read(hexOf(digest)),
    isKept: (digest) =>
      existsSync(bodies.path(hexOf(digest))) || keeper?.isThere(hexOf(digest)) === true,
    bring: async (digests, signal) => await keeper?.bring([...digests].map(hexOf), now(), signal),
    symptoms: () => keeper?.symptoms() ?? [],
    keep(exchange) {
      if (open === undefined) {
        throw new EvidenceError(
          'EVIDENCE_NO_SCAN',
          `An answer to "${exchange.operation}" arrived outside a scan.`,
        );
      }
      const kept = keepIn(open, bodies, hmacOf, exchange);
      onKept?.(kept);
      return `sha256:${kept.sha256}`;
    },
    takeIn(exchanges) {
      if (open === undefined) return;
      for (const exchange of exchanges) {
        open.seq += 1;
        writeLine(open, { ...exchange, scan: open.id, seq: open.seq });
      }
    },
    beginScan(scanId) {
      if (open !== undefined) {
        throw new EvidenceError('EVIDENCE_SCAN_OPEN', `Scan ${open.id} has not ended yet.`);
      }
      // The id becomes a file name.
      if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/u.test(scanId)) {
        throw new EvidenceError(
          'EVIDENCE_SCAN_ID',
          `"${scanId}" cannot name a scan: letters, digits, "-" and "_" only.`,
        );
      }
      open = { id: scanId, file: openIndex(indexPath(scanId)), used: new Set(), seq: 0 };
      last = scanId;
    },
    async flush(signal) {
      if (open === undefined) return;
      fsyncSync(open.file);
      await flushUsed(open, signal);
    },
    async endScan(signal) {
      if (open === undefined) return;
      const ended = open;
      open = undefined;
      fsyncSync(ended.file);
      closeSync(ended.file);
      await flushUsed(ended, signal);
    },
    async *exchanges(scanId = last) {
      if (scanId === undefined) return;
      for await (const exchange of readExchanges(indexPath(scanId))) {
        if (exchange === undefined) {
          throw new EvidenceError(
            'EVIDENCE_INDEX_DAMAGED',
            `A line of ${indexPath(scanId)} is not whole.`,
          );
        }
        yield exchange;
      }
    },
    lastExchanges: async (digests, notBefore) => await lastExchanges(scans, digests, notBefore),
  };
}

function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

function keepIn(
  scan: OpenScan,
  bodies: BodyStore,
  hmacOf: (text: string) => string,
  exchange: Exchange,
): KeptExchange {
  const secret = secretReason(exchange);
  if (secret !== undefined) {
    throw new EvidenceError(
      'EVIDENCE_SECRET_ANSWER',
      `The answer to "${exchange.operation}" was not kept: ${secret}. The monitor must not ask for secrets.`,
    );
  }
  const asked = withoutInstants(
    `${exchange.method} ${exchange.url}\n${exchange.requestBody ?? ''}`,
  );
  const put = (body: Uint8Array, question: string): string => {
    const { sha256, base } = bodies.put(Buffer.from(body), exchange.startedAt, question);
    // Old bodies too: a crash may have come before they were flushed, and flushing what is on the disk costs next to nothing.
    scan.used.add(sha256);
    if (base !== undefined) scan.used.add(base);
    return sha256;
  };
  const clean = maskSecrets(exchange.body);
  const body =
    clean === undefined && exchange.bodyBytes !== undefined
      ? exchange.bodyBytes
      : Buffer.from(clean?.body ?? exchange.body, 'utf8');
  const sha256 = put(body, asked);
  scan.seq += 1;
  const kept: KeptExchange = {
    scan: scan.id,
    seq: scan.seq,
    operation: exchange.operation,
    method: exchange.method,
    url: exchange.url,
    requestSha256:
      exchange.requestBody === null
        ? null
        : put(Buffer.from(exchange.requestBody, 'utf8'), `the question of ${asked}`),
    apiVersion: exchange.apiVersion,
    status: exchange.status,
    headers: keptHeaders(exchange.headers),
    startedAt: exchange.startedAt,
    durationMs: exchange.durationMs,
    attempt: exchange.attempt,
    bytes: body.length,
    sha256,
    unaltered: clean === undefined,
    ...(clean === undefined ? {} : { masked: clean.masked, originalHmac: hmacOf(exchange.body) }),
    ...(exchange.fault === undefined ? {} : { fault: exchange.fault }),
  };
  writeLine(scan, kept);
  return kept;
}

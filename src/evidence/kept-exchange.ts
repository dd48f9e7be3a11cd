import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';
import type { ExchangeFault } from '#domain/exchange.ts';
import type { Instant } from '#domain/instant.ts';

/** One line of the index: an exchange with its bodies named by digest. */
export interface KeptExchange {
  /** The scan that asked. */
  readonly scan: string;
  /** From 1, in the order in which the answers were kept. */
  readonly seq: number;
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** The request body, kept like an answer; null where there was none. */
  readonly requestSha256: string | null;
  readonly apiVersion: string | null;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly startedAt: Instant;
  readonly durationMs: number;
  readonly attempt: number;
  readonly bytes: number;
  /** 64 lower-case hex digits; the body is `<sha256>.body`. */
  readonly sha256: string;
  /** False where a secret had to be masked: the body is then not what Azure sent. */
  readonly unaltered: boolean;
  /** JSON Pointers of what was masked; an empty one: in text that is no JSON. Absent where nothing was. */
  readonly masked?: readonly string[];
  /** HMAC-SHA256 (64 hex digits) of the body as Azure sent it, under the store's own key; only where something was masked. */
  readonly originalHmac?: string;
  /** Set where status is 0: the question came to no answer. */
  readonly fault?: ExchangeFault;
}

/** Response headers that may be kept; everything else could carry what nobody asked for. */
const KEPT_HEADER =
  /^(?:date|retry-after|x-ms-(?:request-id|correlation-request-id|ratelimit-.*|user-quota-.*))$/u;
const HEX_DIGEST = /^[0-9a-f]{64}$/u;

/** What makes two exchanges the same question: method, address, request body. */
export function questionKey({
  method,
  url,
  requestSha256,
}: Pick<KeptExchange, 'method' | 'url' | 'requestSha256'>): string {
  return `${method} ${url} ${requestSha256 ?? ''}`;
}

/** As addresses and queries write it. */
const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}(?::|%3A)\d{2}(?::|%3A)\d{2}(?:\.\d+)?Z?/giu;

/** An address or a query without the instants in it: what asks "since when" is the same question at another time. */
export function withoutInstants(text: string): string {
  return text.replaceAll(INSTANT, '');
}

/** Those of an answer's headers that are kept, in small letters. */
export function keptHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lower = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const kept = lower.filter(([name]) => KEPT_HEADER.test(name));
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The line of the index, LF included; the members always in the same order. */
export function exchangeLine(exchange: KeptExchange): string {
  return `${JSON.stringify(exchange)}\n`;
}

/** The exchange of a line; undefined for what is no whole line of an index. */
export function parseExchangeLine(line: string): KeptExchange | undefined {
  const value = parsed(line);
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Partial<Record<keyof KeptExchange, unknown>>;
  const isWhole =
    typeof members.scan === 'string' &&
    Number.isInteger(members.seq) &&
    typeof members.operation === 'string' &&
    typeof members.method === 'string' &&
    typeof members.url === 'string' &&
    isDigestOrNull(members.requestSha256) &&
    Number.isInteger(members.status) &&
    typeof members.headers === 'object' &&
    members.headers !== null &&
    typeof members.startedAt === 'string' &&
    typeof members.durationMs === 'number' &&
    Number.isInteger(members.attempt) &&
    Number.isInteger(members.bytes) &&
    typeof members.sha256 === 'string' &&
    HEX_DIGEST.test(members.sha256) &&
    typeof members.unaltered === 'boolean';
  // Each member that is read anywhere was checked above.
  return isWhole ? (members as KeptExchange) : undefined;
}

/** Where the index lies that was kept at `path` (`<scan>.ndjson`), once it is packed. */
export function packedIndex(path: string): string {
  return `${path}.zst`;
}

/** Reads an index line by line, packed or not; undefined stands for a line that is not whole. Errors are those of the file system and of zlib. */
export async function* readExchanges(path: string): AsyncGenerator<KeptExchange | undefined> {
  const from = path.endsWith('.ndjson') && !existsSync(path) ? packedIndex(path) : path;
  const content = createReadStream(from);
  const unpacked = createZstdDecompress();
  // What goes wrong with either is told by the last one, which is read.
  const input = from.endsWith('.zst') ? pipeline(content, unpacked, () => undefined) : content;
  for await (const line of createInterface({ input, crlfDelay: 0 })) {
    yield parseExchangeLine(line);
  }
}

function isDigestOrNull(value: unknown): boolean {
  return value === null || (typeof value === 'string' && HEX_DIGEST.test(value));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Half a line, as a crash leaves it: the caller decides what that means.
    return undefined;
  }
}

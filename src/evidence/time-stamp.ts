import { randomBytes } from 'node:crypto';
import { Agent, type Dispatcher, request } from 'undici';
import { EvidenceError } from '#domain/errors.ts';
import { throughProxies, throughWords } from '#network/dispatcher.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';
import type { TimeStamper } from './anchors.ts';
import { timeStampFault, timeStampRequest } from './time-stamp-messages.ts';

const TIMEOUT_MS = 15_000;
/** An answer with a chain of certificates has a few thousand bytes. */
const MAX_BYTES = 200_000;

/** Asks a time stamp authority over HTTP (RFC 3161 section 3.4). What it answers is checked before it counts; failures are EvidenceErrors. */
export function createTimeStamper(url: string, proxies: ProxyRules = NO_PROXIES): TimeStamper {
  const dispatcher = throughProxies(new Agent(), proxies, { connectMs: TIMEOUT_MS });
  return {
    url,
    async stamp(data, signal) {
      // A first bit of zero, so that the number is as long as it looks.
      const nonce = randomBytes(8);
      nonce[0] = (nonce[0] ?? 0) & 0x7f;
      const answer = await post(
        url,
        timeStampRequest(data, nonce),
        { dispatcher, proxies },
        signal,
      );
      const fault = timeStampFault(answer, data, nonce);
      if (fault === undefined) return answer;
      throw new EvidenceError('EVIDENCE_TIME_STAMP', `The answer of ${url} ${fault}.`);
    },
  };
}

async function post(
  url: string,
  body: Buffer,
  { dispatcher, proxies }: { readonly dispatcher: Dispatcher; readonly proxies: ProxyRules },
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    const response = await request(url, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of response.body) {
      const chunk = Buffer.from(piece as Uint8Array);
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw new RangeError(`more than ${MAX_BYTES} bytes`);
      pieces.push(chunk);
    }
    if (response.statusCode === 200) return Buffer.concat(pieces);
    throw new RangeError(`status ${response.statusCode}`);
  } catch (cause) {
    signal.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new EvidenceError(
      'EVIDENCE_TIME_STAMP',
      `${url} gave no time stamp${throughWords(proxies, url)}: ${why}.`,
      { cause },
    );
  }
}

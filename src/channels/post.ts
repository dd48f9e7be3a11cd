import { Agent, type Dispatcher, request } from 'undici';
import type { Delivery } from '#alerting/channel.ts';
import { classifyStatus, retryAfterMs } from './classify-status.ts';

const CONNECT_MS = 5_000;
const TOTAL_MS = 15_000;
const MOST_BYTES = 64 * 1024;

/** Posts to one address. Never follows a redirect, never takes a proxy from the environment, waits 15 s at most. */
export type Post = (
  headers: Readonly<Record<string, string>>,
  body: string,
  nowMs: number,
  signal: AbortSignal,
) => Promise<Delivery>;

/** The address is a secret: it is in no answer of what this returns, and in no error. */
export function createPost(address: string): Post {
  // One connection: a destination is told one thing after the other.
  const dispatcher = new Agent({ connections: 1, connect: { timeout: CONNECT_MS } });
  return async (headers, body, nowMs, signal) => {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MS)]);
    try {
      const answer = await request(address, {
        dispatcher,
        method: 'POST',
        headers,
        body,
        signal: bounded,
      });
      await readAway(answer.body);
      return deliveryOf(answer.statusCode, answer.headers, nowMs);
    } catch (error) {
      return { outcome: 'failed', reason: reasonOf(error, signal), retryable: true };
    }
  };
}

/** The status has decided already; the body is read so that the connection can be used again, and no more than fits. */
async function readAway(body: Dispatcher.ResponseData['body']): Promise<void> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += Buffer.byteLength(chunk);
      if (bytes > MOST_BYTES) break;
    }
  } catch {
    // A body that breaks off changes nothing about the status that came before it.
  }
}

function deliveryOf(
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  nowMs: number,
): Delivery {
  const delivery = classifyStatus(status);
  if (delivery.outcome === 'delivered') {
    const responseId = one(headers['x-request-id']) ?? one(headers['request-id']);
    return responseId === undefined ? delivery : { outcome: 'delivered', responseId };
  }
  const wait = delivery.retryable ? retryAfterMs(one(headers['retry-after']), nowMs) : undefined;
  return wait === undefined ? delivery : { ...delivery, retryAfterMs: wait };
}

/** What a receiver calls its answer, where it is a plain word. */
function one(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text !== undefined && /^[\x20-\x7e]{1,200}$/u.test(text) ? text : undefined;
}

/** The code alone: messages name addresses. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'stopped';
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/u.test(code) ? code : 'no connection';
}

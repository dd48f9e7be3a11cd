import { createSecureContext } from 'node:tls';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import type { Delivery } from '#alerting/channel.ts';
import { throughProxies, throughWords } from '#network/dispatcher.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';
import type { Accepted } from './answer.ts';
import { classifyStatus, retryAfterMs } from './classify-status.ts';
import {
  ADDRESS_NOT_ALLOWED,
  addressNotAllowed,
  type EgressRules,
  guardedLookup,
  isAllowedAddress,
  isLiteralLoopback,
  type Resolve,
  resolveBySystem,
} from './egress.ts';
import { trustedCertificates } from './trusted-certificates.ts';

const CONNECT_MS = 5_000;
const TOTAL_MS = 15_000;
const MOST_BYTES = 64 * 1024;

/** How a destination is reached. */
export interface PostSettings extends EgressRules {
  /** PEM file of certificates that are trusted in addition; null: those of Node alone. */
  readonly caFile: string | null;
  /** Answers names; absent: the machine's resolver. */
  readonly resolve?: Resolve;
  /** Absent: everything is asked directly. */
  readonly proxies?: ProxyRules;
}

/** One message. Address and headers may hold secrets. */
export interface PostRequest {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly nowMs: number;
  /**
   * What an answer with a 2xx status means, for receivers that say more in its body; absent: delivered. `body` is what was read of
   * it, at most 64 KiB, and goes nowhere else.
   */
  readonly judge?: (accepted: Accepted, body: string) => Delivery;
}

/**
 * Posts a message. Never follows a redirect, takes a proxy that is configured and none by itself, connects within 5 s and to allowed addresses alone,
 * waits 15 s at most. Behind a proxy names are the proxy's to resolve: there, an address that is no name is all that can be refused. Neither address nor headers nor the receiver's words are in what it returns; it throws for a bug only.
 */
export type Post = (message: PostRequest, signal: AbortSignal) => Promise<Delivery>;

/** Throws a ConfigurationError when `caFile` cannot be read. */
export function createPost(settings: PostSettings): Post {
  const open = connections(settings);
  return async (message, signal) => {
    const { address, headers, body } = message;
    const dispatcher = isLiteralLoopback(address) ? open.loopback : open.guarded;
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(TOTAL_MS)]);
    try {
      const answer = await request(address, {
        dispatcher,
        method: 'POST',
        headers,
        body,
        signal: bounded,
      });
      // The status has decided already, whatever becomes of the body.
      const text = await readText(answer.body);
      const delivery = deliveryOf(answer.statusCode, answer.headers, message);
      if (delivery.outcome === 'failed' || message.judge === undefined) return delivery;
      return message.judge(delivery, text);
    } catch (error) {
      const through = throughWords(settings.proxies ?? NO_PROXIES, address);
      return { outcome: 'failed', reason: `${reasonOf(error, signal)}${through}`, retryable: true };
    }
  };
}

/** A connection per message: alerts are rare, and an old connection may be dead or lead to where the name points no more. */
function connections(settings: PostSettings): { loopback: Dispatcher; guarded: Dispatcher } {
  const ca = trustedCertificates(settings.caFile);
  // As a context, made once: a list would be read anew for each connection.
  const trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca }) };
  const tls = { timeout: CONNECT_MS, allowH2: false, ...trust };
  const guarded = buildConnector({
    ...tls,
    lookup: guardedLookup(settings, settings.resolve ?? resolveBySystem),
  });
  const options = { pipelining: 0, connections: 1 };
  // A host that is an address is connected to without asking the lookup.
  const isRefused = (hostname: string): boolean => {
    const literal = hostname.replace(/^\[|\]$/gu, '');
    return isLiteralAddress(literal) && !isAllowedAddress(literal, settings);
  };
  const direct = new Agent({
    ...options,
    connect(target, callback) {
      if (isRefused(target.hostname)) callback(addressNotAllowed(), null);
      else guarded(target, callback);
    },
  });
  const proxies = settings.proxies ?? NO_PROXIES;
  const outward = (agent: Agent): Dispatcher =>
    throughProxies(agent, proxies, { connectMs: CONNECT_MS, ...trust });
  return {
    loopback: outward(new Agent({ ...options, connect: tls })),
    guarded: outward(direct).compose((dispatch) => (sent, handler) => {
      if (isRefused(new URL(String(sent.origin)).hostname)) throw addressNotAllowed();
      return dispatch(sent, handler);
    }),
  };
}

function isLiteralAddress(host: string): boolean {
  return /^[\d.]+$/u.test(host) || host.includes(':');
}

async function readText(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      const read = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
      bytes += read.length;
      chunks.push(read);
      if (bytes > MOST_BYTES) break;
    }
  } catch {
    // A body that breaks off changes nothing about the status that came before it.
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString('utf8');
}

function deliveryOf(
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  { address, headers: sent, body, nowMs }: PostRequest,
): Delivery {
  const delivery = classifyStatus(status);
  if (delivery.outcome !== 'failed') {
    const responseId = responseIdOf(headers['x-request-id']) ?? responseIdOf(headers['request-id']);
    // What the receiver only says back to us may be a key.
    const said = [address, body, ...Object.values(sent)];
    const isEcho = responseId !== undefined && said.some((text) => text.includes(responseId));
    return responseId === undefined || isEcho ? delivery : { ...delivery, responseId };
  }
  const wait = delivery.retryable ? retryAfterMs(one(headers['retry-after']), nowMs) : undefined;
  return wait === undefined ? delivery : { ...delivery, retryAfterMs: wait };
}

/** What a receiver calls its answer, where it is a plain word; undefined otherwise. */
export function responseIdOf(value: unknown): string | undefined {
  const text = one(value);
  return text !== undefined && /^[\w.:/+=-]{1,200}$/u.test(text) ? text : undefined;
}

function one(header: unknown): string | undefined {
  const text: unknown = Array.isArray(header) ? header[0] : header;
  return typeof text === 'string' ? text : undefined;
}

/** The code alone: messages name addresses. */
function reasonOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'stopped';
  if (!(error instanceof Error)) return 'no connection';
  if (error.name === 'TimeoutError') return 'timeout';
  const code = 'code' in error ? error.code : undefined;
  if (code === ADDRESS_NOT_ALLOWED) return 'address not allowed';
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'timeout';
  return typeof code === 'string' && /^[A-Z0-9_]{1,60}$/u.test(code) ? code : 'no connection';
}

import { isUtf8 } from 'node:buffer';
import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import type { Agents } from '#network/agents.ts';
import { connectionWords } from '#network/connection-words.ts';
import { proxyWords } from '#network/proxy.ts';
import { AzureFault, TruncatedAnswer } from './azure-fault.ts';

interface Received {
  readonly response: IncomingMessage;
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** An answer with its bytes where its text could not give them back. */
export type UnalteredResponse = PipelineResponse & { readonly bodyBytes?: Uint8Array };

export interface TransportOptions {
  readonly agents: Agents;
  /** For one attempt, the whole body included. */
  readonly requestTimeoutMs: number;
  /** Until there is a connection, TLS included. */
  readonly connectTimeoutMs: number;
}

/**
 * Sends the SDK's requests over kept connections. Own, because the SDK's client stops counting time when the headers are there, waits
 * for ever when a compressed body breaks off, and takes its proxies from the environment by itself. Plain http only where the request
 * allows it: the identity endpoint of a machine. Throws AzureFaults (`Timeout`, `NetworkError`, TruncatedAnswer) or the signal's reason.
 */
export function createTransport(options: TransportOptions): HttpClient {
  return {
    async sendRequest(request) {
      if (!request.headers.has('accept-encoding'))
        request.headers.set('accept-encoding', 'gzip,deflate');
      const received = await exchange(request, options);
      return await toPipelineResponse(request, received);
    },
  };
}

function exchange(request: PipelineRequest, options: TransportOptions): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const signal = request.abortSignal;
  if (signal?.aborted === true) return Promise.reject(abortedError());
  const { agents, requestTimeoutMs, connectTimeoutMs } = options;
  const url = new URL(request.url);
  if (url.protocol !== 'https:' && !request.allowInsecureConnection)
    return Promise.reject(new Error(`Refused to send a request to ${url.origin} in plain text`));
  const proxy = agents.proxyFor(url);
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const agent = agents.agentFor(url);
  const sent = start(url, {
    agent,
    method: request.method,
    headers: request.headers.toJSON({ preserveCase: true }),
  });
  const giveUp = (error: Error): void => {
    reject(error);
    sent.destroy();
  };
  const onAbort = (): void => giveUp(abortedError());
  const timedOut = (words: string): void =>
    giveUp(new AzureFault('Timeout', words, { isTransient: true }));
  const through = proxy === null ? '' : ` through ${proxyWords(proxy)}`;
  // The identity library gives its own, shorter time to the question whether there is a metadata service.
  const totalMs = Math.min(requestTimeoutMs, request.timeout > 0 ? request.timeout : Infinity);
  const timer = setTimeout(() => {
    timedOut(`no answer within ${totalMs / 1000} s from ${url.host}${through}`);
  }, totalMs);
  const isQueued =
    Object.values(agent.sockets).reduce((sum, some) => sum + (some?.length ?? 0), 0) >=
    agent.maxSockets;
  const connecting = setTimeout(() => {
    // Who waits for a connection to become free is not at its beginning yet.
    if (isQueued) return;
    timedOut(
      `${url.host}${through} did not accept a connection within ${connectTimeoutMs / 1000} s: a firewall drops it, or a proxy is needed (azure.proxy, HTTPS_PROXY)`,
    );
  }, connectTimeoutMs);
  whenConnected(sent, () => clearTimeout(connecting));
  signal?.addEventListener('abort', onAbort);
  sent.on('error', (cause: NodeJS.ErrnoException) => {
    const code = cause.code ?? 'unknown network error';
    const words = connectionWords(code, { host: url.host, proxy, caSetting: 'azure.cloud.caFile' });
    // A certificate does not become valid by asking again.
    const isTransient = !/CERT|SIGNATURE|TLS|SSL|EPROTO/u.test(code);
    reject(new AzureFault('NetworkError', words, { cause, isTransient }));
  });
  sent.on('response', (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A reset in the middle of the body: 'close' follows and finds the message incomplete.
    response.on('error', () => undefined);
    response.on('close', () => {
      resolve({ response, bytes: Buffer.concat(chunks), isWhole: response.complete });
    });
  });
  sent.end(typeof request.body === 'string' ? request.body : undefined);
  return promise.finally(() => {
    clearTimeout(timer);
    clearTimeout(connecting);
    signal?.removeEventListener('abort', onAbort);
  });
}

async function toPipelineResponse(
  request: PipelineRequest,
  received: Received,
): Promise<UnalteredResponse> {
  const { response, bytes, isWhole } = received;
  const status = response.statusCode ?? 0;
  const headers = flatten(response.headers);
  if (!isWhole) {
    throw new TruncatedAnswer({ status, headers, partialBytes: bytes });
  }
  let body: Buffer;
  try {
    body = await decompress(bytes, headers['content-encoding']);
  } catch (cause) {
    throw new TruncatedAnswer({ status, headers, partialBytes: Buffer.alloc(0) }, { cause });
  }
  return {
    request,
    status,
    headers: createHttpHeaders(headers),
    bodyAsText: body.toString('utf8'),
    // The SDK reads text alone, but the evidence is of bytes.
    ...(isUtf8(body) ? {} : { bodyBytes: body }),
  };
}

async function decompress(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (bytes.length === 0) return bytes;
  if (encoding === 'gzip') return await promisify(gunzip)(bytes);
  if (encoding === 'deflate') return await promisify(inflate)(bytes);
  return bytes;
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = Array.isArray(value) ? value.join(', ') : value;
    if (text !== undefined) flat[name] = text;
  }
  return flat;
}

/** Calls back as soon as the request has a connection that its answer can come over; at once for one that was kept. */
function whenConnected(sent: ClientRequest, done: () => void): void {
  sent.once('socket', (socket) => {
    // Before the end of the handshake a socket does not know its protocol; through a tunnel it is connected by then.
    const isShaken = !(socket instanceof TLSSocket) || /TLS|SSL/u.test(socket.getProtocol() ?? '');
    if (!socket.connecting && isShaken) done();
    else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', done);
  });
  sent.once('response', done);
}

function abortedError(): Error {
  return new DOMException('The question was withdrawn', 'AbortError');
}

import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { type Agent, request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { AzureFault, TruncatedAnswer } from './azure-fault.ts';

interface Received {
  readonly response: IncomingMessage;
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** An answer with its bytes where its text could not give them back. */
export type UnalteredResponse = PipelineResponse & { readonly bodyBytes?: Uint8Array };

/**
 * Sends the SDK's requests over one agent. Own, because the SDK's client stops counting time when the headers are there and waits
 * for ever when a compressed body breaks off. Throws AzureFaults (`Timeout`, `NetworkError`, TruncatedAnswer) or the signal's reason.
 */
export function createTransport(options: {
  readonly agent: Agent;
  /** For one attempt, the whole body included. */
  readonly requestTimeoutMs: number;
}): HttpClient {
  return {
    async sendRequest(request) {
      if (!request.headers.has('accept-encoding'))
        request.headers.set('accept-encoding', 'gzip,deflate');
      const received = await exchange(request, options);
      return await toPipelineResponse(request, received);
    },
  };
}

function exchange(
  request: PipelineRequest,
  options: { readonly agent: Agent; readonly requestTimeoutMs: number },
): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const signal = request.abortSignal;
  if (signal?.aborted === true) return Promise.reject(abortedError());
  const sent = httpsRequest(new URL(request.url), {
    agent: options.agent,
    method: request.method,
    headers: request.headers.toJSON({ preserveCase: true }),
  });
  const giveUp = (error: Error): void => {
    reject(error);
    sent.destroy();
  };
  const onAbort = (): void => giveUp(abortedError());
  const timer = setTimeout(() => {
    const seconds = options.requestTimeoutMs / 1000;
    giveUp(new AzureFault('Timeout', `no answer within ${seconds} s`, { isTransient: true }));
  }, options.requestTimeoutMs);
  signal?.addEventListener('abort', onAbort);
  sent.on('error', (cause: NodeJS.ErrnoException) => reject(networkFault(cause)));
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

function networkFault(cause: NodeJS.ErrnoException): AzureFault {
  const code = cause.code ?? 'unknown network error';
  // A certificate does not become valid by asking again.
  const isTransient = !/CERT|SIGNATURE|TLS|SSL/u.test(code);
  return new AzureFault('NetworkError', `the connection failed (${code})`, { cause, isTransient });
}

function abortedError(): Error {
  return new DOMException('The question was withdrawn', 'AbortError');
}

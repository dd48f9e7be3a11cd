import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { normalisePath } from '../arm/arm-path.ts';
import type { Answer } from '../arm/call.ts';
import { answerSignIn } from '../entra/sign-in.ts';
import type { Admin } from './admin.ts';
import { type ArmService, answerArmRequest, errorAnswer } from './answer-request.ts';
import type { Effect, Struck } from './misbehaviour.ts';
import { parseJson, readBody, readQuery } from './read-request.ts';
import { spoilBody } from './spoil-body.ts';

/** What the listener serves. */
export interface ServedAzure extends ArmService {
  readonly admin: Admin;
  /** Called with the request under way, so that a denial can be of some requests only. */
  withRequest<Result>(request: Struck, act: () => Result): Result;
}

/** Longer than clients keep a connection: closing one that is about to be used again looks like a fault. */
const KEEP_ALIVE_MS = 60_000;

/** The https listener in front of Azure Resource Manager, Resource Graph, the sign-in service and the controls. */
export function createAzureServer(
  keys: { readonly key: string; readonly cert: string },
  azure: ServedAzure,
): Server {
  const server = createServer(keys, (request, response) => {
    serve(request, response, azure).catch((error: unknown) => {
      if (!response.headersSent) send(response, errorAnswer(error), []);
      else response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  azure: ServedAzure,
): Promise<void> {
  const method = request.method ?? 'GET';
  const baseUrl = `https://${request.headers.host ?? '127.0.0.1'}`;
  const url = new URL(`${baseUrl}${normaliseUrl(request.url ?? '/')}`);
  const path = normalisePath(url.pathname);
  const text = await readBody(request);
  if (path.startsWith('/__simulator/')) {
    send(response, azure.admin.answer(method, path, parseJson(text)), []);
    return;
  }
  const struck = describe(method, url, azure);
  const effects = azure.admin.misbehaviour.strike(struck);
  const fate = await undergo(effects, request, response);
  if (fate === 'gone') {
    azure.admin.log({ method, path: request.url ?? '/', status: 0 });
    return;
  }
  const query = readQuery(url);
  const form = new URLSearchParams(text);
  const answer =
    fate ??
    answerSignIn({ method, path, query, form, baseUrl }, azure.tokens) ??
    azure.withRequest(struck, () =>
      answerArmRequest(
        {
          method,
          path: decodeURI(path),
          query,
          headers: request.headers,
          body: parseJson(text),
          baseUrl,
        },
        azure,
      ),
    );
  const spoiled = answer.status === 200 ? spoil(answer, effects, url) : answer;
  azure.admin.log({ method, path: request.url ?? '/', status: spoiled.status });
  send(response, spoiled, effects);
}

/** A doubled slash at the start would read as a host name. */
function normaliseUrl(url: string): string {
  return url.replace(/^\/{2,}/, '/');
}

function describe(method: string, url: URL, azure: ServedAzure): Struck {
  const path = normalisePath(url.pathname);
  const id = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+/i.exec(
    path,
  )?.[0];
  const resource = id === undefined ? undefined : azure.simulation.store.get(decodeURI(id));
  return {
    method,
    url: path + decodeURIComponent(url.search.replaceAll(/%(?![0-9a-f]{2})/gi, '%25')),
    subscription: /^\/subscriptions\/([^/]+)/i.exec(path)?.[1],
    location: resource?.location ?? /\/locations\/([^/]+)/i.exec(path)?.[1],
  };
}

/** Waits, hangs, resets or answers instead of Azure. `gone`: nobody will get an answer. */
async function undergo(
  effects: readonly Effect[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answer | 'gone' | undefined> {
  for (const effect of effects) {
    if ('latencyMs' in effect) await sleep(effect.latencyMs, undefined, { ref: false });
    if ('hang' in effect) return 'gone';
    if ('resetConnection' in effect) {
      request.socket.destroy();
      return 'gone';
    }
  }
  const failure = effects.find((effect) => 'status' in effect);
  return failure === undefined || response.destroyed ? undefined : failureOf(failure);
}

function failureOf(effect: Extract<Effect, { status: number }>): Answer {
  const { status, code, retryAfter, html } = effect;
  const headers: Record<string, string> =
    typeof retryAfter === 'number' ? { 'retry-after': String(retryAfter) } : {};
  if (html === true) {
    const page = `<html><head><title>${status}</title></head><body><h1>Service unavailable</h1></body></html>`;
    return { status, body: page, headers: { ...headers, 'content-type': 'text/html' } };
  }
  const name = code ?? (status === 429 ? 'TooManyRequests' : 'InternalServerError');
  const message = 'The simulated Azure was told to answer so.';
  return { status, body: { error: { code: name, message } }, headers };
}

function spoil(answer: Answer, effects: readonly Effect[], url: URL): Answer {
  let body = answer.body;
  for (const effect of effects) {
    body = spoilBody(body, effect, () => {
      const next = new URL(url);
      const page = Number(/endless-(\d+)/.exec(next.href)?.[1] ?? 0) + 1;
      next.searchParams.set('simulator', `endless-${page}`);
      return next.href;
    });
  }
  return { ...answer, body };
}

function send(response: ServerResponse, answer: Answer, effects: readonly Effect[]): void {
  const { body, status, headers } = answer;
  let text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  for (const effect of effects) {
    if (!('replaceText' in effect)) continue;
    text = text.replaceAll(new RegExp(effect.replaceText.find, 'gi'), effect.replaceText.with);
  }
  const type = text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers, 'content-length': Buffer.byteLength(text) });
  if (!effects.some((effect) => 'truncateBody' in effect)) {
    response.end(text);
    return;
  }
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}

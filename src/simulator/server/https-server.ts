import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorAnswer } from './answer-request.ts';
import type { Effect } from './misbehaviour.ts';
import { readBody } from './read-request.ts';
import { type Served, type ServedAzure, servedOf, serveRequest } from './serve-request.ts';

/** Longer than clients keep a connection: closing one that is about to be used again looks like a fault. */
const KEEP_ALIVE_MS = 60_000;

/** The https listener in front of Azure Resource Manager, Resource Graph, the sign-in service and the controls. */
export function createAzureServer(
  keys: { readonly key: string; readonly cert: string },
  azure: ServedAzure,
): Server {
  const server = createServer(keys, (request, response) => {
    serve(request, response, azure).catch((error: unknown) => {
      if (!response.headersSent) send(response, servedOf(errorAnswer(error), []));
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
  const served = await serveRequest(
    {
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      host: request.headers.host ?? '127.0.0.1',
      headers: request.headers,
      text: await readBody(request),
    },
    azure,
    async (effects) => await undergo(effects, request),
  );
  if (served !== undefined) send(response, served);
}

/** Waits, hangs or resets, as the rules say. True: nobody will get an answer. */
async function undergo(effects: readonly Effect[], request: IncomingMessage): Promise<boolean> {
  for (const effect of effects) {
    if ('latencyMs' in effect) await sleep(effect.latencyMs, undefined, { ref: false });
    if ('hang' in effect) return true;
    if ('resetConnection' in effect) {
      request.socket.destroy();
      return true;
    }
  }
  return false;
}

function send(response: ServerResponse, { status, headers, text, isCutShort }: Served): void {
  response.writeHead(status, headers);
  if (!isCutShort) {
    response.end(text);
    return;
  }
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}

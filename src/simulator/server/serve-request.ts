import { normalisePath } from '../arm/arm-path.ts';
import type { Answer, Call } from '../arm/call.ts';
import { answerSignIn } from '../entra/sign-in.ts';
import type { Admin } from './admin.ts';
import { type ArmService, answerArmRequest } from './answer-request.ts';
import type { Effect, Struck } from './misbehaviour.ts';
import { parseJson, readQuery } from './read-request.ts';
import { spoilBody } from './spoil-body.ts';

/** What requests are answered from. */
export interface ServedAzure extends ArmService {
  readonly admin: Admin;
  /** Called with the request under way, so that a denial can be of some requests only. */
  withRequest<Result>(request: Struck, act: () => Result): Result;
}

/** A request as it came, whichever way. */
export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: string;
  /** By their names in lower case. */
  readonly headers: Call['headers'];
  readonly text: string;
}

/** An answer as it goes. */
export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** Half of it is sent, then the connection ends. */
  readonly isCutShort: boolean;
}

/**
 * Answers a request. `undergo` suffers what the rules do to the connection that it came over; true: nobody will get an answer, which is
 * then undefined. Throws for a fault of the simulator itself.
 */
export async function serveRequest(
  asked: Asked,
  azure: ServedAzure,
  undergo: (effects: readonly Effect[]) => Promise<boolean>,
): Promise<Served | undefined> {
  const { method, headers, text } = asked;
  const { url, path, baseUrl } = placeOf(asked);
  if (path.startsWith('/__simulator/'))
    return servedOf(azure.admin.answer(method, path, parseJson(text)), []);
  const struck = describe(method, url, azure);
  const effects = azure.admin.misbehaviour.strike(struck);
  if (await undergo(effects)) {
    azure.admin.log({ method, path: asked.target, status: 0 });
    return undefined;
  }
  const query = readQuery(url);
  const form = new URLSearchParams(text);
  const answer =
    failureIn(effects) ??
    answerSignIn({ method, path, query, form, baseUrl }, azure.tokens) ??
    azure.withRequest(struck, () =>
      answerArmRequest(
        { method, path: decodeURI(path), query, headers, body: parseJson(text), baseUrl },
        azure,
      ),
    );
  const spoiled = answer.status === 200 ? spoil(answer, effects, url) : answer;
  azure.admin.log({ method, path: asked.target, status: spoiled.status });
  return servedOf(spoiled, effects);
}

/** Whether a rule may do something to the connection that this request comes over. Counts nothing. */
export function strikesConnection(asked: Asked, azure: ServedAzure): boolean {
  return azure.admin.misbehaviour.strikesConnection(() =>
    describe(asked.method, placeOf(asked).url, azure),
  );
}

/** The answer as text, with the headers that say what it is. */
export function servedOf(answer: Answer, effects: readonly Effect[]): Served {
  const { body, status } = answer;
  let text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  for (const effect of effects) {
    if (!('replaceText' in effect)) continue;
    text = text.replaceAll(new RegExp(effect.replaceText.find, 'gi'), effect.replaceText.with);
  }
  const type = text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const length = { 'content-length': String(Buffer.byteLength(text)) };
  return {
    status,
    headers: { ...type, ...answer.headers, ...length },
    text,
    isCutShort: effects.some((effect) => 'truncateBody' in effect),
  };
}

function placeOf({ host, target }: Asked): { url: URL; path: string; baseUrl: string } {
  const baseUrl = `https://${host}`;
  // A doubled slash at the start would read as a host name.
  const url = new URL(`${baseUrl}${target.replace(/^\/{2,}/, '/')}`);
  return { url, path: normalisePath(url.pathname), baseUrl };
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

/** What is answered instead of Azure; undefined: nothing. */
function failureIn(effects: readonly Effect[]): Answer | undefined {
  const effect = effects.find((one) => 'status' in one);
  if (effect === undefined) return undefined;
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

import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';
import type { Clock } from '#domain/clock.ts';
import { AzureFault } from './azure-fault.ts';
import { type Conversation, currentConversation } from './question-context.ts';
import { withdrawnFault } from './withdrawn-fault.ts';

/** How much is asked for one answer before it counts as not given. */
export interface QuestionBounds {
  /** Page chains longer than this are taken for endless. */
  readonly maxPages: number;
  /** For a whole list. */
  readonly listMs: number;
  /** For one request with all its attempts and the waits between them. */
  readonly requestMs: number;
}

/**
 * Pages hold 25 rows (keys of a vault) to 1000, so this is far more than any list that a scan asks for; at Azure's own pace an endless
 * one is left after a good minute. The times are for an Azure that throttles: a Retry-After alone may be five minutes.
 */
export const QUESTION_BOUNDS: QuestionBounds = {
  maxPages: 2_000,
  listMs: 15 * 60_000,
  requestMs: 10 * 60_000,
};

/** Told of every request that ended without an answer, when all its attempts were over. */
export type OnFault = (
  conversation: Conversation,
  request: PipelineRequest,
  fault: AzureFault,
) => void;

/**
 * The outermost policy: gives the request its question's signal, answers at once when that is aborted, refuses a page that was
 * already read, and remembers the fault that ended the request.
 */
export function createQuestionPolicy(
  bounds: QuestionBounds,
  clock: Pick<Clock, 'now'>,
  onFault: OnFault,
): PipelinePolicy {
  return {
    name: 'postureQuestion',
    async sendRequest(request, next) {
      const conversation = currentConversation();
      const { signal } = conversation.question;
      if (signal.aborted) onFault(conversation, request, withdrawnFault(conversation));
      signal.throwIfAborted();
      // Of its own and not `AbortSignal.any`: the question's signal lives as long as the scan, with a hundred thousand requests.
      const ending = new AbortController();
      request.abortSignal = ending.signal;
      // Waiting for a token has no signal of its own.
      const { promise: withdrawn, reject } = Promise.withResolvers<never>();
      const end = (reason: unknown): void => {
        reject(reason);
        ending.abort(reason);
      };
      const onAbort = (): void => end(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      const late = setTimeout(
        () => end(lateFault(conversation, bounds.requestMs)),
        bounds.requestMs,
      );
      try {
        refuseEndlessChain(
          conversation,
          `${request.method} ${request.url} ${typeof request.body === 'string' ? request.body : ''}`,
          bounds,
          clock.now(),
        );
        return await Promise.race([next(request), withdrawn]);
      } catch (error) {
        if (error instanceof AzureFault) conversation.fault = error;
        if (signal.aborted) onFault(conversation, request, withdrawnFault(conversation));
        else if (error instanceof AzureFault) onFault(conversation, request, error);
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
        clearTimeout(late);
      }
    },
  };
}

function lateFault({ recorded }: Conversation, requestMs: number): AzureFault {
  const within = `within ${Math.round(requestMs / 60_000)} minutes, all attempts together`;
  return recorded.at(-1)?.status === 429
    ? new AzureFault('Throttled', `throttled by Azure: no answer ${within}`)
    : new AzureFault('Timeout', `no answer ${within}`);
}

function refuseEndlessChain(
  conversation: Conversation,
  request: string,
  { maxPages, listMs }: QuestionBounds,
  now: number,
): void {
  const { visited } = conversation;
  if (visited === undefined) return;
  conversation.beganAt ??= now;
  if (now - conversation.beganAt > listMs) {
    const minutes = Math.round(listMs / 60_000);
    throw new AzureFault(
      'Timeout',
      `the list had no end after ${minutes} minutes and ${visited.size} pages`,
    );
  }
  if (visited.has(request)) throw new AzureFault('MalformedAnswer', 'the pages lead in a circle');
  if (visited.size >= maxPages)
    throw new AzureFault('MalformedAnswer', `the list has more than ${maxPages} pages`);
  visited.add(request);
}

/** A segment that a URL takes for a way up, encoded or not: it would ask for another thing (WHATWG URL, path state). */
const DOT_SEGMENT = /^[^?#]*\/(?:\.|%2e){1,2}(?:[/?#]|$)/iu;

/** Refuses, before a token is attached, every address but the configured https origin: Azure's own answers name the next page. */
export function createHostGuard(resourceManager: string): PipelinePolicy {
  const allowed = new URL(resourceManager).origin;
  return {
    name: 'postureHostGuard',
    async sendRequest(request, next) {
      if (DOT_SEGMENT.test(request.url)) {
        throw new AzureFault('Unsupported', 'no address can carry the name "." or ".."');
      }
      const url = URL.parse(request.url);
      if (url?.origin !== allowed || url.protocol !== 'https:' || url.username !== '') {
        throw new AzureFault(
          'HostRefused',
          `a link leads to ${url?.host ?? 'no address'} and was not followed`,
        );
      }
      return await next(request);
    },
  };
}

/** The monitor reads: anything but GET and the Resource Graph query is a bug of ours and never leaves. */
export const readOnlyGuard: PipelinePolicy = {
  name: 'postureReadOnly',
  async sendRequest(request, next) {
    const path = new URL(request.url).pathname.toLowerCase();
    const isQuery =
      request.method === 'POST' && path === '/providers/microsoft.resourcegraph/resources';
    if (request.method !== 'GET' && !isQuery) {
      throw new Error(`Refused to send ${request.method} ${path}: the monitor only reads`);
    }
    return await next(request);
  },
};

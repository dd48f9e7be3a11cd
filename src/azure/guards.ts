import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';
import { AzureFault } from './azure-fault.ts';
import { type Conversation, currentConversation } from './question-context.ts';
import { withdrawnFault } from './withdrawn-fault.ts';

/** Page chains longer than this are taken for endless; Azure's shortest pages hold 2 to 3 items. */
export const MAX_PAGES = 10_000;

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
export function createQuestionPolicy(maxPages: number, onFault: OnFault): PipelinePolicy {
  return {
    name: 'postureQuestion',
    async sendRequest(request, next) {
      const conversation = currentConversation();
      const { signal } = conversation.question;
      if (signal.aborted) onFault(conversation, request, withdrawnFault(conversation));
      signal.throwIfAborted();
      request.abortSignal = signal;
      // Waiting for a token has no signal of its own.
      const { promise: withdrawn, reject } = Promise.withResolvers<never>();
      const onAbort = (): void => reject(signal.reason);
      signal.addEventListener('abort', onAbort, { once: true });
      try {
        refuseEndlessChain(
          conversation.visited,
          `${request.method} ${request.url} ${typeof request.body === 'string' ? request.body : ''}`,
          maxPages,
        );
        return await Promise.race([next(request), withdrawn]);
      } catch (error) {
        if (error instanceof AzureFault) conversation.fault = error;
        if (signal.aborted) onFault(conversation, request, withdrawnFault(conversation));
        else if (error instanceof AzureFault) onFault(conversation, request, error);
        throw error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}

function refuseEndlessChain(
  visited: Set<string> | undefined,
  request: string,
  maxPages: number,
): void {
  if (visited === undefined) return;
  if (visited.has(request)) throw new AzureFault('MalformedAnswer', 'the pages lead in a circle');
  if (visited.size >= maxPages)
    throw new AzureFault('MalformedAnswer', `the list has more than ${maxPages} pages`);
  visited.add(request);
}

/** Refuses, before a token is attached, every address but the configured https origin: Azure's own answers name the next page. */
export function createHostGuard(resourceManager: string): PipelinePolicy {
  const allowed = new URL(resourceManager).origin;
  return {
    name: 'postureHostGuard',
    async sendRequest(request, next) {
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

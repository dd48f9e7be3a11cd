import {
  bearerTokenAuthenticationPolicyName,
  createHttpHeaders,
  type HttpClient,
  type Pipeline,
  proxyPolicyName,
  redirectPolicyName,
} from '@azure/core-rest-pipeline';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper, ExchangeFault } from '#domain/exchange.ts';
import { apiVersionPin } from './api-versions.ts';
import { AzureFault } from './azure-fault.ts';
import type { AzureReader } from './azure-reader.ts';
import { createClients } from './clients.ts';
import { createGenericRead } from './generic-read.ts';
import { createHostGuard, createQuestionPolicy, QUESTION_BOUNDS, readOnlyGuard } from './guards.ts';
import { createReader } from './reader.ts';
import { createRecorder } from './recorder.ts';

/** A question as it leaves the SDK clients. */
export interface AskedQuestion {
  readonly method: string;
  readonly url: string;
  readonly requestBody: string | null;
}

/** How the question ended when it was asked of Azure; all its attempts are over. */
export type KeptOutcome =
  | { readonly status: number; readonly body: string; readonly date?: string }
  | { readonly fault: ExchangeFault };

/** Where the SDK clients' policies stand that have nothing to do when nothing is sent. */
const REPLACED = [
  bearerTokenAuthenticationPolicyName,
  'defaultRetryPolicy',
  redirectPolicyName,
  proxyPolicyName,
] as const;

const NO_TOKEN = { token: 'none', expiresOnTimestamp: Number.MAX_SAFE_INTEGER };

/**
 * The reader of Azure over answers that were kept: the same clients, guards and reading, but the transport is `answer`, which is all
 * that is ever asked. There is no sign-in, no wait and no second attempt: what is kept is how it ended.
 */
export function createReplayedAzure(options: {
  readonly resourceManager: string;
  readonly tenantId: string | null;
  readonly answer: (question: AskedQuestion) => KeptOutcome;
  /** Names the bodies by their digest. */
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
}): { readonly reader: AzureReader; tenantId(): string | null } {
  const { resourceManager, keeper, clock, tenantId } = options;
  const transport = createKeptTransport(options.answer);
  const question = createQuestionPolicy(QUESTION_BOUNDS, clock, () => undefined);
  const host = createHostGuard(resourceManager);
  const recorder = createRecorder({
    keeper,
    clock,
    statistics: { requests: 0, retries: 0, throttled: 0 },
    attemptOf: () => 1,
  });
  const govern = (pipeline: Pipeline): void => {
    for (const name of REPLACED) pipeline.removePolicy({ name });
    pipeline.addPolicy(question);
    pipeline.addPolicy(readOnlyGuard);
    pipeline.addPolicy(host);
    pipeline.addPolicy(recorder, { afterPhase: 'Sign' });
  };
  const generic = createGenericRead({ resourceManager, transport, govern });
  const clients = createClients({
    // The metrics client signs in by itself before it hands over its request.
    credential: { getToken: async () => await Promise.resolve(NO_TOKEN) },
    endpoint: resourceManager,
    audience: resourceManager,
    transport,
    govern(pipeline) {
      govern(pipeline);
      pipeline.addPolicy(apiVersionPin, { afterPolicies: [host.name] });
    },
    generic: generic.generic,
  });
  const reader = createReader({ clients, fetchPage: (url) => generic.fetchPage(url) });
  return { reader, tenantId: () => tenantId };
}

function createKeptTransport(answer: (question: AskedQuestion) => KeptOutcome): HttpClient {
  return {
    async sendRequest(request) {
      const { method, url, body } = request;
      const kept = answer({ method, url, requestBody: typeof body === 'string' ? body : null });
      if ('fault' in kept) throw new AzureFault(kept.fault.code, kept.fault.message);
      // What Azure said of its limits is of no account here; the clients want to know that it is JSON.
      const { date } = kept;
      const headers = createHttpHeaders({
        'content-type': 'application/json; charset=utf-8',
        ...(date === undefined ? {} : { date }),
      });
      return await Promise.resolve({
        request,
        status: kept.status,
        headers,
        bodyAsText: kept.body,
      });
    },
  };
}

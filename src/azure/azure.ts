import type { TokenCredential } from '@azure/core-auth';
import {
  bearerTokenAuthenticationPolicy,
  bearerTokenAuthenticationPolicyName,
  type HttpClient,
  type Pipeline,
  proxyPolicyName,
  redirectPolicyName,
} from '@azure/core-rest-pipeline';
import type { Logger } from 'pino';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import type { Principal } from '#domain/principal.ts';
import { createAgents } from '#network/agents.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';
import { apiVersionPin } from './api-versions.ts';
import type { AzureReader } from './azure-reader.ts';
import { createClients } from './clients.ts';
import type { CloudSettings } from './cloud-settings.ts';
import { type CredentialKind, createCredential, type IdentityValues } from './credential.ts';
import { createGenericRead } from './generic-read.ts';
import { createGovernor, type GovernorLimits } from './governor.ts';
import {
  createHostGuard,
  createQuestionPolicy,
  QUESTION_BOUNDS,
  type QuestionBounds,
  readOnlyGuard,
} from './guards.ts';
import { createReader } from './reader.ts';
import { createFaultRecorder, createRecorder, type Statistics } from './recorder.ts';
import { createSignIn } from './sign-in.ts';
import { createSlowWatch } from './slow-watch.ts';
import { createTokenTransport } from './token-transport.ts';
import { createTransport } from './transport.ts';
import { trustedBeside } from './trusted-beside.ts';

export interface AzureLimits extends GovernorLimits, QuestionBounds {
  /** For one attempt, the whole body included. */
  readonly requestTimeoutMs: number;
  /** Until there is a connection. */
  readonly connectTimeoutMs: number;
  /** Connections at a time, over all hosts. */
  readonly maxSockets: number;
}

/** Below ARM's own bucket of 250 refilled at 25/s: measured to reach 96-99 % of it without one 429. */
const LIMITS: AzureLimits = {
  readsPerSecond: 24.5,
  burst: 200,
  graphQueriesPerFiveSeconds: 14,
  maxAttempts: 6,
  backoffMs: 1000,
  requestTimeoutMs: 60_000,
  connectTimeoutMs: 10_000,
  ...QUESTION_BOUNDS,
  maxSockets: 256,
};

/** The SDK's policies that ours stand in for; the name of its retry policy is not exported. */
const REPLACED = [
  bearerTokenAuthenticationPolicyName,
  'defaultRetryPolicy',
  redirectPolicyName,
  proxyPolicyName,
] as const;

export interface AzureOptions {
  readonly cloud: CloudSettings;
  readonly credential: CredentialKind;
  /** What the credential needs and the identity library does not read itself: see identityFromEnvironment. */
  readonly identity?: IdentityValues;
  /** Absent: everything is asked directly. */
  readonly proxies?: ProxyRules;
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits?: Partial<AzureLimits>;
  /** What sends the requests, given the way over the network; absent: just that. */
  readonly route?: (network: HttpClient) => HttpClient;
}

/** One sign-in to one Azure cloud. */
export interface Azure {
  readonly reader: AzureReader;
  /** For data planes with a scope of their own; shared and kept. */
  readonly credential: TokenCredential;
  statistics(): Readonly<Statistics>;
  /** From the token's `tid` claim; null before the first token. */
  tenantId(): string | null;
  /** Who asks, from the token; null before the first one. */
  principal(): Principal | null;
  /** Ends what waits and closes the connections. */
  close(): Promise<void>;
}

/** Makes the one pipeline that everything read from Azure goes through. Asks nothing yet. Throws a ConfigurationError. */
export async function createAzure(options: AzureOptions): Promise<Azure> {
  const { cloud, keeper, clock, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  const closing = new AbortController();
  const ca = trustedBeside(cloud.caFile);
  const { maxSockets, requestTimeoutMs, connectTimeoutMs } = limits;
  const { proxies = NO_PROXIES } = options;
  const agents = createAgents({ proxies, ca, maxSockets });
  const network = createTransport({ agents, requestTimeoutMs, connectTimeoutMs });
  const transport = options.route?.(network) ?? network;
  const tokens = createTokenTransport(transport);
  const signIn = createSignIn(
    createCredential(options.credential, cloud, options.identity ?? {}, tokens.client),
    clock,
    tokens,
  );
  const scope = `${cloud.audience}/.default`;
  const statistics: Statistics = { requests: 0, retries: 0, throttled: 0 };
  const governor = createGovernor({
    limits,
    clock,
    closing: closing.signal,
    statistics,
    random: Math.random,
  });
  const policies = {
    question: createQuestionPolicy(
      limits,
      clock,
      createFaultRecorder({ keeper, clock, attemptOf: (request) => governor.attemptOf(request) }),
    ),
    host: createHostGuard(cloud.resourceManager),
    bearer: bearerTokenAuthenticationPolicy({ credential: signIn.credential, scopes: scope }),
    recorder: createRecorder({
      keeper,
      clock,
      statistics,
      attemptOf: (request) => governor.attemptOf(request),
    }),
  };

  const govern = (pipeline: Pipeline): void => {
    for (const name of REPLACED) pipeline.removePolicy({ name });
    // The phases of the pipeline run in this order: none, Retry, Sign. The bearer policy is one for all clients, so that all share
    // one token; modular clients would attach it before our guards.
    pipeline.addPolicy(policies.question);
    pipeline.addPolicy(readOnlyGuard);
    pipeline.addPolicy(policies.host);
    pipeline.addPolicy(governor.policy, { phase: 'Retry' });
    pipeline.addPolicy(policies.bearer, { phase: 'Sign' });
    pipeline.addPolicy(policies.recorder, { afterPhase: 'Sign' });
  };
  const governSdk = (pipeline: Pipeline): void => {
    govern(pipeline);
    pipeline.addPolicy(apiVersionPin, { afterPolicies: [policies.host.name] });
  };

  const generic = createGenericRead({ resourceManager: cloud.resourceManager, transport, govern });
  const clients = createClients({
    credential: signIn.credential,
    endpoint: cloud.resourceManager,
    audience: cloud.audience,
    transport,
    govern: governSdk,
    generic: generic.generic,
  });
  return {
    reader: createReader({
      clients,
      fetchPage: (url) => generic.fetchPage(url),
      watch: createSlowWatch(log, clock),
    }),
    credential: signIn.credential,
    statistics: () => ({ ...statistics }),
    tenantId: () => signIn.tenantId(),
    principal: () => signIn.principal(),
    close() {
      closing.abort(new Error('The connection to Azure was closed'));
      agents.destroy();
      log.debug({ ...statistics }, 'closed Azure');
      return Promise.resolve();
    },
  };
}

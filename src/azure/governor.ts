import type { PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clock } from '#domain/clock.ts';
import { AzureFault } from './azure-fault.ts';
import { createLane, type Lane } from './lane.ts';
import { currentConversation } from './question-context.ts';
import type { Statistics } from './recorder.ts';
import { laneOf } from './request-lane.ts';
import {
  type AnswerHeaders,
  type Outcome,
  type RetryLimits,
  retryAfterMs,
  waitBeforeRetry,
} from './retry-decision.ts';
import { createSlidingWindow, createTokenBucket } from './token-bucket.ts';

export interface GovernorLimits extends RetryLimits {
  readonly readsPerSecond: number;
  readonly burst: number;
  readonly graphQueriesPerFiveSeconds: number;
}

export interface Governor {
  readonly policy: PipelinePolicy;
  /** Which attempt a request is at, from 1. */
  attemptOf(request: PipelineRequest): number;
}

const REMAINING = /^x-ms-ratelimit-remaining-(?:subscription|tenant)(?:-global)?-reads$/u;
const QUOTA_RESET = /^(\d+):(\d+):(\d+)/u;
/** When Azure throttles without saying for how long. */
const UNTOLD_PAUSE_MS = 1000;
/** Together they wait for three seconds at most, with the product's own limits. */
const FIRST_CONTACT_ATTEMPTS = 3;

/**
 * Keeps every request within Azure's limits and asks again where that may help; the SDK's own retries are off, because they lose
 * calls under throttling and wake all sleepers together (see the measurements that the project's stack notes cite).
 */
export function createGovernor(options: {
  readonly limits: GovernorLimits;
  readonly clock: Clock;
  readonly closing: AbortSignal;
  readonly statistics: Statistics;
  readonly random: () => number;
}): Governor {
  const { limits, clock, closing, statistics } = options;
  const lanes = new Map<string, Lane>();
  const attempts = new WeakMap<PipelineRequest, number>();
  let tickets = 0;
  // Before anything was answered, a wrong address or a closed port is likelier than a moment's trouble.
  let isFirstContact = true;

  const laneNamed = (name: string): Lane => {
    const bucket = () => createTokenBucket(limits.readsPerSecond, limits.burst);
    const window = () => createSlidingWindow(limits.graphQueriesPerFiveSeconds, 5000);
    const createFamily = name === 'resource-graph' ? window : bucket;
    const lane =
      lanes.get(name) ?? createLane({ whole: createFamily(), createFamily, clock, closing });
    lanes.set(name, lane);
    return lane;
  };

  const attemptOnce = async (
    request: PipelineRequest,
    next: (request: PipelineRequest) => Promise<PipelineResponse>,
  ): Promise<{ outcome: Outcome; response?: PipelineResponse }> => {
    try {
      const response = await next(request);
      return {
        outcome: { kind: 'answer', status: response.status, headers: response.headers },
        response,
      };
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      return { outcome: { kind: 'fault', fault: error } };
    }
  };

  const policy: PipelinePolicy = {
    name: 'postureGovernor',
    async sendRequest(request, next) {
      // The request's own, where it has one: it ends with the time for all attempts together.
      const signal =
        request.abortSignal instanceof AbortSignal
          ? request.abortSignal
          : currentConversation().question.signal;
      const { lane: laneName, family } = laneOf(request.url);
      const lane = laneNamed(laneName);
      const ticket = tickets++;
      for (let attempt = 1; ; attempt += 1) {
        await lane.turn(family, ticket, signal);
        attempts.set(request, attempt);
        const { outcome, response } = await attemptOnce(request, next);
        if (outcome.kind === 'answer') listen(lane, family, outcome, clock.now());
        if (isOfAzure(outcome)) isFirstContact = false;
        const bounds = isFirstContact ? firstContact(limits) : limits;
        const waitMs = waitBeforeRetry(outcome, attempt, bounds, options.random(), clock.now());
        if (waitMs === undefined) {
          if (outcome.kind === 'fault') throw outcome.fault;
          if (response !== undefined) return response;
        } else {
          statistics.retries += 1;
          await clock.sleep(waitMs, signal);
        }
      }
    },
  };
  return { policy, attemptOf: (request) => attempts.get(request) ?? 1 };
}

function firstContact(limits: RetryLimits): RetryLimits {
  return { ...limits, maxAttempts: Math.min(limits.maxAttempts, FIRST_CONTACT_ATTEMPTS) };
}

/** A gateway before Azure answers with 5xx; throttling is Azure's own. */
function isOfAzure(outcome: Outcome): boolean {
  return outcome.kind === 'answer' && outcome.status < 500;
}

/** Takes from an answer what it says about the limits. */
function listen(
  lane: Lane,
  family: string,
  answer: { readonly status: number; readonly headers: AnswerHeaders },
  now: number,
): void {
  const left = remainingReads(answer.headers);
  if (left !== undefined) lane.whole.remaining(left, now);
  const reset = QUOTA_RESET.exec(answer.headers.get('x-ms-user-quota-resets-after') ?? '');
  if (answer.headers.get('x-ms-user-quota-remaining') === '0' && reset !== null) {
    const [hours = 0, minutes = 0, seconds = 0] = reset.slice(1).map(Number);
    lane.whole.pause(now + Math.min(60, hours * 3600 + minutes * 60 + seconds) * 1000);
  }
  if (answer.status !== 429) return;
  const until = now + (retryAfterMs(answer.headers, now) ?? UNTOLD_PAUSE_MS);
  lane.family(family).pause(until);
  // ARM's own 429 (the gateway's) is about the whole subscription; a provider's is about that provider alone.
  const isArms = answer.headers.get('x-ms-failure-cause')?.toLowerCase() === 'gateway';
  if (isArms || left === 0) lane.whole.pause(until);
}

/** The scarcest of the counts that the answer names. */
function remainingReads(headers: Iterable<[string, string]>): number | undefined {
  const counts = [...headers]
    .filter(([name, value]) => REMAINING.test(name) && /^\d+$/u.test(value))
    .map(([, value]) => Number(value));
  return counts.length === 0 ? undefined : Math.min(...counts);
}

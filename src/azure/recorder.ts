import { isUtf8 } from 'node:buffer';
import type { PipelinePolicy, PipelineRequest } from '@azure/core-rest-pipeline';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import { toInstant } from '#domain/instant.ts';
import { TruncatedAnswer } from './azure-fault.ts';
import type { OnFault } from './guards.ts';
import { currentConversation } from './question-context.ts';
import type { UnalteredResponse } from './transport.ts';

/** Counted over the life of one sign-in. */
export interface Statistics {
  /** Every HTTP request to Azure, repeated ones included. */
  requests: number;
  retries: number;
  /** Answers with status 429. */
  throttled: number;
}

const KEPT_HEADERS =
  /^(date|x-ms-request-id|x-ms-correlation-request-id|x-ms-ratelimit-.*|retry-after|content-type)$/u;

interface Heard {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: string;
  readonly bytes: Uint8Array | undefined;
  readonly isWhole: boolean;
}

/** The innermost policy: keeps every attempt's unaltered answer and tells the open question of it. No request header is kept. */
export function createRecorder(options: {
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
  readonly statistics: Statistics;
  readonly attemptOf: (request: PipelineRequest) => number;
}): PipelinePolicy {
  const { keeper, clock, statistics } = options;

  const record = (request: PipelineRequest, startedAt: number, heard: Heard): void => {
    const conversation = currentConversation();
    const receivedAt = clock.now();
    if (heard.status === 429) statistics.throttled += 1;
    const digest = keeper.keep({
      operation: conversation.question.operation,
      method: request.method,
      url: request.url,
      requestBody: typeof request.body === 'string' ? request.body : null,
      apiVersion: new URL(request.url).searchParams.get('api-version'),
      status: heard.status,
      headers: Object.fromEntries([...heard.headers].filter(([name]) => KEPT_HEADERS.test(name))),
      startedAt: toInstant(startedAt),
      durationMs: receivedAt - startedAt,
      attempt: options.attemptOf(request),
      body: heard.body,
      ...(heard.bytes === undefined ? {} : { bodyBytes: heard.bytes }),
    });
    const { status, body, isWhole } = heard;
    const answeredAt = azureTimeOf(heard.headers) ?? receivedAt;
    const { url } = request;
    conversation.recorded.push({ url, status, body, isWhole, digest, receivedAt, answeredAt });
  };

  return {
    name: 'postureRecorder',
    async sendRequest(request, next) {
      const startedAt = clock.now();
      statistics.requests += 1;
      try {
        const response: UnalteredResponse = await next(request);
        record(request, startedAt, {
          status: response.status,
          headers: response.headers,
          body: response.bodyAsText ?? '',
          bytes: response.bodyBytes,
          isWhole: true,
        });
        return response;
      } catch (error) {
        if (error instanceof TruncatedAnswer) {
          const { status, headers, partialBody, partialBytes } = error;
          const heard = {
            status,
            headers: Object.entries(headers),
            body: partialBody,
            bytes: isUtf8(partialBytes) ? undefined : partialBytes,
            isWhole: false,
          };
          record(request, startedAt, heard);
        }
        throw error;
      }
    },
  };
}

/** An HTTP date (RFC 9110, 6.6.1), which is none of ours; undefined for none. */
function azureTimeOf(headers: Iterable<[string, string]>): number | undefined {
  const date = [...headers].find(([name]) => name.toLowerCase() === 'date')?.[1];
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? undefined : at;
}

/**
 * Keeps that a question came to no answer and why, so that a verdict of unknown can be made again from what was kept. A link that is
 * refused and an endless chain need no record: the answers that lead there are kept.
 */
export function createFaultRecorder(options: {
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
  readonly attemptOf: (request: PipelineRequest) => number;
}): OnFault {
  const { keeper, clock, attemptOf } = options;
  return ({ question }, request, { code, message }) => {
    if (code === 'HostRefused') return;
    keeper.keep({
      operation: question.operation,
      method: request.method,
      url: request.url,
      requestBody: typeof request.body === 'string' ? request.body : null,
      apiVersion: new URL(request.url).searchParams.get('api-version'),
      status: 0,
      headers: {},
      startedAt: toInstant(clock.now()),
      durationMs: 0,
      attempt: attemptOf(request),
      body: '',
      fault: { code, message },
    });
  };
}

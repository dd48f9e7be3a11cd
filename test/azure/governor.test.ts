import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { createGovernor } from '#azure/governor.ts';
import { converse } from '#azure/question-context.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';

const ARM = 'https://management.azure.com';
const SQL = `${ARM}/subscriptions/a/providers/Microsoft.Sql/servers`;
const STORAGE = `${ARM}/subscriptions/a/providers/Microsoft.Storage/storageAccounts`;
const OTHER = `${ARM}/subscriptions/b/providers/Microsoft.Sql/servers`;
const GRAPH = `${ARM}/providers/Microsoft.ResourceGraph/resources`;

interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
}

/** Sends requests one after the other and answers when each was let go, in milliseconds since the first. */
async function send(
  urls: readonly string[],
  reply: (nth: number) => Reply,
  maxAttempts = 1,
): Promise<number[]> {
  const clock = createVirtualClock();
  const statistics = { requests: 0, retries: 0, throttled: 0 };
  const { policy } = createGovernor({
    limits: {
      readsPerSecond: 10,
      burst: 5,
      graphQueriesPerFiveSeconds: 2,
      maxAttempts,
      backoffMs: 1000,
    },
    clock,
    closing: new AbortController().signal,
    statistics,
    random: () => 0.5,
  });
  const started = clock.now();
  const gone: number[] = [];
  const next = (request: PipelineRequest) => {
    const { status, headers = {} } = reply(gone.length);
    gone.push(clock.now() - started);
    return Promise.resolve({
      request,
      status,
      headers: createHttpHeaders(headers),
      bodyAsText: '{}',
    });
  };
  const question = { operation: 'x', permission: 'x', signal: new AbortController().signal };
  const conversation = { question, recorded: [], visited: undefined, fault: undefined };
  for (const url of urls) {
    await converse(
      conversation,
      async () => await policy.sendRequest(createPipelineRequest({ url }), next),
    );
  }
  return gone;
}

describe('createGovernor', () => {
  it('waits as long as Azure asks before it asks again', async () => {
    const gone = await send(
      [SQL],
      (nth) => (nth === 0 ? { status: 429, headers: { 'retry-after': '7' } } : { status: 200 }),
      2,
    );

    expect(gone).toEqual([0, 7000]);
  });

  it('holds back the provider that throttles, and no other', async () => {
    const gone = await send([SQL, STORAGE, OTHER, SQL], (nth) =>
      nth === 0 ? { status: 429, headers: { 'retry-after': '9' } } : { status: 200 },
    );

    expect(gone).toEqual([0, 0, 0, 9000]);
  });

  it.each([
    ['the gateway throttles', { 'x-ms-failure-cause': 'gateway', 'retry-after': '9' }],
    [
      'nothing is left of the subscription`s reads',
      { 'x-ms-ratelimit-remaining-subscription-reads': '0', 'retry-after': '9' },
    ],
  ])('holds back the whole subscription when %s', async (_, headers) => {
    const gone = await send([SQL, OTHER, STORAGE], (nth) =>
      nth === 0 ? { status: 429, headers } : { status: 200 },
    );

    expect(gone.slice(0, 2)).toEqual([0, 0]);
    expect(gone[2]).toBeGreaterThanOrEqual(9000);
  });

  it('believes the scarcer of two counts', async () => {
    const headers = {
      'x-ms-ratelimit-remaining-subscription-reads': '1',
      'x-ms-ratelimit-remaining-subscription-global-reads': '3749',
    };

    const gone = await send([SQL, SQL, SQL], (nth) =>
      nth === 0 ? { status: 200, headers } : { status: 200 },
    );

    expect(gone[1]).toBe(0);
    expect(gone[2]).toBeGreaterThanOrEqual(1000);
  });

  it('keeps Resource Graph`s window, and waits when its quota is used up', async () => {
    const plain = await send([GRAPH, GRAPH, GRAPH], () => ({ status: 200 }));
    const headers = {
      'x-ms-user-quota-remaining': '0',
      'x-ms-user-quota-resets-after': '00:00:03',
    };
    const used = await send([GRAPH, GRAPH], () => ({ status: 200, headers }));

    expect(plain).toEqual([0, 0, 5000]);
    expect(used).toEqual([0, 3000]);
  });
});

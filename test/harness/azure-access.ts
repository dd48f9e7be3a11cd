import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { type Azure, type AzureLimits, type AzureOptions, createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper, Exchange } from '#domain/exchange.ts';
import type { Digest } from '#domain/reading.ts';
import { type ArmServer, IDENTITY } from './arm-server.ts';

/** Real time. */
export const realClock: Clock = {
  now: () => Date.now(),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, { signal });
  },
};

/** Keeps exchanges in memory, in the order in which they came. */
export function createMemoryKeeper(): AnswerKeeper & { readonly kept: Exchange[] } {
  const kept: Exchange[] = [];
  return {
    kept,
    keep(exchange): Digest {
      kept.push(exchange);
      return digestOf(exchange.body);
    },
  };
}

export function digestOf(body: string): Digest {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

/** Azure as the product reads it, signed in at a test server; quick to give up. */
export async function openAzure(
  server: Pick<ArmServer, 'origin' | 'caFile'>,
  options: {
    readonly limits?: Partial<AzureLimits>;
    readonly clock?: Clock;
    readonly tenantId?: string;
    readonly route?: AzureOptions['route'];
  } = {},
): Promise<{ azure: Azure; kept: Exchange[] }> {
  const keeper = createMemoryKeeper();
  const azure = await createAzure({
    cloud: resolveCloud({
      resourceManager: server.origin,
      authority: server.origin,
      caFile: server.caFile,
    }),
    credential: 'client-secret',
    identity: { ...IDENTITY, tenantId: options.tenantId ?? IDENTITY.tenantId },
    keeper,
    clock: options.clock ?? realClock,
    log: pino({ level: 'silent' }),
    ...(options.route === undefined ? {} : { route: options.route }),
    limits: { backoffMs: 20, maxAttempts: 3, requestTimeoutMs: 2000, ...options.limits },
  });
  return { azure, kept: keeper.kept };
}

/** The same at a running simulated Azure, with the token that it gives for tests. */
export async function openSimulated(
  simulator: {
    readonly resourceManager: string;
    readonly caFile: string;
    readonly tenantId: string;
  },
  options: {
    readonly limits?: Partial<AzureLimits>;
    readonly clock?: Clock;
    readonly route?: AzureOptions['route'];
  } = {},
): Promise<{ azure: Azure; kept: Exchange[] }> {
  const server = { origin: simulator.resourceManager, caFile: simulator.caFile };
  return await openAzure(server, { ...options, tenantId: simulator.tenantId });
}

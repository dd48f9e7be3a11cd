import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Azure } from '#azure/azure.ts';
import type { Exchange } from '#domain/exchange.ts';
import { type ArmServer, startArmServer } from '../harness/arm-server.ts';
import { digestOf, openAzure } from '../harness/azure-access.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

const Recording = z.object({
  id: z.string(),
  method: z.string(),
  url: z.string(),
  status: z.number(),
  body: z.unknown(),
});

describe.skipIf(!sharedIsHere)(
  'recorded answers of the real Azure (needs the shared recordings)',
  () => {
    const folder = sharedPath('azure-recordings');
    const recordings = !sharedIsHere
      ? []
      : readdirSync(folder)
          .filter((name) => name.endsWith('.jsonl'))
          .flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').trim().split('\n'))
          .map((line) => Recording.parse(JSON.parse(line)))
          .filter(({ method }) => method === 'GET');
    const texts = recordings.map(({ body }) =>
      typeof body === 'string' ? body : JSON.stringify(body, null, 1),
    );
    let server: ArmServer;
    let azure: Azure;
    let kept: Exchange[];

    beforeAll(async () => {
      server = await startArmServer(({ url }) => {
        const index = Number(url.pathname.split('/').at(-1));
        return {
          status: recordings[index]?.status ?? 500,
          body: texts[index],
          gzip: index % 2 === 0,
        };
      });
      ({ azure, kept } = await openAzure(server, {
        limits: { maxAttempts: 1, readsPerSecond: 10_000, burst: 10_000 },
      }));
    });

    afterAll(async () => {
      await azure.close();
      await server[Symbol.asyncDispose]();
    });

    it('come back byte for byte, and a refusal never as an answer', async () => {
      for (const [index, recording] of recordings.entries()) {
        const question = {
          operation: recording.id,
          permission: 'x/read',
          signal: AbortSignal.timeout(5000),
        };

        const reading = await azure.reader.one(question, (clients) =>
          clients.generic.get(`/subscriptions/x/recordings/${index}`, '2025-01-01'),
        );

        expect(kept.at(-1)?.body).toBe(texts[index]);
        expect(reading.status, recording.id).toBe(
          recording.status === 200 ? 'collected' : 'unavailable',
        );
        expect(reading.evidence).toEqual([digestOf(texts[index] ?? '')]);
      }
      expect(recordings.length).toBeGreaterThan(200);
    });
  },
);

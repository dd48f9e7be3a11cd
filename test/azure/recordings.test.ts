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

/**
 * Recorded addresses that their publishers edited and their answers not (or the other way round), what is asked of another service than
 * Azure Resource Manager, the one kind without an id (instance views), and a list of what only refers to its owner; none is asked by a scan.
 */
const EDITED =
  /disks\/c7n-test-disk1|backupInstances\/testInstance1|\/storage\/storage\d|cloudcustodiantest\/managementPolicies|instanceView|vault\.azure\.net|cctest-appserviceplan-win\/sites/iu;

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
        const index = Number(url.searchParams.get('api-version'));
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

        // Asked as it was, so that the answer is held against its own question; the version says which recording is meant.
        const path = decodeURIComponent(new URL(recording.url).pathname);
        const isList = Array.isArray(Object(recording.body).value);
        const reading = isList
          ? await azure.reader.pages(question, (clients) =>
              clients.generic.list(path, String(index)),
            )
          : await azure.reader.one(question, (clients) => clients.generic.get(path, String(index)));

        expect(kept.find(({ operation }) => operation === recording.id)?.body).toBe(texts[index]);
        const isAnswer = recording.status === 200;
        // A page that leads on was recorded without what follows.
        const isWhole = !isList || !Object(recording.body).nextLink;
        if (isWhole && !EDITED.test(recording.url))
          expect(reading.status, recording.id).toBe(isAnswer ? 'collected' : 'unavailable');
        expect(reading.evidence[0]).toBe(digestOf(texts[index] ?? ''));
      }
      expect(recordings.length).toBeGreaterThan(200);
    });
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '#domain/errors.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { applyRetention } from '#evidence/apply-retention.ts';
import { createBlobBodies } from '#evidence/blob-bodies.ts';
import type { BodyVault } from '#evidence/body-vault.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { packedDigests } from '#evidence/packed-snapshot.ts';
import type { AnswerUse } from '#evidence/prune-answers.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { openStoreForReading } from '#store/open-store.ts';
import { type Azurite, azuriteIsHere, startAzurite } from '../harness/azurite.ts';
import { exchange, GO_ON, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { claimResult, databaseId, finding } from '../harness/findings.ts';
import { startKeptScans } from '../harness/kept-scans.ts';
import { longAnswer } from '../harness/long-answer.ts';
import { scanResult } from '../harness/scan-result.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const KILLS = Number(process.env['POSTURE_KILLS'] ?? 4);
const NOW = '2026-11-21T03:00:00.000Z';
const DAY_MS = 86_400_000;

function storeOn(directory: string, vault: BodyVault, now = () => NOW) {
  return createAnswerStore(directory, { shared: { vault, now } });
}

async function names({ owner }: Azurite): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name } of owner.listBlobsFlat()) found.push(name);
  return found;
}

async function linesOf(exchanges: AsyncIterable<KeptExchange>): Promise<readonly KeptExchange[]> {
  const lines: KeptExchange[] = [];
  for await (const line of exchanges) lines.push(line);
  return lines;
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return error.code;
  }
}

async function* nothing(): AsyncGenerator<AnswerUse> {
  // Nothing is in use.
}

describe.skipIf(!azuriteIsHere)('bodies of answers in a container (Azurite)', () => {
  it('are there when a flush has ended, once each, and read on another machine', async () => {
    const azurite = await startAzurite();
    const vault = createBlobBodies(azurite);
    const worker = storeOn(temporaryDirectory(), vault);
    worker.beginScan('scan-0001-worker');
    const digests = [1, 2, 2].map((n) => worker.keep(exchange(longAnswer(n))));
    const before = await names(azurite);
    await worker.flush(GO_ON);
    const leader = storeOn(temporaryDirectory(), vault);
    leader.beginScan('scan-0001');
    leader.takeIn(await linesOf(worker.exchanges()));
    await leader.endScan(GO_ON);

    await leader.bring(digests, GO_ON);

    expect(before).toEqual([]);
    expect((await names(azurite)).map((name) => name.slice(10, -4)).toSorted()).toEqual(
      [...new Set(digests.map((digest) => digest.slice('sha256:'.length)))].toSorted(),
    );
    expect(digests.map((digest) => leader.readBody(digest).toString('utf8'))).toEqual(
      [1, 2, 2].map((n) => longAnswer(n)),
    );
  });

  it('are not believed when they have another digest, and missed when they are gone', async () => {
    const azurite = await startAzurite();
    const vault = createBlobBodies(azurite);
    const store = storeOn(temporaryDirectory(), vault);
    store.beginScan('scan-0001');
    const [altered, spoilt, gone] = [1, 2, 3].map((n) => store.keep(exchange(longAnswer(n))));
    await store.endScan(GO_ON);
    const blobOf = (digest: Digest | undefined) => {
      const hex = digest?.slice('sha256:'.length) ?? '';
      return azurite.owner.getBlockBlobClient(`bodies/${hex.slice(0, 2)}/${hex}.zst`);
    };
    const forged = zstdCompressSync(Buffer.from('another answer'));
    await blobOf(altered).upload(forged, forged.length);
    await blobOf(spoilt).upload('no frame', 8);
    await blobOf(gone).delete();
    const elsewhere = storeOn(temporaryDirectory(), vault);

    const codes: string[] = [];
    for (const digest of [altered, spoilt, gone] as const) {
      const failed = await elsewhere
        .bring([digest ?? 'sha256:'], GO_ON)
        .catch((error: unknown) => error);
      codes.push(failed instanceof EvidenceError ? failed.code : String(failed));
    }

    expect(codes).toEqual(['EVIDENCE_BODY_ALTERED', 'EVIDENCE_BODY_ALTERED', 'undefined']);
    expect(codeOf(() => elsewhere.readBody(gone ?? 'sha256:'))).toBe('EVIDENCE_BODY_MISSING');
  });

  it('lie there alone when they were not used, serve a packed snapshot, and go when nothing needs them', async () => {
    const azurite = await startAzurite();
    const vault = createBlobBodies(azurite);
    const directory = temporaryDirectory();
    const store = storeOn(directory, vault);
    store.beginScan('scan-0001');
    const answer = store.keep(exchange(longAnswer(1)));
    const unneeded = store.keep(exchange(longAnswer(2), { url: 'https://management.azure.com/2' }));
    await store.endScan(GO_ON);
    const findings = [finding({ resourceId: databaseId('db1'), evidence: [answer] })];
    for (const second of ['01', '02']) {
      const at = `2026-11-21T03:01:${second}.000Z`;
      const scan = { id: 'scan-0001', startedAt: NOW, finishedAt: at };
      const result = scanResult([claimResult(findings)], { scan });
      await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
    }
    const tidyAfter = async (days: number, keepDays = 4_000): Promise<void> => {
      const shared = { vault, cacheDays: 7 };
      const tiers = { everythingDays: 90, keepDays, monthlyYears: 0, legalHold: false, shared };
      await applyRetention({ directory, ...tiers }, Date.now() + days * DAY_MS, nothing, GO_ON);
    };
    const bodyFiles = (): string =>
      readdirSync(join(directory, 'bodies'), { recursive: true, encoding: 'utf8' }).join(' ');
    const isIn = (text: string, digest: Digest): boolean => text.includes(digest.slice(7));
    const old = (toMilliseconds(NOW) ?? 0) / 1000;
    for (const digest of [answer, unneeded]) utimesSync(store.bodyPath(digest), old, old);

    await tidyAfter(8);
    // Packing was a use.
    await tidyAfter(16);
    const [evicted, inVault] = [bodyFiles(), (await names(azurite)).join(' ')];
    const packed = (await listSnapshots(directory))[1]?.path ?? '';
    const lacking = (await verifyBundle(packed)).altered.length;
    await store.bring(
      (await packedDigests(packed)).map((sha256): Digest => `sha256:${sha256}`),
      GO_ON,
    );
    const whole = (await verifyBundle(packed)).altered;
    await tidyAfter(130);

    expect([isIn(evicted, answer), isIn(evicted, unneeded)]).toEqual([false, false]);
    expect([isIn(inVault, answer), isIn(inVault, unneeded)]).toEqual([true, true]);
    expect(packed).toMatch(/\.packed$/u);
    expect(lacking).toBeGreaterThan(0);
    expect(whole).toEqual([]);
    // Both snapshots hold every answer of their scan: nothing goes before them.
    expect((await names(azurite)).some((name) => isIn(name, unneeded))).toBe(true);
    rmSync(join(directory, 'snapshots'), { recursive: true });
    await tidyAfter(130);
    expect(await names(azurite)).toEqual([]);
  }, 60_000);

  it(`are all there that a process has flushed which is killed: ${KILLS} kills`, async () => {
    const azurite = await startAzurite();
    const { token } = (await azurite.credential.getToken([])) ?? { token: '' };
    const said: string[] = [];
    for (let round = 0; round < KILLS; round += 1) {
      // Each begins on a machine of its own.
      const { container, caFile } = azurite;
      const args = [temporaryDirectory(), container, caFile, token, String(round)];
      said.push(...(await killed(['test/harness/vault-child.ts', ...args], round * 40)));
    }

    const elsewhere = storeOn(temporaryDirectory(), createBlobBodies(azurite));
    for (const line of said) {
      const [n = '', digest = ''] = line.split(' ');
      await elsewhere.bring([digest as Digest], GO_ON);
      expect(elsewhere.readBody(digest as Digest).toString('utf8')).toBe(longAnswer(Number(n)));
    }
    expect(said.length).toBeGreaterThanOrEqual(KILLS / 2);
  }, 120_000);
});

describe('a container that cannot be reached', () => {
  it('lets no scan be recorded, is a symptom until it answers again, and nothing is lost by then', async () => {
    const kept = new Map<string, Buffer>();
    let isOut = true;
    const vault: BodyVault = {
      async keep(sha256, packed) {
        await wait(0);
        if (isOut) throw new EvidenceError('EVIDENCE_BLOB', 'Cannot keep the answer');
        kept.set(sha256, packed);
      },
      read: async (sha256) => await Promise.resolve(kept.get(sha256)),
      async *list() {
        // Nothing tidies here.
      },
      remove: async () => await Promise.resolve(),
    };
    const store = storeOn(temporaryDirectory(), vault);
    store.beginScan('scan-0001');
    const digest = store.keep(exchange(longAnswer(1)));

    await expect(store.flush(GO_ON)).rejects.toThrow('Cannot keep the answer');
    const during = store.symptoms();
    isOut = false;
    await store.endScan(GO_ON);

    expect(during).toMatchObject([{ code: 'EvidenceNotKept', severity: 'critical' }]);
    expect(store.symptoms()).toEqual([]);
    expect([...kept.keys()]).toEqual([digest.slice('sha256:'.length)]);
  });

  it('ends posture scan with 3 and records nothing; the next one begins where it was', async () => {
    await using scans = await startKeptScans();
    let isOut = true;
    const openBodyVault = async (): Promise<BodyVault> =>
      await Promise.resolve({
        keep: async () => {
          await wait(0);
          if (isOut) throw new EvidenceError('EVIDENCE_BLOB', 'Cannot keep the answer');
        },
        read: async () => await Promise.resolve(undefined),
        async *list() {
          // Nothing tidies here.
        },
        remove: async () => await Promise.resolve(),
      });
    const recorded = async (): Promise<number> => {
      const state = await openStoreForReading(scans.directory);
      const found = (await state.scans(10)).length + (await state.resourceIds()).length;
      state.close();
      return found;
    };

    const failed = await scans.postureWith({ openBodyVault }, 'scan');
    const after = await recorded();
    isOut = false;
    const good = await scans.postureWith({ openBodyVault }, 'scan');

    expect([failed.status, failed.stderr]).toEqual([3, expect.stringContaining('EVIDENCE_BLOB')]);
    expect(after).toBe(0);
    expect([1, 2]).toContain(good.status);
    expect(await recorded()).toBeGreaterThan(1);
  }, 120_000);
});

/** What a child said until it was killed, some time after its second word. */
async function killed(args: readonly string[], delayMs: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (said.split('\n').length > 2) ready.resolve();
  });
  const closed = once(child, 'close');
  await Promise.race([ready.promise, closed]);
  await wait(delayMs);
  child.kill('SIGKILL');
  await closed;
  return said.split('\n').slice(1, -1);
}

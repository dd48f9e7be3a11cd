import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import type { StateStore } from '#domain/state-store.ts';
import { canonicalJson } from '#evidence/canonical-json.ts';
import { type PerformRequest, performScan } from '#scan/perform-scan.ts';
import type { Scanner } from '#scan/scanner.ts';
import { openStore } from '#store/open-store.ts';
import { deskOf } from '../harness/monitor-desk.ts';
import { createWorld, scannerOf, statement, thing, VAULT } from '../harness/monitor-world.ts';

const world = createWorld([thing(VAULT, ['v'])]);
world.groupTags.set('rg', {});

/** One scan of a world with one vault. */
async function perform(
  store: StateStore | undefined,
  changes: {
    readonly request?: Partial<PerformRequest>;
    readonly scanner?: Partial<Scanner>;
    readonly signal?: AbortSignal;
  } = {},
) {
  return await performScan(
    { ...scannerOf(world), ...changes.scanner },
    {
      scanId: 'scan-00000001',
      mode: 'full',
      configuration: {
        documents: [statement('s', [['vault-good'], ['place']])],
        attestations: [],
        exceptions: [],
      } as unknown as Configuration,
      only: {},
      deadlineMs: 60_000,
      configurationSha256: 'a',
      finishEvidence: async () => await Promise.resolve(undefined),
      ...(store === undefined
        ? {}
        : {
            desk: deskOf(store),
          }),
      ...changes.request,
    },
    changes.signal ?? new AbortController().signal,
  );
}

describe('performScan', () => {
  it('records a whole scan, after its answers are durable', async () => {
    const store = await openStore(':memory:');
    const scansAtFlush: number[] = [];
    const finishEvidence = async () => {
      scansAtFlush.push((await store.scans(9)).length);
      return 'e'.repeat(64);
    };

    await perform(store, { request: { finishEvidence } });

    expect(scansAtFlush).toEqual([0]);
    expect((await store.scans(9)).map(({ id }) => id)).toEqual(['scan-00000001']);
    expect((await store.claims()).map(({ claim }) => claim)).toEqual(['s.0', 's.1']);
  });

  it('tells the evidence log of each run, and of the claims when they or the configuration change (E11)', async () => {
    const store = await openStore(':memory:');
    const finishEvidence = async () => await Promise.resolve('e'.repeat(64));
    const logged = async () => {
      const entries = await store.log.entries(0, await store.log.size());
      return entries.map(
        ({ bytes }) =>
          JSON.parse(Buffer.from(bytes).toString('utf8')) as {
            readonly type: string;
            readonly body: Readonly<Record<string, unknown>>;
          },
      );
    };

    const { result } = await perform(store, { request: { finishEvidence } });
    await perform(store, { request: { scanId: 'scan-00000002' } });
    await perform(store, { request: { scanId: 'scan-00000003', configurationSha256: 'b' } });

    const entries = await logged();
    expect(entries.map(({ type }) => type)).toEqual([
      'configuration',
      'run',
      'run',
      'configuration',
      'run',
    ]);
    const text = [...canonicalJson(result)].join('');
    expect(entries[1]?.body).toMatchObject({
      scanId: 'scan-00000001',
      mode: 'full',
      claims: { holds: 2 },
      subscriptions: 1,
      incomplete: [],
      configurationSha256: 'a',
      exchangesSha256: 'e'.repeat(64),
      resultSha256: createHash('sha256').update(text).digest('hex'),
    });
    expect(entries[2]?.body).not.toHaveProperty('exchangesSha256');
    expect(entries[3]?.body).toMatchObject({
      configurationSha256: 'b',
      claims: ['s s.0', 's s.1'],
    });
  });

  it('records nothing when the answers cannot be made durable', async () => {
    const store = await openStore(':memory:');
    const finishEvidence = async () => await Promise.reject(new Error('disk full'));

    await expect(perform(store, { request: { finishEvidence } })).rejects.toThrow('disk full');

    expect(await store.scans(9)).toEqual([]);
  });

  it('records nothing of a scan that looked at a part', async () => {
    const store = await openStore(':memory:');

    const { result } = await perform(store, { request: { only: { claims: ['s.0'] } } });

    expect(result.claims.map(({ id }) => id)).toEqual(['s.0']);
    expect(await store.scans(9)).toEqual([]);
    expect(await store.claims()).toEqual([]);
  });

  it.each([
    ['recorded', true],
    ['shown', false],
  ])('a scan that is told to stop is not %s', async (_, isRecorded) => {
    const store = await openStore(':memory:');
    const stopping = new AbortController();
    const finishEvidence = async () => {
      stopping.abort(new Error('stopped'));
      return await Promise.resolve(undefined);
    };

    const performed = perform(isRecorded ? store : undefined, {
      request: { finishEvidence },
      signal: stopping.signal,
    });

    await expect(performed).rejects.toThrow('stopped');
    expect(await store.scans(9)).toEqual([]);
  });

  it('is incremental only after a full scan of the same configuration, of the last 26 hours', async () => {
    const store = await openStore(':memory:');
    const clock = scannerOf(world).clock;
    const later = (hours: number) => ({
      clock: { ...clock, now: () => clock.now() + hours * 3_600_000 },
    });
    const mode = async (
      scanId: string,
      hours: number,
      configurationSha256 = 'a',
    ): Promise<string> => {
      const request = { scanId, mode: 'incremental' as const, configurationSha256 };
      return (await perform(store, { request, scanner: later(hours) })).result.scan.mode;
    };

    expect(await mode('scan-00000001', 0)).toBe('full');
    expect(await mode('scan-00000002', 1)).toBe('incremental');
    expect(await mode('scan-00000003', 2, 'b')).toBe('full');
    expect(await mode('scan-00000004', 25.9)).toBe('incremental');
    expect(await mode('scan-00000005', 26.1)).toBe('full');
  });
});

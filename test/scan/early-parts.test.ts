import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import { toInstant } from '#domain/instant.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import { type PerformRequest, performScan } from '#scan/perform-scan.ts';
import type { Scanner } from '#scan/scanner.ts';
import { openStore } from '#store/open-store.ts';
import { deskOf, toldOf } from '../harness/monitor-desk.ts';
import {
  createWorld,
  SUBSCRIPTION,
  scannerOf,
  statement,
  type Thing,
  thing,
  VAULT,
  type World,
} from '../harness/monitor-world.ts';

const SLOW = '00000000-0000-0000-0000-000000000002';
const QUICK_VAULT = thing(VAULT, ['quick']);
const SLOW_VAULT = { ...QUICK_VAULT, id: QUICK_VAULT.id.replace(SUBSCRIPTION, SLOW) };

let world: World;
let store: StateStore;
let count: number;
let quick: Thing;
let slow: Thing;

beforeEach(async () => {
  quick = { ...QUICK_VAULT, settings: { own: 'good' } };
  slow = { ...SLOW_VAULT, settings: { own: 'good' } };
  world = createWorld([quick, slow]);
  world.groupTags.set('rg', {});
  store = await openStore(':memory:');
  count = 0;
});

/** Two subscriptions; the second one's inventory is there when `release` resolves. */
function scannerWith(release: Promise<SubscriptionInventory['status']>): Scanner {
  const scanner = scannerOf(world);
  const part = async (id: string, status: SubscriptionInventory['status']) => {
    const whole = await scanner.scope
      .inventories([SUBSCRIPTION], 'full', new AbortController().signal)
      .get(SUBSCRIPTION);
    const entries = (whole?.entries ?? []).filter(
      ({ resource }) => parseResourceId(resource.id)?.subscriptionId === id,
    );
    return { id, name: null, status, entries, problems: [], readAt: world.now };
  };
  return {
    ...scanner,
    scope: {
      ...scanner.scope,
      subscriptions: async () => await Promise.resolve({ ids: [SUBSCRIPTION, SLOW], problems: [] }),
      changes: () =>
        new Map(
          [SUBSCRIPTION, SLOW].map((id) => [
            id,
            Promise.resolve({
              status: 'collected',
              value: [],
              evidence: [],
              readAt: world.now,
            } as const),
          ]),
        ),
      inventories: () =>
        new Map([
          [SUBSCRIPTION, part(SUBSCRIPTION, 'complete')],
          [SLOW, release.then(async (status) => await part(SLOW, status))],
        ]),
    },
  };
}

interface Way extends Partial<PerformRequest> {
  readonly release?: Promise<SubscriptionInventory['status']>;
  readonly signal?: AbortSignal;
  readonly scanner?: (usual: Scanner) => Scanner;
}

/** A full scan, ten minutes after the last one. */
async function scan({ release, signal, scanner = (usual) => usual, ...request }: Way = {}) {
  world.now += 10 * 60_000;
  count += 1;
  return await performScan(
    scanner(scannerWith(release ?? Promise.resolve('complete'))),
    {
      scanId: `scan-0000000${String(count)}`,
      mode: 'full',
      configuration: {
        documents: [statement('s', [['vault-good']])],
        attestations: [],
        exceptions: [],
      } as unknown as Configuration,
      only: {},
      deadlineMs: 60_000,
      configurationSha256: 'a',
      finishEvidence: async () => await Promise.resolve(undefined),
      flushEvidence: async () => await Promise.resolve(),
      desk: deskOf(store),
      ...request,
    },
    signal ?? new AbortController().signal,
  );
}

const kinds = async (): Promise<readonly string[]> => (await toldOf(store)).map(({ kind }) => kind);

const startedFailing = async () => {
  const far = toInstant(world.now + 86_400_000);
  const changes = await store.changesBetween('2026-01-01T00:00:00Z', far);
  return changes.filter(({ kind }) => kind === 'started-failing');
};

describe('a subscription that was read while another one is still being read', () => {
  it('is recorded and told at once, and once', async () => {
    await scan();
    quick.settings['own'] = 'bad';
    const release = Promise.withResolvers<'complete'>();
    const recorded = vi.fn<() => void>();

    const whole = scan({ release: release.promise, onRecorded: recorded });
    await vi.waitUntil(() => recorded.mock.calls.length > 0, { timeout: 10_000 });

    expect(await kinds()).toEqual(['firing']);
    expect((await store.findingsOf(quick.id)).map(({ finding }) => finding.status)).toEqual([
      'fail',
    ]);
    // The claim, and that a scan took place, are the whole's to say.
    expect((await store.scans(9)).map(({ id }) => id)).toEqual(['scan-00000001']);
    expect((await store.claims())[0]?.status).toBe('holds');

    release.resolve('complete');
    const { result, changes } = await whole;
    expect(await kinds()).toEqual(['firing']);
    expect((await store.claims())[0]?.status).toBe('broken');
    expect(result.claims[0]?.status).toBe('broken');
    expect(changes.map(({ kind }) => kind)).toEqual(['started-failing']);
    expect(await startedFailing()).toHaveLength(1);
  });

  it('is not recorded before its answers are durable, and the end of the scan makes up for it', async () => {
    await scan();
    quick.settings['own'] = 'bad';
    const release = Promise.withResolvers<'complete'>();
    const tried = Promise.withResolvers<undefined>();

    const whole = scan({
      release: release.promise,
      flushEvidence: async () => {
        tried.resolve(undefined);
        await Promise.reject(new Error('the disk is full'));
      },
    });
    await tried.promise;
    expect(await kinds()).toEqual([]);

    release.resolve('complete');
    await whole;
    expect(await kinds()).toEqual(['firing']);
  });

  it('stays told when the scan is stopped before its end, and the next scan tells nothing twice', async () => {
    await scan();
    quick.settings['own'] = 'bad';
    const stop = new AbortController();
    const recorded = Promise.withResolvers<undefined>();
    const release = Promise.withResolvers<'complete'>();

    const whole = scan({
      release: release.promise,
      signal: stop.signal,
      onRecorded: () => recorded.resolve(undefined),
    });
    await recorded.promise;
    stop.abort(new Error('the service stops'));
    release.resolve('complete');
    await expect(whole).rejects.toThrow('the service stops');
    await scan();

    expect(await kinds()).toEqual(['firing']);
    expect(await startedFailing()).toHaveLength(1);
  });

  it('is told though the other one cannot be read, which stays unknown and does not end its alert', async () => {
    slow.settings['own'] = 'bad';
    await scan();
    expect(await kinds()).toEqual(['firing']);
    quick.settings['own'] = 'bad';

    const { result } = await scan({ release: Promise.resolve('unreadable') });

    expect((await toldOf(store)).filter(({ kind }) => kind === 'resolved')).toEqual([]);
    const unknown = result.claims[0]?.findings.find(({ resourceId }) => resourceId === slow.id);
    expect(unknown?.status).toBe('unknown');
    expect(result.claims[0]?.status).toBe('broken');
  });

  it('ends an alert only on a second reading, also when the same scan sees it good twice', async () => {
    quick.settings['own'] = 'bad';
    await scan();
    quick.settings['own'] = 'good';
    const release = Promise.withResolvers<'complete'>();
    const recorded = Promise.withResolvers<undefined>();
    const confirmed = { [idKey(quick.id)]: 0 };

    const whole = scan({
      release: release.promise,
      onRecorded: () => recorded.resolve(undefined),
      scanner: (usual) => ({
        ...usual,
        scope: {
          ...usual.scope,
          resource: async (id, ...more) => {
            confirmed[idKey(id)] = (confirmed[idKey(id)] ?? 0) + 1;
            return await usual.scope.resource(id, ...more);
          },
        },
      }),
    });
    await recorded.promise;
    const early = (await toldOf(store)).map(({ kind }) => kind);
    release.resolve('complete');
    await whole;

    // Seen good once: neither the part nor the end of the same scan is a second sight of it.
    expect(early).toEqual(['firing']);
    expect((await toldOf(store)).map(({ kind }) => kind)).toEqual(['firing']);
    await scan();
    expect((await toldOf(store)).map(({ kind }) => kind)).toEqual(['firing', 'resolved']);
    expect(toInstant(world.now)).toBe((await store.scans(1))[0]?.startedAt);
  });
});

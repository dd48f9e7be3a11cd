import { beforeEach, describe, expect, it } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import type { Exception, Scope } from '#domain/document.ts';
import type { FindingEnd } from '#domain/finding-end.ts';
import type { StateStore } from '#domain/state-store.ts';
import { performScan } from '#scan/perform-scan.ts';
import type { Scanner } from '#scan/scanner.ts';
import { openStore } from '#store/open-store.ts';
import { deskOf } from '../harness/monitor-desk.ts';
import {
  announce,
  createWorld,
  scannerOf,
  statement,
  type Thing,
  thing,
  VAULT,
  type World,
} from '../harness/monitor-world.ts';

const NONE = { resourceIds: [], resourceTypes: [], tags: {} };
const BY_TAG: Scope = { exclude: { ...NONE, tags: { posture: 'ignore' } } };

let world: World;
let store: StateStore;
let vault: Thing;
let count: number;

beforeEach(async () => {
  vault = thing(VAULT, ['v'], { settings: { own: 'bad' } });
  world = createWorld([vault, thing(VAULT, ['other'])]);
  world.groupTags.set('rg', {});
  store = await openStore(':memory:');
  count = 0;
});

interface Step {
  readonly scope?: Scope;
  readonly claims?: readonly (readonly string[])[];
  readonly documents?: Configuration['documents'];
  readonly exceptions?: readonly Exception[];
  readonly scope_?: Partial<Scanner['scope']>;
  readonly minutes?: number;
}

/** A full scan, ten minutes after the last one; answers what was told, by kind and title. */
async function scan({ scope, claims, documents, exceptions, scope_, minutes = 10 }: Step = {}) {
  world.now += minutes * 60_000;
  count += 1;
  const scanner = scannerOf(world);
  const before = new Set((await allMessages()).map(({ message }) => message.id));
  const performed = await performScan(
    { ...scanner, scope: { ...scanner.scope, ...scope_ } },
    {
      scanId: `scan-0000000${String(count)}`,
      mode: 'full',
      configuration: {
        documents: documents ?? [
          statement('s', claims ?? [['vault-good'], ['place']], scope ?? BY_TAG),
        ],
        attestations: [],
        exceptions: exceptions ?? [],
      } as unknown as Configuration,
      only: {},
      deadlineMs: 60_000,
      configurationSha256: 'a',
      finishEvidence: async () => await Promise.resolve(undefined),
      desk: deskOf(store),
    },
    new AbortController().signal,
  );
  const told = (await allMessages())
    .filter(({ message }) => !before.has(message.id))
    .map(({ message: { notification } }) => notification);
  return { ...performed, told };
}

async function allMessages() {
  const alerts = await store.recentAlerts(99);
  return (await Promise.all(alerts.map(async ({ id }) => await store.messages(id)))).flat();
}

/** How the members of violation alerts ended so far. */
async function ends(): Promise<readonly FindingEnd[]> {
  const alerts = (await store.recentAlerts(99)).filter(({ kind }) => kind === 'violation');
  return alerts.flatMap(({ members }) =>
    members.flatMap((member) =>
      member.kind === 'finding' && member.over !== null ? [member.over.because] : [],
    ),
  );
}

async function escapes() {
  return (await store.recentAlerts(99)).filter(({ kind }) => kind === 'left-scope');
}

describe('12: what left the scope by a tag', () => {
  it('12: is an alert of its own that names tag and author, and nothing is called restored or confirmed', async () => {
    await scan();
    vault.tags['posture'] = 'ignore';
    world.now += 60_000;
    announce(world, vault.id);
    const { told } = await scan();
    const after = await scan();

    expect(told).toMatchObject([
      { kind: 'firing', about: 'left-scope', who: { by: 'alice@example.com' } },
    ]);
    expect(told[0]?.title).toMatch(/^v: left the scope, still failing, was: /u);
    expect(told[0]?.items[0]?.reason).toContain('carries the tag posture=ignore');
    expect(await ends()).toEqual(['left-scope']);
    const all = JSON.stringify([...told, ...after.told]);
    expect(all).not.toMatch(/restored/iu);
    expect(after.told.filter(({ kind }) => kind === 'resolved')).toEqual([]);
  });

  it('12: names the author also when Azure tells of it later', async () => {
    await scan();
    vault.tags['posture'] = 'ignore';
    world.now += 60_000;
    const written = new Date(world.now).toISOString();
    await scan();
    announce(world, vault.id);
    const late = world.writes.map((write) => ({ ...write, at: written }));
    world.writes.splice(0, 1, ...late);
    const { told } = await scan();

    expect(told).toMatchObject([{ about: 'left-scope', who: { by: 'alice@example.com' } }]);
  });

  it('12: names the group that carries the tag', async () => {
    await scan();
    world.groupTags.set('rg', { posture: 'ignore' });
    const { told } = await scan();

    expect(told.map(({ items }) => items[0]?.reason).join()).toContain(
      'its resource group carries',
    );
  });

  it('12: goes on as the same alert, and fails since then, when the tag is taken off again', async () => {
    await scan();
    const [first] = await store.openAlerts();
    const since = (await store.findingsOf(vault.id)).find(
      ({ finding }) => finding.status === 'fail',
    )?.finding.since;
    vault.tags['posture'] = 'ignore';
    await scan();
    await scan();
    vault.tags = {};
    const { told } = await scan();

    const open = (await store.openAlerts()).filter(({ kind }) => kind === 'violation');
    expect(open.map(({ id, state }) => [id, state])).toEqual([[first?.id, 'firing']]);
    const again = (await store.findingsOf(vault.id)).find(
      ({ finding }) => finding.status === 'fail',
    );
    expect(again?.finding.since).toBe(since);
    expect(JSON.stringify(told)).not.toMatch(/restored/iu);
    expect((await escapes()).flatMap(({ members }) => members)).toMatchObject([
      { over: { because: 'back-in-scope' } },
    ]);
  });

  it('12: stays until somebody acknowledges it; then both end by that name', async () => {
    await scan();
    vault.tags['posture'] = 'ignore';
    await scan();
    await scan();
    const [escape] = await escapes();
    const at = new Date(world.now).toISOString();
    await store.acknowledge({ alertId: escape?.id ?? '', by: 'jane', at, note: null }, []);
    const told = [...(await scan()).told, ...(await scan()).told];

    expect((await escapes()).map(({ state }) => state)).toEqual(['resolved']);
    const titles = told.filter(({ kind }) => kind === 'resolved').map(({ title }) => title);
    expect(titles).toContainEqual(expect.stringMatching(/^v: left the scope, was: /u));
    expect(told.every(({ kind, confirmed }) => kind !== 'resolved' || confirmed === null)).toBe(
      true,
    );
  });

  it('12: is over when the resource is gone after all', async () => {
    await scan();
    vault.tags['posture'] = 'ignore';
    await scan();
    world.things.delete(vault.id.toLowerCase());
    await scan();

    expect((await escapes()).flatMap(({ members }) => members)).toMatchObject([
      { over: { because: 'gone' } },
    ]);
  });
});

describe('12: each end has its own name', () => {
  it.each<[string, FindingEnd, RegExp | null, () => Promise<Step>]>([
    [
      'read to be good',
      'passes',
      null,
      async () => {
        vault.settings['own'] = 'good';
        return await Promise.resolve({});
      },
    ],
    [
      'deleted',
      'gone',
      null,
      async () => {
        world.things.delete(vault.id.toLowerCase());
        return await Promise.resolve({});
      },
    ],
    [
      'exclude.resourceTypes',
      'left-scope',
      /exclude\.resourceTypes/u,
      async () =>
        await Promise.resolve({
          scope: { exclude: { ...NONE, resourceTypes: ['microsoft.keyvault/vaults'] } },
        }),
    ],
    [
      'another resource group pattern',
      'left-scope',
      /resource group rg is none of scope\.resourceGroups/u,
      async () =>
        await Promise.resolve({ scope: { resourceGroups: ['rg-prod-*'], exclude: NONE } }),
    ],
    [
      'a tag that it lacks',
      'left-scope',
      /tag service=flex of scope\.tags/u,
      async () => await Promise.resolve({ scope: { tags: { service: 'flex' }, exclude: NONE } }),
    ],
    [
      'moved to a group out of the scope',
      'left-scope',
      /one of its type and name is at .*rg-elsewhere/u,
      async () => {
        world.things.delete(vault.id.toLowerCase());
        const id = vault.id.replace('/resourceGroups/rg/', '/resourceGroups/rg-elsewhere/');
        world.things.set(id.toLowerCase(), { ...vault, id });
        return await Promise.resolve({ scope: { resourceGroups: ['rg'], exclude: NONE } });
      },
    ],
    [
      'moved within the scope',
      'gone',
      /is judged there/u,
      async () => {
        world.things.delete(vault.id.toLowerCase());
        const id = vault.id.replace('/resourceGroups/rg/', '/resourceGroups/rg-elsewhere/');
        world.things.set(id.toLowerCase(), { ...vault, id });
        return await Promise.resolve({});
      },
    ],
    [
      'the claim is no longer in its document',
      'not-claimed',
      /the claim s\.1 is no longer in s|the claim s\.0/u,
      async () => await Promise.resolve({ claims: [] }),
    ],
    [
      'the check is no longer asked for',
      'not-claimed',
      /no longer asks for vault-good/u,
      async () => await Promise.resolve({ claims: [['place'], ['place']] }),
    ],
    [
      'the document is no longer configured',
      'not-claimed',
      /the document s is no longer configured/u,
      async () => await Promise.resolve({ documents: [statement('t', [['place']])] }),
    ],
    [
      'the subscription is no longer named',
      'left-scope',
      /scope\.subscriptions no longer names/u,
      async () =>
        await Promise.resolve({
          scope: { subscriptions: ['00000000-0000-0000-0000-000000000002'], exclude: NONE },
          scope_: { subscriptions: async () => await Promise.resolve({ ids: [], problems: [] }) },
        }),
    ],
    [
      'the subscription left the management group',
      'left-scope',
      /is no longer below mg-prod/u,
      async () =>
        await Promise.resolve({
          scope: { managementGroups: ['mg-prod'], exclude: NONE },
          scope_: { subscriptions: async () => await Promise.resolve({ ids: [], problems: [] }) },
        }),
    ],
    [
      'an exception was approved',
      'excepted',
      /approved by Jane/u,
      async () =>
        await Promise.resolve({
          exceptions: [
            {
              claim: 's.0',
              check: 'vault-good',
              resource: vault.id,
              reason: 'r',
              approvedBy: 'Jane',
              expires: '2030-01-01',
            },
          ],
        }),
    ],
  ])('12: %s: %s', async (_, because, how, change) => {
    await scan();
    const step = await change();
    await scan(step);

    expect(await ends()).toEqual([because]);
    const changes = (await store.changesBetween('2026-01-01', '2027-01-01')).filter(
      ({ ended, before }) => ended !== undefined && before?.status === 'fail',
    );
    expect(changes).toMatchObject([{ ended: { because } }]);
    if (how === null) expect(changes[0]?.ended?.how).toBeNull();
    else expect(changes[0]?.ended?.how).toMatch(how);
  });

  it.each<[string, Step]>([
    [
      'a subscription that is not visible any more',
      { scope_: { subscriptions: async () => await Promise.resolve({ ids: [], problems: [] }) } },
    ],
    [
      'a management group that could not be read',
      {
        scope: { managementGroups: ['mg-prod'], exclude: NONE },
        scope_: {
          subscriptions: async () =>
            await Promise.resolve({
              ids: [],
              problems: [
                {
                  operation: 'management group mg-prod',
                  code: 'AuthorizationFailed',
                  message: 'refused',
                  permission: null,
                },
              ],
            }),
        },
      },
    ],
  ])('12: %s ends nothing, and nothing holds by it', async (_, step) => {
    await scan();
    const { result } = await scan(step);

    expect(await ends()).toEqual([]);
    expect(result.claims.map(({ status }) => status)).not.toContain('holds');
    const findings = await store.findingsOf(vault.id);
    expect(findings.map(({ finding }) => finding.status)).toEqual(['unknown', 'unknown']);
  });

  it('12: a subscription that cannot be read ends nothing', async () => {
    await scan();
    world.status = 'unreadable';
    await scan();

    expect(await ends()).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimStatus } from '#domain/status.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import {
  addResource,
  databaseOf,
  FLEX,
  goodEstate,
  serverOf,
  storageOf,
  vaultOf,
} from '../harness/estates.ts';
import {
  knownFrom,
  type SimulatedAzure,
  type SimulatedScan,
  simulatedConfiguration,
  startSimulatedAzure,
} from '../harness/simulated-scan.ts';

const OUTLAW = 'stflexoutlaw';
const INVENTORIES = '^/(subscriptions/[^/]+/resources\\?|providers/Microsoft\\.ResourceGraph/)';
const documents = simulatedConfiguration().documents.filter(
  ({ statement }) => statement.id === FLEX.document,
);

/** Lists that match leave out what matches; nothing else about it is changed. */
const hide = (id: string, path = INVENTORIES): MisbehaviourRule => ({
  match: { path },
  effect: { hideRows: `${id}(/|$)` },
});

/** Of more resources than fifty on which its lists differ a scan settles the first fifty. */
const ENOUGH = /^Microsoft\.(?:Sql|Storage|KeyVault|RecoveryServices|Network)\//u;

function typeOf(resource: unknown): string {
  const isThing = typeof resource === 'object' && resource !== null;
  return isThing ? String(Reflect.get(resource, 'type')) : '';
}

function estate() {
  const made = goodEstate();
  for (const { resourceGroups = [] } of made.subscriptions) {
    for (const group of resourceGroups) {
      const { resources = [] } = group;
      group.resources = resources.filter((one) => ENOUGH.test(typeOf(one)));
    }
  }
  addResource(made, FLEX, {
    type: 'Microsoft.Storage/storageAccounts',
    name: OUTLAW,
    location: 'eastus',
    sku: { name: 'Standard_LRS' },
    properties: { minimumTlsVersion: 'TLS1_0', supportsHttpsTrafficOnly: false },
  });
  return made;
}

function statusOf(scan: SimulatedScan, claim: string): ClaimStatus | undefined {
  return scan.result.claims.find(({ id }) => id === claim)?.status;
}

function findingsOn(scan: SimulatedScan, id: string, status?: string): readonly string[] {
  return scan.result.claims
    .flatMap(({ findings }) => findings)
    .filter((one) => one.resourceId.toLowerCase() === id.toLowerCase())
    .filter((one) => status === undefined || one.status === status)
    .map(({ claim, check }) => `${claim} ${check}`)
    .sort();
}

function subscriptionOf(scan: SimulatedScan) {
  const [own] = scan.result.scan.subscriptions;
  if (own === undefined) throw new Error('Nothing was scanned');
  return own;
}

function readsOf(azure: SimulatedAzure, id: string): number {
  const path = `${id.toLowerCase()}?`;
  return azure.simulator.admin
    .requests()
    .filter(({ method, path: asked }) => method === 'GET' && asked.toLowerCase().startsWith(path))
    .length;
}

describe('what is there, from every answer', () => {
  let azure: SimulatedAzure;
  let seen: SimulatedScan;

  beforeAll(async () => {
    azure = await startSimulatedAzure(estate());
    seen = await azure.scan({ documents });
  }, 60_000);

  afterAll(async () => {
    await azure[Symbol.asyncDispose]();
  });

  const scan = async (rules: readonly MisbehaviourRule[], known?: SimulatedScan) => {
    azure.simulator.admin.clearRequests();
    return await azure.scan({
      documents,
      rules,
      ...(known === undefined ? {} : { known: knownFrom(known) }),
    });
  };

  it.each([
    ['storage account', storageOf(FLEX, OUTLAW), 4],
    ['key vault', vaultOf(FLEX), 4],
    // Of what holds nothing the statement says how it is spoken to.
    ['server', serverOf(FLEX), 1],
    ['database', databaseOf(FLEX), 4],
  ])(
    '9: a %s that only the list of its kind names is judged as any other',
    async (_, id, least) => {
      const after = await scan([hide(id)]);

      expect(findingsOn(seen, id).length).toBeGreaterThanOrEqual(least);
      expect(findingsOn(after, id, 'fail')).toEqual(findingsOn(seen, id, 'fail'));
      expect(findingsOn(after, id)).toEqual(findingsOn(seen, id));
      expect(subscriptionOf(after)).toMatchObject({ status: 'complete' });
      expect(readsOf(azure, id)).toBeLessThanOrEqual(2);
    },
  );

  it('9: a server that no list names and another one names as its partner is judged', async () => {
    const ids = seen.population
      .map(({ resourceId }) => resourceId)
      .filter((id) => /\/servers\/[^/]+$/iu.test(id) && id !== serverOf(FLEX));
    const [other = ''] = ids;
    expect(other).not.toBe('');

    const after = await scan([hide(other), hide(other, '/providers/Microsoft\\.Sql/servers\\?')]);

    expect(findingsOn(after, other)).toEqual(findingsOn(seen, other));
  });

  it('9: a list row that cannot be settled is judged by the row, and the subscription is not complete', async () => {
    const id = storageOf(FLEX, OUTLAW);
    const refused = { match: { path: `/${OUTLAW}\\?` }, effect: { status: 500 } } as const;

    const after = await scan([hide(id), refused]);

    expect(findingsOn(after, id, 'fail').length).toBeGreaterThan(0);
    expect(subscriptionOf(after).status).toBe('partial');
    expect(
      subscriptionOf(after)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain(OUTLAW);
  });

  it('9: two regions of one resource are settled by one direct read', async () => {
    const id = storageOf(FLEX, OUTLAW);
    const moved = {
      match: { path: '^/providers/Microsoft\\.ResourceGraph/' },
      effect: { setProperty: { path: 'location', value: 'North Europe' } },
    } as const;

    const after = await scan([moved]);

    expect(findingsOn(after, id, 'fail')).toEqual(findingsOn(seen, id, 'fail'));
    expect(readsOf(azure, id)).toBe(1);
  });

  it('10: what is known and vanished without a trace is asked for, and judged where it is there', async () => {
    const id = storageOf(FLEX, OUTLAW);
    const everywhere = hide(id, '.');

    const after = await scan([everywhere], seen);

    expect(findingsOn(after, id, 'fail')).toEqual(findingsOn(seen, id, 'fail'));
    expect(subscriptionOf(after).status).toBe('complete');
  });

  it('10: what is known and refused makes its claims unverified, by name, in every later scan', async () => {
    const denied = {
      match: {},
      effect: { deny: 'Microsoft.Storage/storageAccounts/read' },
    } as const;
    const id = storageOf(FLEX, OUTLAW);

    const second = await scan([denied], seen);
    const third = await scan([denied], second);

    for (const after of [second, third]) {
      expect(findingsOn(after, id, 'unknown')).toEqual(findingsOn(seen, id));
      expect(subscriptionOf(after).status).toBe('partial');
      expect(statusOf(after, 'flex.encryption-in-transit')).toBe('unverified');
    }
  });

  it('10: a kind that is hidden from the first scan on makes its claims unverified, for its own list is refused', async () => {
    const denied = {
      match: {},
      effect: { deny: 'Microsoft.Storage/storageAccounts/read' },
    } as const;

    const first = await scan([denied]);

    expect(statusOf(first, 'flex.encryption-in-transit')).toBe('unverified');
  });

  it('11: what the inventories still name and the list of its kind does not is asked for once', async () => {
    const id = storageOf(FLEX, OUTLAW);
    const unlisted = hide(id, '/providers/Microsoft\\.Storage/storageAccounts\\?');
    const gone = {
      match: { path: `/${OUTLAW}\\?` },
      effect: { status: 404, code: 'ResourceNotFound' },
    } as const;

    const there = await scan([unlisted]);
    expect(findingsOn(there, id, 'fail')).toEqual(findingsOn(seen, id, 'fail'));
    expect(readsOf(azure, id)).toBe(1);

    const away = await scan([unlisted, gone]);
    expect(findingsOn(away, id)).toEqual([]);
    expect(away.seenGone).toContain(id.toLowerCase());
    expect(readsOf(azure, id)).toBe(1);
    expect(statusOf(away, 'flex.encryption-in-transit')).not.toBe('unverified');
  });
});

describe('10: deny assignments', () => {
  const EVERYTHING = { scope: FLEX.group, actions: ['Microsoft.Storage/*/read'] };

  async function scanWith(more: object): Promise<SimulatedScan> {
    const made = { ...estate(), denyAssignments: [{ name: 'locked', ...EVERYTHING, ...more }] };
    await using azure = await startSimulatedAzure(made);
    return await azure.scan({ documents });
  }

  it('10: one that hides resources makes the subscription partial, with its name', async () => {
    const after = await scanWith({});

    expect(subscriptionOf(after).status).toBe('partial');
    expect(
      subscriptionOf(after)
        .problems.map(({ message }) => message)
        .join(),
    ).toContain('locked');
    expect(statusOf(after, 'flex.encryption-in-transit')).not.toBe('holds');
  });

  it.each([
    ['forbids no reading', { actions: ['*'], notActions: ['*/read'] }],
    ['is about somebody else', { principals: [{ id: FLEX.subscription, type: 'User' }] }],
    [
      'hides nothing but log data',
      { actions: ['Microsoft.OperationalInsights/workspaces/query/read'] },
    ],
  ])('10: one that %s changes nothing', async (_, more) => {
    expect(subscriptionOf(await scanWith(more)).status).toBe('complete');
  });
});

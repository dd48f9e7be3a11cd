import { describe, expect, it } from 'vitest';
import { unavailable } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { pass } from '#domain/verdict.ts';
import type { Read } from '#resource-types/define-read.ts';
import { carryForward } from '#scan/carry-forward.ts';
import { type ChangeFeed, createChangeFeeds } from '#scan/change-feeds.ts';
import { earlierFrom } from '#scan/earlier-scan.ts';
import { finding } from '../harness/findings.ts';
import {
  announce,
  createWorld,
  SERVER,
  SUBSCRIPTION,
  statement,
  thing,
  worldCheck,
} from '../harness/monitor-world.ts';

const ELSEWHERE = '00000000-0000-0000-0000-000000000002';
const HOLDER = 'microsoft.recoveryservices/vaults';
const OWN = thing(SERVER, ['a']);
const NOW = '2026-11-21T01:00:00.000Z';

/** What vaults say of the server, wherever they lie. */
const JOIN: Read = {
  name: 'saidByVaults',
  kind: 'join',
  permissions: ['Test/read'],
  apiVersion: '2026-01-01',
  source: 'made up',
  requestKey: (id) => id,
  ofType: HOLDER,
  rowsOf: 'items',
  idsIn: () => [],
};

/** The records of a subscription: these ids were written. */
function written(...ids: readonly string[]): ChangeFeed {
  const world = createWorld();
  for (const id of ids) announce(world, id);
  return { status: 'collected', value: world.writes, evidence: [], readAt: world.now };
}

/** Whether the server's recorded verdict still stands, by a check with these reads. */
async function stands(
  elsewhere: ChangeFeed | Promise<ChangeFeed>,
  reads: readonly string[] = [JOIN.name],
): Promise<boolean> {
  const [document] = [statement('s', [['protected']])];
  const [claim] = document.statement.claims;
  const use = claim?.verify?.[0];
  if (claim === undefined || use === undefined) throw new Error('there is no claim');
  const check = worldCheck('protected', SERVER, reads, () =>
    pass('It is.', { expected: true, observed: true }),
  );
  const recorded = finding({
    document: 's',
    claim: claim.id,
    check: 'protected',
    resourceId: OWN.id,
    resourceType: SERVER.toLowerCase(),
    status: 'pass',
    readAt: '2026-11-21T00:00:00.000Z',
  });
  const earlier = earlierFrom(new Map([[idKey(OWN.id), [recorded]]]), '2026-11-20T00:00:00.000Z');
  const carried = carryForward({
    earlier: { ...earlier, ...(await earlier.within(SUBSCRIPTION)) },
    feed: written(),
    feeds: createChangeFeeds(
      new Map([
        [SUBSCRIPTION, Promise.resolve(written())],
        [ELSEWHERE, Promise.resolve(elsewhere)],
      ]),
      50,
    ),
    inventory: {
      id: SUBSCRIPTION,
      name: null,
      status: 'complete',
      entries: [
        {
          resource: { id: OWN.id, name: 'a', type: SERVER },
          groupTags: {},
          evidence: [],
          readAt: 0,
        },
      ],
      problems: [],
      readAt: 0,
    },
    exceptions: [],
    exceptionFor: () => undefined,
    asOf: NOW,
    reads: new Map([[JOIN.name, JOIN]]),
  });
  const task = { check, parameters: {}, uses: [] };
  return (await carried.standing(OWN.id, task, { document, claim, use })) !== undefined;
}

const VAULT = `/subscriptions/${ELSEWHERE}/resourceGroups/rg/providers/Microsoft.RecoveryServices/vaults/v`;

describe('a verdict that rests on what vaults of another subscription say', () => {
  it('stands while no vault was written', async () => {
    expect(await stands(written())).toBe(true);
    expect(await stands(written(`/subscriptions/${ELSEWHERE}/resourceGroups/rg`))).toBe(true);
    expect(await stands(written(VAULT.replace('/vaults/', '/vaultsOfOthers/')))).toBe(true);
  });

  it.each([
    ['a vault', VAULT],
    ['an item in it', `${VAULT}/backupFabrics/Azure/protectionContainers/c/protectedItems/i`],
  ])('is made anew when %s was written there', async (_, id) => {
    expect(await stands(written(id))).toBe(false);
  });

  it('is made anew when the records there could not be read', async () => {
    expect(await stands(unavailable('ServerError', 'no answer'))).toBe(false);
  });

  it('is made anew when the records there do not come', async () => {
    const never = new Promise<ChangeFeed>(() => undefined);

    expect(await stands(never)).toBe(false);
    expect(await stands(never, ['sqlServer'])).toBe(true);
  });

  it('is no concern of a check that asks no vault', async () => {
    expect(await stands(written(VAULT), ['sqlServer'])).toBe(true);
    expect(await stands(unavailable('ServerError', 'no answer'), ['sqlServer'])).toBe(true);
  });
});

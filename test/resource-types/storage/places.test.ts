import { describe, expect, it } from 'vitest';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { location } from '#checks/location.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import { unavailable } from '#domain/reading.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import { brokenBodies, judgeType, locateGood, unread } from '../../harness/judge-type.ts';
import { typeCases } from '../../harness/type-cases.ts';

const OWN = storageAccount.good.id;
const OTHER =
  '/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/away';

type Row = readonly [
  sku: string | null,
  primary: string | undefined,
  secondary: string | null | undefined,
  within: string | readonly string[],
  status: string,
];

/** The account, by where its data and its second copy are. */
async function judged(
  question: typeof location,
  [name, primaryLocation, secondaryLocation, within]: Row,
  of?: readonly string[],
): Promise<string | undefined> {
  const bodies = brokenBodies(storageAccount, {
    account: {
      sku: { name },
      'properties/primaryLocation': primaryLocation,
      'properties/secondaryLocation': secondaryLocation,
    },
  });
  const given = { within, ...(of === undefined ? {} : { of }) };
  const [one] = await judgeType(question, storageAccount, bodies, given, { locate: locateGood });
  return one?.verdict.status;
}

describe('location: primary data and second copy', () => {
  it.each<Row>([
    ['Standard_GRS', 'northeurope', 'westeurope', 'EU', 'pass'],
    ['Standard_GRS', 'North Europe', 'West Europe', 'EU', 'pass'],
    ['Standard_GRS', 'northeurope', 'westeurope', 'IE', 'fail'],
    ['Standard_GRS', 'northeurope', 'westeurope', ['IE', 'NL'], 'pass'],
    ['Standard_GRS', 'uksouth', 'ukwest', 'EEA', 'fail'],
    ['Standard_GRS', 'uksouth', 'ukwest', 'Europe', 'pass'],
    ['Standard_GRS', 'norwayeast', 'norwaywest', 'EU', 'fail'],
    ['Standard_GRS', 'norwayeast', 'norwaywest', 'EEA', 'pass'],
    ['Standard_GRS', 'northeurope', null, 'EU', 'unknown'],
    ['Standard_GRS', 'northeurope', undefined, 'EU', 'unknown'],
    ['Standard_GRS', 'northeurope', 'atlantis', 'EU', 'unknown'],
    ['Standard_GRS', 'northeurope', 'global', 'EU', 'unknown'],
    ['Standard_GRS', undefined, 'westeurope', 'EU', 'unknown'],
    ['Standard_GRS', 'atlantis', 'eastus', 'EU', 'fail'],
    ['Standard_LRS', 'northeurope', undefined, 'EU', 'pass'],
    ['Standard_LRS', 'eastus', undefined, 'EU', 'fail'],
    // A copy that is seen counts, whatever the sku: outside is outside.
    ['Standard_LRS', 'northeurope', 'eastus', 'EU', 'fail'],
    ['Standard_LRS', undefined, undefined, 'EU', 'unknown'],
    ['Standard_NEW', 'northeurope', 'westeurope', 'EU', 'unknown'],
    ['Standard_NEW', 'northeurope', 'eastus', 'EU', 'fail'],
    ['Standard_GRS_Next', 'northeurope', undefined, 'EU', 'unknown'],
    [null, 'northeurope', undefined, 'EU', 'unknown'],
  ])('%s in %j with a copy in %j, claimed %j: %s', async (...row) => {
    expect(await judged(location, row, ['primary', 'copy'])).toBe(row[4]);
  });

  it('15: trap: after a failover the data is where primaryLocation says, whatever location does', async () => {
    const row: Row = ['Standard_LRS', 'westeurope', undefined, 'northeurope', 'fail'];

    expect(storageAccount.good.bodies['account']).toMatchObject({ location: 'northeurope' });
    expect(await judged(location, row)).toBe('fail');
  });
});

describe('regional-redundancy, geo-redundant-backup', () => {
  it.each<readonly [...Row, string]>([
    ['Standard_GRS', 'swedencentral', 'swedensouth', 'SE', 'pass', 'pass'],
    ['Standard_RAGZRS', 'northeurope', 'westeurope', 'EEA', 'pass', 'pass'],
    ['StandardV2_GZRS', 'northeurope', 'westeurope', 'EEA', 'pass', 'pass'],
    ['standard_ragrs', 'northeurope', 'westeurope', 'EEA', 'pass', 'pass'],
    ['Standard_GRS', 'northeurope', 'uksouth', 'EEA', 'fail', 'fail'],
    ['Standard_GRS', 'uksouth', 'northeurope', 'EEA', 'fail', 'pass'],
    ['Standard_GRS', 'northeurope', 'northeurope', 'EEA', 'fail', 'fail'],
    ['Standard_GRS', 'northeurope', 'North Europe', 'EEA', 'fail', 'fail'],
    ['Standard_ZRS', 'northeurope', undefined, 'EEA', 'fail', 'fail'],
    ['Premium_LRS', 'northeurope', undefined, 'EEA', 'fail', 'fail'],
    ['PremiumV2_ZRS', 'northeurope', undefined, 'EEA', 'fail', 'fail'],
    ['Standard_LRS', 'northeurope', 'westeurope', 'EEA', 'fail', 'fail'],
    ['Standard_GRS', 'northeurope', null, 'EEA', 'unknown', 'unknown'],
    ['Standard_GRS', undefined, 'westeurope', 'EEA', 'unknown', 'unknown'],
    ['Standard_GRS', 'northeurope', 'atlantis', 'EEA', 'unknown', 'unknown'],
    ['Standard_NEW', 'northeurope', 'westeurope', 'EEA', 'unknown', 'unknown'],
    ['Future_GRS', 'northeurope', 'westeurope', 'EEA', 'unknown', 'unknown'],
    [null, 'northeurope', 'westeurope', 'EEA', 'unknown', 'unknown'],
  ])('%s in %j with a copy in %j, claimed %j: %s, %s', async (...row) => {
    const [sku, primary, secondary, within, held, separate] = row;
    const given: Row = [sku, primary, secondary, within, ''];

    expect(await judged(regionalRedundancy, given)).toBe(held);
    expect(await judged(geoRedundantBackup, given)).toBe(separate);
  });
});

const ACCOUNTS = [
  { name: 'inside', sku: { name: 'Standard_LRS' }, properties: { primaryLocation: 'westeurope' } },
  { name: 'outside', sku: { name: 'Standard_LRS' }, properties: { primaryLocation: 'eastus' } },
  {
    name: 'moved',
    location: 'westeurope',
    sku: { name: 'Standard_LRS' },
    properties: { primaryLocation: 'eastus' },
  },
  {
    name: 'paired',
    sku: { name: 'Standard_GRS' },
    properties: { primaryLocation: 'uksouth', secondaryLocation: 'ukwest' },
  },
  { name: 'silent', sku: { name: 'Standard_LRS' }, properties: {} },
];

const policies = (...pairs: readonly (readonly [string, string])[]) => ({
  replication: {
    '': pairs.map(([sourceAccount, destinationAccount]) => ({
      properties: { sourceAccount, destinationAccount },
    })),
  },
  accounts: { '': ACCOUNTS },
});

const abroad: Locate = async () =>
  await Promise.resolve({
    is: 'out-of-scope',
    why: 'its subscription is not',
    evidence: [],
    location: 'eastus',
    at: [],
  });

const COPIES = { with: { within: 'EU', of: ['replica'] } };

typeCases(location, storageAccount, COPIES, [
  { when: 'no blobs are replicated', status: 'not-applicable', set: policies() },
  { when: 'blobs come from elsewhere', status: 'not-applicable', set: policies(['other', 'st']) },
  { when: 'they go to an account inside', status: 'pass', set: policies(['st', 'inside']) },
  {
    when: 'by ids, in any case',
    status: 'pass',
    set: policies([OWN.toUpperCase(), OWN.replace(/st$/u, 'INSIDE')]),
  },
  { when: 'they go outside', status: 'fail', set: policies(['st', 'outside']) },
  {
    when: 'they go to an account that failed over',
    status: 'fail',
    set: policies(['st', 'moved']),
  },
  {
    when: 'the second copy of where they go is outside',
    status: 'fail',
    set: policies(['st', 'paired']),
    reason: /second copy of the copy in account paired/u,
  },
  { when: 'where that one is, is not said', status: 'unknown', set: policies(['st', 'silent']) },
  { when: 'they go where nobody sees it', status: 'unknown', set: policies(['st', 'elsewhere']) },
  {
    when: 'one inside, one not seen',
    status: 'unknown',
    set: policies(['st', 'inside'], ['st', 'elsewhere']),
  },
  {
    when: 'one outside, one not seen',
    status: 'fail',
    set: policies(['st', 'elsewhere'], ['st', 'outside']),
  },
  { when: 'a policy names neither end', status: 'unknown', set: policies(['one', 'two']) },
  {
    when: 'they go to another subscription, which is looked up',
    status: 'fail',
    set: policies([OWN, OTHER]),
    locate: abroad,
  },
  { when: 'the other subscription is inside', status: 'pass', set: policies([OWN, OTHER]) },
  {
    when: 'it has no blobs (premium files)',
    status: 'not-applicable',
    set: { account: { kind: 'FileStorage' }, replication: { '': undefined } },
  },
  { when: 'the policies may not be read', status: 'unknown', set: { replication: { '': lost() } } },
]);

const setting = (workspaceId: unknown, enabled = true) => [
  { name: 'own', properties: { workspaceId, logs: [{ category: 'New', enabled }] } },
];

typeCases(location, storageAccount, { with: { within: 'EU', of: ['log'] } }, [
  { when: 'records stay in the set', status: 'pass' },
  { when: 'records of queues go abroad', status: 'fail', set: toQueues(OTHER), locate: elsewhere },
  {
    when: 'the setting is off',
    status: 'pass',
    set: { queueSettings: { '': setting(OTHER, false) } },
  },
  { when: 'where they go is not understood', status: 'unknown', set: toQueues(7) },
  { when: 'a setting may not be read', status: 'unknown', set: { tableSettings: { '': lost() } } },
]);

function toQueues(id: unknown) {
  return { queueSettings: { '': setting(id) } };
}

async function elsewhere(id: string) {
  return id === OTHER ? await abroad(id) : await locateGood(id);
}

function lost(): unknown {
  return unread(unavailable('AuthorizationFailed', 'may not read'));
}

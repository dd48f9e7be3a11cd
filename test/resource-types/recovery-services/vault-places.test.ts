import { describe, expect, it } from 'vitest';
import { crossRegionRestore } from '#checks/cross-region-restore.ts';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { location } from '#checks/location.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import { unavailable } from '#domain/reading.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { recoveryServicesVault as vault } from '#resource-types/recovery-services/vault.ts';
import type { Question } from '#traits/define-check.ts';
import { DAILY, kept, LONG } from '../../harness/backup-policies.ts';
import { type Bodies, judgeType, locateGood, unread } from '../../harness/judge-type.ts';

interface Given {
  readonly location?: string | null;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly bodies?: Bodies;
  readonly locate?: Locate;
  readonly with?: Readonly<Record<string, unknown>>;
}

const GEO = { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Enabled' };

/** Status by item; the vault's own under the empty name. */
async function ask(question: Question, given: Given): Promise<Readonly<Record<string, string>>> {
  const { properties = {}, bodies = {}, locate = locateGood } = given;
  const own = {
    location: given.location === undefined ? 'northeurope' : given.location,
    properties: { redundancySettings: GEO, ...properties },
  };
  const all = { vault: own, config: {}, regions: [], items: [], policies: [], settings: [] };
  const judged = await judgeType(question, vault, { ...all, ...bodies }, given.with, { locate });
  return Object.fromEntries(judged.map(({ item = '', verdict }) => [item, verdict.status]));
}

async function statusOf(question: Question, given: Given): Promise<string | undefined> {
  return (await ask(question, given))[''];
}

describe('the second copy of a vault', () => {
  it.each([
    ['GeoRedundant', 'swedencentral', 'SE', 'pass'],
    ['georedundant', 'northeurope', 'EEA', 'pass'],
    ['GeoRedundant', 'North Europe', 'NL', 'pass'],
    ['GeoRedundant', 'northeurope', 'IE', 'fail'],
    ['GeoRedundant', 'eastus', 'EEA', 'fail'],
    ['GeoRedundant', 'polandcentral', 'EEA', 'unknown'],
    ['GeoRedundant', 'atlantis', 'EEA', 'unknown'],
    ['GeoRedundant', null, 'EEA', 'unknown'],
    ['LocallyRedundant', 'northeurope', 'EEA', 'fail'],
    ['ZoneRedundant', 'northeurope', 'EEA', 'fail'],
    ['Invalid', 'northeurope', 'EEA', 'unknown'],
    ['FutureRedundant', 'northeurope', 'EEA', 'unknown'],
    ['', 'northeurope', 'EEA', 'unknown'],
    [undefined, 'northeurope', 'EEA', 'unknown'],
  ])('%s in %j, claimed %j: %s', async (redundancy, region, within, status) => {
    const redundancySettings = { standardTierStorageRedundancy: redundancy };
    const given = { location: region, properties: { redundancySettings }, with: { within } };

    expect(await statusOf(geoRedundantBackup, given)).toBe(status);
  });

  it.each([
    ['GeoRedundant', 'pass'],
    ['ReadAccessGeoZoneRedundant', 'pass'],
    ['LocallyRedundant', 'fail'],
    ['Invalid', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])(
    'asks the storage configuration (%j) of a vault that does not say: %s',
    async (storageModelType, status) => {
      for (const redundancySettings of [null, {}, { standardTierStorageRedundancy: null }]) {
        const bodies = { config: { properties: { storageModelType } } };
        const given = { properties: { redundancySettings }, bodies };

        expect(await statusOf(geoRedundantBackup, given)).toBe(status);
        expect(await statusOf(regionalRedundancy, given)).toBe(status);
      }
    },
  );

  it('is told by the vault alone where it says both itself: nothing else is asked', async () => {
    const bodies = { config: unread(unavailable('AuthorizationFailed', 'refused')) };
    const half = { redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' } };

    expect(await statusOf(crossRegionRestore, { bodies })).toBe('pass');
    expect(await statusOf(geoRedundantBackup, { bodies, properties: half })).toBe('pass');
    expect(await statusOf(crossRegionRestore, { bodies, properties: half })).toBe('unknown');
  });

  it.each([
    ['Disabled', 'pass'],
    [null, 'pass'],
    ['Enabled', 'unknown'],
    ['Invalid', 'unknown'],
  ])('a second region of choice %j: %s', async (status, expected) => {
    const given = { properties: { regionOfChoiceSettings: { status } }, with: { within: 'EU' } };

    expect(await statusOf(geoRedundantBackup, given)).toBe(expected);
    expect(await statusOf(location, given)).toBe(expected);
  });

  it('takes the pair from what Azure lists', async () => {
    const pair = { regionType: 'Physical', pairedRegion: [{ name: 'uksouth' }] };
    const bodies = { regions: [{ name: 'northeurope', metadata: pair }] };

    expect(await statusOf(location, { bodies, with: { within: 'EU' } })).toBe('fail');
  });

  it.each([
    [{ crossRegionRestore: 'Enabled' }, undefined, 'pass'],
    [{ crossRegionRestore: 'enabled' }, undefined, 'pass'],
    [{ crossRegionRestore: 'Disabled' }, true, 'fail'],
    [{ crossRegionRestore: 'Perhaps' }, true, 'unknown'],
    [{}, true, 'pass'],
    [{}, false, 'fail'],
    [{}, null, 'unknown'],
    [{}, undefined, 'unknown'],
  ])('restores across regions by %j, or by %j: %s', async (own, flag, status) => {
    const redundancySettings = { standardTierStorageRedundancy: 'GeoRedundant', ...own };
    const bodies = { config: { properties: { crossRegionRestoreFlag: flag } } };

    expect(await statusOf(crossRegionRestore, { properties: { redundancySettings }, bodies })).toBe(
      status,
    );
  });
});

describe('trap: a geo-redundant vault that keeps nothing itself', () => {
  const ACCOUNT =
    '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/files';
  const POLICY = '/subscriptions/s/policies/shares';
  const share = (properties: Readonly<Record<string, unknown>> = {}) => ({
    name: 'AzureFileShare;1',
    properties: {
      backupManagementType: 'AzureStorage',
      friendlyName: 'share',
      sourceResourceId: ACCOUNT,
      policyId: POLICY.toUpperCase(),
      ...properties,
    },
  });
  const policy = (properties: Readonly<Record<string, unknown>>) => ({
    id: POLICY,
    properties: { backupManagementType: 'AzureStorage', schedulePolicy: DAILY, ...properties },
  });
  const retention = { ...LONG, dailySchedule: kept(30) };
  const SNAPSHOTS = policy({ retentionPolicy: retention });
  const VAULTED = policy({ vaultRetentionPolicy: { vaultRetention: retention } });
  const MACHINE = { name: 'vm', properties: { backupManagementType: 'AzureIaasVM' } };
  const NOWHERE: Locate = async () =>
    await Promise.resolve({ is: 'not-known', why: unavailable('AuthorizationFailed', 'refused') });

  it.each<[string, Bodies, Locate, Readonly<Record<string, string>>]>([
    [
      'snapshots only, the account in scope',
      { items: [share()], policies: [SNAPSHOTS] },
      locateGood,
      { '': 'not-applicable' },
    ],
    [
      'snapshots only, the account not to be seen',
      { items: [share()], policies: [SNAPSHOTS] },
      NOWHERE,
      { share: 'unknown' },
    ],
    [
      'snapshots of an account that is not named',
      { items: [share({ sourceResourceId: '' })], policies: [SNAPSHOTS] },
      locateGood,
      { share: 'unknown' },
    ],
    [
      'snapshots, and a machine',
      { items: [share(), MACHINE], policies: [SNAPSHOTS] },
      locateGood,
      { '': 'pass' },
    ],
    ['a share in the vault', { items: [share()], policies: [VAULTED] }, locateGood, { '': 'pass' }],
    [
      'a share whose policy is not there',
      { items: [share()], policies: [] },
      locateGood,
      { '': 'unknown' },
    ],
    [
      'a share that is protected no more',
      { items: [share({ policyId: '' })], policies: [SNAPSHOTS] },
      locateGood,
      { '': 'unknown' },
    ],
    [
      'something of a new kind',
      { items: [share({ backupManagementType: 'Future' })], policies: [SNAPSHOTS] },
      locateGood,
      { '': 'unknown' },
    ],
    ['nothing yet', { items: [], policies: [] }, locateGood, { '': 'pass' }],
    [
      'what could not be read',
      { items: unread(unavailable('AuthorizationFailed', 'refused')), policies: [] },
      locateGood,
      { '': 'unknown' },
    ],
  ])('%s', async (_, bodies, locate, expected) => {
    expect(await ask(geoRedundantBackup, { bodies, locate })).toEqual(expected);
    expect(await ask(regionalRedundancy, { bodies, locate })).toEqual(expected);
  });

  it('the place of the snapshots counts where data may be', async () => {
    const bodies = { items: [share()], policies: [SNAPSHOTS] };
    const abroad: Locate = async () =>
      await Promise.resolve({ is: 'in-scope', evidence: [], at: [], location: 'eastus' });
    const given = { bodies, with: { within: 'EEA' } };

    expect(await ask(location, given)).toEqual({ '': 'pass', share: 'pass' });
    expect(await ask(location, { ...given, locate: abroad })).toEqual({
      '': 'pass',
      share: 'fail',
    });
  });

  it('what is protected need not be read to know where the vault is', async () => {
    const bodies = { items: unread(unavailable('AuthorizationFailed', 'refused')) };

    expect(await ask(location, { bodies, with: { within: 'EEA' } })).toEqual({ '': 'pass' });
  });
});

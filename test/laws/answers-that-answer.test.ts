import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '#domain/clock.ts';
import type { Finding } from '#domain/finding.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { realClock } from '../harness/azure-access.ts';
import { FLEX } from '../harness/estates.ts';
import {
  documentsOf,
  type SimulatedAzure,
  startSimulatedAzure,
} from '../harness/simulated-scan.ts';
import { keyVault, PLATFORM, recoveryVault } from './small-vaults.ts';

const documents = documentsOf([FLEX.subscription]).filter(
  ({ statement }) => statement.id === 'flex-applications',
);
const database = (name: string) => ({
  name,
  sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 },
  settings: {
    transparentDataEncryption: { state: 'Enabled' },
    backupShortTermRetentionPolicies: { retentionDays: 35, diffBackupIntervalInHours: 12 },
  },
});

let azure: SimulatedAzure;

beforeAll(async () => {
  azure = await startSimulatedAzure({
    backupRedundancyLagSeconds: 0,
    subscriptions: [
      {
        id: FLEX.subscription,
        displayName: 'Answers',
        resourceGroups: [
          {
            name: 'rg',
            location: 'swedencentral',
            resources: [
              {
                type: 'Microsoft.Sql/servers',
                name: 'one',
                properties: { minimalTlsVersion: '1.2' },
                children: { databases: [database('billing'), database('crm'), database('a+b#c')] },
              },
              {
                type: 'Microsoft.Sql/servers',
                name: 'two',
                properties: { minimalTlsVersion: '1.2' },
              },
              {
                type: 'Microsoft.Storage/storageAccounts',
                name: 'stone',
                sku: { name: 'Standard_GZRS' },
                properties: { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true },
                settings: {
                  blobServices: {
                    isVersioningEnabled: true,
                    changeFeed: { enabled: true },
                    deleteRetentionPolicy: { enabled: true, days: 40 },
                    restorePolicy: {
                      enabled: true,
                      days: 30,
                      lastEnabledTime: '-P300D',
                      minRestoreTime: '-P30D',
                    },
                  },
                },
              },
              keyVault(true),
              recoveryVault(true),
            ],
          },
        ],
      },
      PLATFORM,
    ],
  });
}, 60_000);

afterAll(async () => {
  await azure[Symbol.asyncDispose]();
});

/** What one check says of one resource while Azure answers as the rules have it. */
async function asked(
  check: string,
  name: string,
  ...rules: readonly MisbehaviourRule[]
): Promise<Pick<Finding, 'status' | 'reason'> | undefined> {
  const { result } = await azure.scan({ documents, rules, keepOpen: true });
  return result.claims
    .flatMap(({ findings }) => findings)
    .find((finding) => finding.check === check && finding.resourceId.endsWith(`/${name}`));
}

const replace = (path: string, find: string, by: string): MisbehaviourRule => ({
  match: { path },
  effect: { replaceText: { find, with: by } },
});

const TDE = '/databases/billing/transparentDataEncryption/current';
const TDE_CHECK = 'encryption-at-rest';

describe('5: an answer must answer what was asked', () => {
  it('5: passes what Azure answers as it should', async () => {
    expect(await asked(TDE_CHECK, 'billing')).toMatchObject({ status: 'pass' });
    expect(await asked('key-expiry', 'key')).toMatchObject({ status: 'pass' });
  });

  it.each([
    ['the id of another database', TDE, '/databases/billing', '/databases/crm'],
    ['the id of another server', TDE, '/servers/one', '/servers/two'],
    [
      'the id of another subscription',
      TDE,
      FLEX.subscription,
      FLEX.subscription.replace(/^./u, 'e'),
    ],
    ['another type', TDE, '"type":"[^"]*"', '"type":"Microsoft.Sql/servers/databases/advisors"'],
    ['another name', TDE, '"name":"[^"]*"', '"name":"other"'],
    ['no id', TDE, '"id":"[^"]*",', ''],
  ])('5: an item with %s is not read', async (_, path, find, by) => {
    expect(await asked(TDE_CHECK, 'billing', replace(path, find, by))).toMatchObject({
      status: 'unknown',
    });
  });

  it('5: an id that differs in case alone is the same', async () => {
    const rule = replace(TDE, '/databases/billing', '/DATABASES/Billing');

    expect(await asked(TDE_CHECK, 'billing', rule)).toMatchObject({ status: 'pass' });
  });

  it.each([
    [
      'encryption-in-transit',
      'one',
      String.raw`Microsoft.Sql/servers\?`,
      '"name":"one"',
      '"name":"two"',
    ],
    ['backup-recent', 'billing', '/recoverableDatabases', '/servers/one', '/servers/two'],
    ['backup-recent', 'billing', '/recoverableDatabases', '"name":"crm"', '"name":"billing"'],
    ['key-expiry', 'key', '/vaults/kv-small/keys', '/vaults/kv-small', '/vaults/kv-other'],
    ['access-logging', 'kv-small', '/diagnosticSettings', '/vaults/kv-small', '/vaults/kv-other'],
    [
      'key-protection',
      'kv-small',
      String.raw`/vaults/kv-small\?`,
      '/vaults/kv-small',
      '/vaults/kv-other',
    ],
    [
      'encryption-in-transit',
      'stone',
      '/storageAccounts',
      FLEX.subscription,
      FLEX.subscription.replace(/^./u, 'e'),
    ],
    ['backup-recent', 'stone', '/blobServices/default', '/stone/', '/sttwo/'],
    [
      'geo-redundant-backup',
      'rsv',
      String.raw`RecoveryServices/vaults\?`,
      '"type":"[^"]*vaults"',
      '"type":"Microsoft.KeyVault/vaults"',
    ],
  ])(
    '5: %s of %s is not known when a row is of something else',
    async (check, name, path, find, by) => {
      const before = await asked(check, name);
      const finding = await asked(check, name, replace(path, find, by));

      expect(before?.status).toBe('pass');
      // A child whose list was not read is told on its parent.
      expect(['unknown', undefined]).toContain(finding?.status);
    },
  );

  it.each([
    ['the last word is the good one', '"state":"Enabled"', '"state":"Disabled","state":"Enabled"'],
    ['the first word is the good one', '"state":"Enabled"', '"state":"Enabled","state":"Disabled"'],
    ['both say the same', '"state":"Enabled"', '"state":"Enabled","state":"Enabled"'],
    [
      'one is written with escapes',
      '"state":"Enabled"',
      String.raw`"st\u0061te":"Disabled","state":"Enabled"`,
    ],
    ['they differ in case', '"state":"Enabled"', '"State":"Disabled","state":"Enabled"'],
    [
      'whole objects are said twice',
      '"properties":',
      '"properties":{"state":"Disabled"},"properties":',
    ],
  ])('5: a body that says a thing twice is not read: %s', async (_, find, by) => {
    const finding = await asked(TDE_CHECK, 'billing', replace(TDE, find, by));

    expect(finding).toMatchObject({ status: 'unknown' });
    expect(finding?.reason).toMatch(/says ".+" twice/iu);
  });

  it('5: a list that names one thing twice and differently is not read', async () => {
    const path = '/recoverableDatabases';
    const rule = replace(
      path,
      String.raw`"value":\[(\{.*?"name":"billing".*?\}\})`,
      '"value":[$1,$1',
    );
    const same = await asked('backup-recent', 'billing', rule);
    const other = await asked(
      'backup-recent',
      'billing',
      rule,
      replace(
        path,
        String.raw`"lastAvailableBackupDate":"[^"]*"(.*billing)`,
        '"lastAvailableBackupDate":"2020-01-01T00:00:00Z"$1',
      ),
    );

    expect(same).toMatchObject({ status: 'pass' });
    expect(other).toMatchObject({ status: 'unknown' });
  });
});

it('6: a database called a+b#c is asked about by its whole name', async () => {
  expect(await asked(TDE_CHECK, 'a+b#c')).toMatchObject({ status: 'pass' });
  const paths = azure.simulator.admin.requests().map(({ path }) => decodeURIComponent(path));
  expect(paths.some((path) => path.includes('/databases/a+b#c/transparentDataEncryption'))).toBe(
    true,
  );
});

describe('5: values that Azure cannot mean', () => {
  const POLICY = '/databases/billing/backupShortTermRetentionPolicies/default';
  it.each([
    ['point-in-time-restore', 'billing', POLICY, 'retentionDays', '1000000000'],
    ['point-in-time-restore', 'billing', POLICY, 'retentionDays', '-35'],
    ['point-in-time-restore', 'billing', POLICY, 'retentionDays', '34.5'],
    ['point-in-time-restore', 'billing', POLICY, 'retentionDays', '"35"'],
    ['differential-backup', 'billing', POLICY, 'diffBackupIntervalInHours', '-12'],
    [
      'long-term-retention',
      'billing',
      '/databases/billing/backupLongTermRetentionPolicies/default',
      'weeklyRetention',
      '"P999Y"',
    ],
    [
      'point-in-time-restore',
      'billing',
      '/servers/one/databases',
      'earliestRestoreDate',
      '"0001-01-01T00:00:00Z"',
    ],
    ['backup-recent', 'stone', '/blobServices/default', 'days', '1000000000'],
    ['encryption-in-transit', 'stone', '/storageAccounts', 'supportsHttpsTrafficOnly', '"true"'],
    [
      'key-protection',
      'kv-small',
      String.raw`/vaults/kv-small\?`,
      'enablePurgeProtection',
      '"true"',
    ],
    ['key-strength', 'key', '/keys/key', 'keySize', '1e9'],
  ])('5: %s of %s: %s', async (check, name, path, member, value) => {
    const rule = replace(path, `"${member}":("[^"]*"|[\\w.]+)`, `"${member}":${value}`);

    expect(await asked(check, name, rule)).toMatchObject({ status: 'unknown' });
  });
});

describe('8: an instant that is yet to come is not understood', () => {
  const FUTURE = '"2999-01-01T00:00:00Z"';

  it.each([
    ['backup-recent', 'billing', '/recoverableDatabases', 'lastAvailableBackupDate', FUTURE],
    ['point-in-time-restore', 'billing', '/servers/one/databases', 'earliestRestoreDate', FUTURE],
    ['backup-recent', 'stone', '/blobServices/default', 'minRestoreTime', FUTURE],
    ['key-expiry', 'key', '/keys', 'created', '32472144000'],
    ['key-expiry', 'secret', '/secrets', 'created', '32472144000'],
  ])('8: %s of %s', async (check, name, path, member, value) => {
    const rule = replace(path, `"${member}":("[^"]*"|\\d+)`, `"${member}":${value}`);

    const finding = await asked(check, name, rule);

    expect(finding).toMatchObject({ status: 'unknown' });
  });

  it('8: a database that is yet to be made is not younger than its window', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const path = '/servers/one/databases';
    const short = replace(
      path,
      '"earliestRestoreDate":"[^"]*"',
      `"earliestRestoreDate":"${yesterday}"`,
    );
    const made = (instant: string): MisbehaviourRule =>
      replace(path, '"creationDate":"[^"]*"', `"creationDate":${instant}`);

    // What was made yesterday can be restored since then.
    expect(
      await asked('point-in-time-restore', 'billing', short, made(`"${yesterday}"`)),
    ).toMatchObject({ status: 'pass' });
    expect(await asked('point-in-time-restore', 'billing', short, made(FUTURE))).toMatchObject({
      status: 'unknown',
    });
  });

  it('8: but within an hour it is: clocks differ', async () => {
    const soon = new Date(Date.now() + 50 * 60_000).toISOString();
    const rule = replace(
      '/recoverableDatabases',
      '"lastAvailableBackupDate":"[^"]*"',
      `"lastAvailableBackupDate":"${soon}"`,
    );

    expect(await asked('backup-recent', 'billing', rule)).toMatchObject({
      status: 'pass',
    });
  });

  it('8: a clock that is three days behind takes no old backup for a fresh one, and one ahead no fresh one for old', async () => {
    const behind = { ...realClock, now: () => Date.now() - 3 * 86_400_000 };
    const ahead = { ...realClock, now: () => Date.now() + 3 * 86_400_000 };
    const ceased = new Date(Date.now() - 70 * 3_600_000).toISOString();
    const rule = replace(
      '/recoverableDatabases',
      '"lastAvailableBackupDate":"[^"]*"',
      `"lastAvailableBackupDate":"${ceased}"`,
    );
    const says = async (clock: Clock, rules: readonly MisbehaviourRule[]) => {
      const { result } = await azure.scan({ documents, rules, clock });
      return result.claims
        .flatMap(({ findings }) => findings)
        .find(
          ({ check, resourceId }) => check === 'backup-recent' && resourceId.endsWith('/billing'),
        )?.status;
    };

    expect(await says(behind, [rule])).toBe('fail');
    expect(await says(behind, [])).toBe('pass');
    expect(await says(ahead, [])).toBe('pass');
  });
});

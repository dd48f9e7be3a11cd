import { SqlManagementClient } from '@azure/arm-sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '#simulator/simulator.ts';
import { all, type SdkAccess, startForSdk } from './sdk-harness.ts';

const FLEX = '11111111-1111-4111-8111-111111111111';
const GROUP = 'rg-flex-prod';

describe('the unmodified SQL client', () => {
  let simulator: Simulator;
  let secret: SdkAccess['credential'];
  let options: SdkAccess['options'];

  beforeAll(async () => {
    ({ simulator, credential: secret, options } = await startForSdk());
  });

  afterAll(async () => {
    await simulator.close();
  });

  it('read SQL servers with everything below them', async () => {
    const sql = new SqlManagementClient(secret, FLEX, options);
    const server = 'sql-flex';

    const servers = await all(sql.servers.list());
    const databases = await all(sql.databases.listByServer(GROUP, server));
    const encryption = await sql.transparentDataEncryptions.get(GROUP, server, 'orders', 'current');
    const short = await sql.backupShortTermRetentionPolicies.get(
      GROUP,
      server,
      'orders',
      'default',
    );
    const long = await sql.longTermRetentionPolicies.get(GROUP, server, 'orders', 'default');
    const protector = await sql.encryptionProtectors.get(GROUP, server, 'current');
    const links = await all(sql.replicationLinks.listByServer(GROUP, server));
    const groups = await all(sql.failoverGroups.listByServer(GROUP, server));
    const recoverable = await all(sql.recoverableDatabases.listByServer(GROUP, server));
    const points = await all(sql.restorePoints.listByDatabase(GROUP, server, 'orders'));
    const kept = await all(
      sql.longTermRetentionBackups.listByServer('swedencentral', server, {
        onlyLatestPerDatabase: true,
        databaseState: 'Live',
      }),
    );

    expect(servers).toHaveLength(2);
    expect(databases.map((row) => row.name)).toEqual([
      'master',
      'orders',
      'customers',
      'reports',
      'archive',
    ]);
    expect([encryption.name, encryption.state]).toEqual(['Current', 'Enabled']);
    expect([short.retentionDays, short.diffBackupIntervalInHours]).toEqual([14, 12]);
    expect([long.weeklyRetention, long.yearlyRetention]).toEqual(['P5W', 'P1Y']);
    expect(protector.serverKeyType).toBe('ServiceManaged');
    expect(new Set(links.map((row) => row.partnerLocation))).toEqual(new Set(['North Europe']));
    expect(groups[0]?.databases).toHaveLength(2);
    expect(recoverable).toHaveLength(4);
    expect(points[0]?.restorePointType).toBe('CONTINUOUS');
    expect(kept).toHaveLength(4);
    const earliest = databases[1]?.earliestRestoreDate?.getTime() ?? 0;
    expect(Date.now() - earliest).toBeGreaterThanOrEqual(14 * 86_400_000 - 5_000);
  });

  it('read managed instances', async () => {
    const sql = new SqlManagementClient(secret, FLEX, options);
    const instance = 'sqlmi-flex';

    const databases = await all(sql.managedDatabases.listByInstance(GROUP, instance));
    const encryption = await sql.managedDatabaseTransparentDataEncryption.get(
      GROUP,
      instance,
      'ledger',
      'current',
    );
    const short = await sql.managedBackupShortTermRetentionPolicies.get(
      GROUP,
      instance,
      'ledger',
      'default',
    );
    const long = await sql.managedInstanceLongTermRetentionPolicies.get(
      GROUP,
      instance,
      'ledger',
      'default',
    );
    const recoverable = await all(sql.recoverableManagedDatabases.listByInstance(GROUP, instance));
    const kept = await all(
      sql.longTermRetentionManagedInstanceBackups.listByInstance('swedencentral', instance),
    );

    expect(databases).toHaveLength(2);
    expect(encryption.state).toBe('Enabled');
    expect(short.retentionDays).toBe(14);
    expect(long.monthlyRetention).toBe('P2M');
    expect(recoverable).toHaveLength(2);
    expect(kept.length).toBeGreaterThan(4);
  });
});

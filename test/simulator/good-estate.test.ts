import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { loadArmContract } from './arm-contract.ts';
import { httpTo, textOf } from './http.ts';

const DAY = 86_400_000;

describe('the good estate', () => {
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;
  let rows: { id: string; name: string; type: string; location: string; tags: unknown }[];

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    http = httpTo(simulator);
    const answer = await http.query(
      'resources | project id, name, type, location, tags | order by id asc',
      { options: { $top: 1000 } },
    );
    rows = answer.body['data'] as never;
  });

  afterAll(async () => {
    await http.close();
    await simulator.close();
  });

  const ofType = (type: string): typeof rows =>
    rows.filter((row) => row.type === type.toLowerCase() && row.name !== 'master');

  it('has one subscription a statement, each with every kind of data store', () => {
    // The fifth keeps the logs of the others; no statement speaks of it.
    const [platform] = simulator.subscriptions.filter((id) => id.startsWith('99999999'));
    const spokenOf = simulator.subscriptions.filter((id) => id !== platform);
    expect(spokenOf).toHaveLength(4);
    expect(platform).toBeDefined();
    for (const id of spokenOf) {
      const types = new Set(rows.filter((row) => row.id.includes(id)).map((row) => row.type));
      for (const type of [
        'microsoft.sql/servers/databases',
        'microsoft.storage/storageaccounts',
        'microsoft.keyvault/vaults',
        'microsoft.recoveryservices/vaults',
      ]) {
        expect(types).toContain(type);
      }
    }
  });

  it('is in Europe, and severa at home in northeurope', () => {
    const places = new Set(rows.map((row) => row.location));

    expect([...places].sort()).toEqual(
      [
        'germanywestcentral',
        'global',
        'northeurope',
        'swedencentral',
        'swedensouth',
        'westeurope',
      ].sort(),
    );
    const severa = rows.filter((row) => row.id.includes('rg-severa-prod'));
    expect(new Set(severa.map((row) => row.location))).toEqual(new Set(['northeurope', 'global']));
  });

  it('encrypts and backs up every database for as long as is promised', async () => {
    const days = { flex: 14, severa: 30, draftit: 10, flinker: 14 };
    const databases = ofType('Microsoft.Sql/servers/databases');
    for (const { id } of databases) {
      const service = /rg-(\w+)-prod/.exec(id)?.[1] as keyof typeof days;
      const version = 'api-version=2023-08-01';
      const read = async (path: string): Promise<Awaited<ReturnType<typeof http.get>>['body']> => {
        const { body } = await http.get(`${id}${path}?${version}`);
        return body['properties'] ?? {};
      };
      const whole = await read('');
      const kept = await read('/backupShortTermRetentionPolicies/default');
      const long = await read('/backupLongTermRetentionPolicies/default');
      const copy = await http.get(
        `${id.replace('/databases/', '/recoverableDatabases/')}?${version}`,
      );
      const age =
        Date.now() - Date.parse(textOf(copy.body['properties']?.['lastAvailableBackupDate']));

      expect(await read('/transparentDataEncryption/current')).toMatchObject({ state: 'Enabled' });
      expect(Number(kept['retentionDays'])).toBeGreaterThanOrEqual(days[service]);
      expect(kept['diffBackupIntervalInHours']).toBe(12);
      expect(long).toMatchObject({
        weeklyRetention: 'P5W',
        monthlyRetention: 'P2M',
        yearlyRetention: 'P1Y',
      });
      expect(whole['currentBackupStorageRedundancy']).toBe('Geo');
      const reach = Date.now() - Date.parse(textOf(whole['earliestRestoreDate']));
      expect(reach).toBeGreaterThan(days[service] * DAY - 5_000);
      expect(age).toBeLessThan(26 * 3_600_000);
    }
    expect(databases).toHaveLength(18);
  });

  it('protects every vault, key and secret', async () => {
    const vaults = ofType('Microsoft.KeyVault/vaults');
    for (const { id } of vaults) {
      const version = 'api-version=2024-11-01';
      const vault = await http.get(`${id}?${version}`);
      expect(vault.body['properties']).toMatchObject({
        enableSoftDelete: true,
        enablePurgeProtection: true,
        enableRbacAuthorization: true,
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny' },
      });
      for (const kind of ['keys', 'secrets']) {
        const list = await http.get(`${id}/${kind}?${version}`);
        const items: { properties: { attributes: { exp: number } } }[] = list.body[
          'value'
        ] as never;
        expect(items).toHaveLength(2);
        for (const { properties } of items) {
          const left = properties.attributes.exp * 1000 - Date.now();
          expect(left).toBeGreaterThan(90 * DAY);
          expect(left).toBeLessThan(365 * DAY);
        }
      }
    }
    expect(vaults).toHaveLength(4);
  });

  it.skipIf(!sharedIsHere)(
    'conforms to arm-types in every resource (needs ../shared)',
    async () => {
      const contract = await loadArmContract();
      const wrong: string[] = [];
      let seen = 0;
      for (const { id, type } of rows) {
        const version = contract.versionsOf(type).at(-1);
        if (version === undefined) continue;
        const settings = type.endsWith('/storageaccounts')
          ? ['/blobServices/default', '/fileServices/default']
          : [];
        for (const path of ['', ...settings]) {
          const full = type + path.replace(/\/default$/, '');
          const { status, body } = await http.get(`${id}${path}?api-version=${version}`);
          wrong.push(
            ...(status === 200
              ? contract.errorsIn(full, version, body)
              : [`${id}${path}: ${status}`]),
          );
          seen++;
        }
      }

      expect(wrong).toEqual([]);
      expect(seen).toBeGreaterThan(70);
    },
  );
});

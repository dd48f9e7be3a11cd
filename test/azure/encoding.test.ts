import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azure } from '#azure/azure.ts';
import type { AzureClients } from '#azure/azure-reader.ts';
import { diagnosticSettings } from '#resource-types/diagnostic-settings.ts';
import { type ArmServer, startArmServer } from '../harness/arm-server.ts';
import { openAzure } from '../harness/azure-access.ts';

const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001';
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/r g(1)`;
/** What SQL Server lets a database be called, and what an address would read as something else. */
const NAME = "a+b#c ü'&=;,@$!~";
const SQL = `${GROUP}/providers/Microsoft.Sql/servers/s`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/${NAME}`;

/** One way to put names into an address for each client that does, and the id that must arrive. */
const WAYS: readonly (readonly [string, string, (clients: AzureClients) => Promise<unknown>])[] = [
  [
    'arm-sql',
    `${SQL}/databases/${NAME}/transparentDataEncryption/current`,
    (clients) =>
      clients.sql(SUBSCRIPTION).transparentDataEncryptions.get('r g(1)', 's', NAME, 'current'),
  ],
  ['arm-keyvault', VAULT, (clients) => clients.keyVault(SUBSCRIPTION).vaults.get('r g(1)', NAME)],
  [
    'arm-storage',
    `${GROUP}/providers/Microsoft.Storage/storageAccounts/${NAME}`,
    (clients) => clients.storage(SUBSCRIPTION).storageAccounts.getProperties('r g(1)', NAME),
  ],
  [
    'arm-recoveryservices',
    `${GROUP}/providers/Microsoft.RecoveryServices/vaults/${NAME}`,
    (clients) => clients.recoveryServices(SUBSCRIPTION).vaults.get('r g(1)', NAME),
  ],
  [
    'arm-resources',
    GROUP,
    (clients) => clients.resources(SUBSCRIPTION).resourceGroups.get('r g(1)'),
  ],
  [
    'arm-managementgroups',
    `/providers/Microsoft.Management/managementGroups/${NAME}`,
    (clients) => clients.managementGroups().managementGroups.get(NAME),
  ],
  [
    'the generic read',
    `${SQL}/databases/${NAME}`,
    (clients) => clients.generic.get(`${SQL}/databases/${NAME}`, '2025-01-01'),
  ],
  [
    'the generic read of a question mark and a percent sign',
    `${GROUP}/providers/Microsoft.Future/things/100%?x=1`,
    (clients) =>
      clients.generic.get(`${GROUP}/providers/Microsoft.Future/things/100%?x=1`, '2025-01-01'),
  ],
];

describe('6: every segment of an address is encoded', () => {
  let server: ArmServer;
  let azure: Azure;

  beforeAll(async () => {
    server = await startArmServer(({ url }) => ({
      body: { id: url.pathname.split('/').map(decodeURIComponent).join('/'), value: [] },
    }));
    ({ azure } = await openAzure(server));
  });

  afterAll(async () => {
    await azure.close();
    await server[Symbol.asyncDispose]();
  });

  const question = () => ({
    operation: 'the thing',
    permission: 'x/read',
    signal: AbortSignal.timeout(20_000),
  });
  const arrived = () => {
    const { url } = server.requests.at(-1) ?? { url: new URL('https://none') };
    return {
      path: url.pathname.split('/').map(decodeURIComponent).join('/'),
      version: url.searchParams.get('api-version'),
      fragment: url.hash,
    };
  };

  it.each(WAYS)('6: %s asks for just this name, with its api-version', async (_, id, call) => {
    const reading = await azure.reader.one(question(), call);

    expect(arrived().path.toLowerCase()).toBe(id.toLowerCase());
    expect(arrived().fragment).toBe('');
    expect(arrived().version).toMatch(/^20\d\d-/u);
    expect(reading.status).toBe('collected');
  });

  it('6: diagnostic settings and metrics, whose clients take an id as it is', async () => {
    await diagnosticSettings.read(azure.reader, VAULT, AbortSignal.timeout(20_000));
    expect(arrived().path).toBe(`${VAULT}/providers/Microsoft.Insights/diagnosticSettings`);

    await azure.reader.one(question(), (clients) =>
      clients.metrics().dailyAverages(VAULT, 'Availability', 30, AbortSignal.timeout(20_000)),
    );
    expect(arrived().path).toBe(`${VAULT}/providers/Microsoft.Insights/metrics`);
    expect(arrived().version).toBe('2024-02-01');
  });

  it.each(['..', '.'])(
    '6: a segment %s, which no address can carry, is not asked',
    async (name) => {
      const before = server.requests.length;

      const reading = await azure.reader.one(question(), (clients) =>
        clients.generic.get(
          `${SQL}/databases/${name}/transparentDataEncryption/current`,
          '2025-01-01',
        ),
      );

      expect(reading).toMatchObject({ status: 'unavailable', code: 'Unsupported' });
      expect(server.requests).toHaveLength(before);
    },
  );
});

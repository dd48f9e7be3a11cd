import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Azure } from '#azure/azure.ts';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import { availability } from '#collectors/availability.ts';
import type { Collector } from '#collectors/define-collector.ts';
import { keyVault } from '#collectors/key-vault.ts';
import { keyVaultDiagnosticSettings } from '#collectors/key-vault-diagnostic-settings.ts';
import { keyVaultKey } from '#collectors/key-vault-key.ts';
import { keyVaultKeyRow } from '#collectors/key-vault-key-row.ts';
import { keyVaultSecret } from '#collectors/key-vault-secret.ts';
import { recoveryServicesVault } from '#collectors/recovery-services-vault.ts';
import { recoveryVaultBackupPolicies } from '#collectors/recovery-vault-backup-policies.ts';
import { recoveryVaultProtectedItems } from '#collectors/recovery-vault-protected-items.ts';
import { recoveryVaultStorageConfig } from '#collectors/recovery-vault-storage-config.ts';
import { storageAccount } from '#collectors/storage-account.ts';
import { storageAccountPlaces } from '#collectors/storage-account-places.ts';
import { storageBlobService } from '#collectors/storage-blob-service.ts';
import { storageObjectReplication } from '#collectors/storage-object-replication.ts';
import { subscriptionRegions } from '#collectors/subscription-regions.ts';
import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import { COVERAGE_FAMILIES } from '#facts/resource-types.ts';
import { InventoryResource } from '#inventory/inventory-resource.ts';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { openAzure } from '../harness/azure-access.ts';
import { judgeCheck } from '../harness/judge-check.ts';
import { CHECKS } from '../harness/product.ts';

const COLLECTORS = new Map<string, Collector>(
  [
    availability,
    keyVault,
    keyVaultDiagnosticSettings,
    keyVaultKey,
    keyVaultKeyRow,
    keyVaultSecret,
    recoveryServicesVault,
    recoveryVaultBackupPolicies,
    recoveryVaultProtectedItems,
    recoveryVaultStorageConfig,
    storageAccount,
    storageAccountPlaces,
    storageBlobService,
    storageObjectReplication,
    subscriptionRegions,
  ].map((collector) => [collector.fact, collector]),
);

/** Whose fact it is, where that is no storage account. */
const SUBJECTS: Readonly<Record<string, string>> = {
  keyVault: 'Microsoft.KeyVault/vaults',
  keyVaultDiagnosticSettings: 'Microsoft.KeyVault/vaults',
  keyVaultKey: 'Microsoft.KeyVault/vaults/keys',
  keyVaultKeyRow: 'Microsoft.KeyVault/vaults',
  keyVaultSecret: 'Microsoft.KeyVault/vaults',
  recoveryServicesVault: 'Microsoft.RecoveryServices/vaults',
  recoveryVaultBackupPolicies: 'Microsoft.RecoveryServices/vaults',
  recoveryVaultProtectedItems: 'Microsoft.RecoveryServices/vaults',
  recoveryVaultStorageConfig: 'Microsoft.RecoveryServices/vaults',
};

const signal = AbortSignal.timeout(60_000);

function elements(answers: readonly Answer[]): readonly { readonly id?: unknown }[] {
  return answers.flatMap(({ body }) => (body as { value: { id?: unknown }[] }).value);
}

async function readFact(reader: AzureReader, fact: string, id: ResourceId): Promise<unknown> {
  const collector = COLLECTORS.get(fact);
  if (collector === undefined) throw new Error(`no collector here for ${fact}`);
  const key = collector.requestKey(id);
  const reading = await collector.read(reader, key, signal);
  if (reading.status === 'unavailable') throw new Error(`${fact}: ${reading.detail}`);
  if (collector.kind === 'item') return collector.schema.parse((reading.value as Answer).body);
  const rows = elements(reading.value as readonly Answer[]);
  if (collector.kind === 'group') return collector.schema.parse(rows);
  return collector.schema.parse(rows.find((row) => isSameResource(String(row.id), id)));
}

describe('the good estate, read through the SDK clients', () => {
  let simulator: Simulator;
  let azure: Azure;
  const resources: InventoryResource[] = [];

  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    const server = { origin: simulator.resourceManager, caFile: simulator.caFile };
    ({ azure } = await openAzure(server, { tenantId: simulator.tenantId }));
    for (const subscription of simulator.subscriptions) {
      const permission = 'Microsoft.Resources/subscriptions/resources/read';
      const reading = await azure.reader.pages(
        { operation: 'resources', permission, signal },
        (clients) => clients.resources(subscription).resources.list(),
      );
      if (reading.status === 'unavailable') throw new Error(reading.detail);
      resources.push(...elements(reading.value).map((row) => InventoryResource.parse(row)));
    }
    for (const vault of ofType('Microsoft.KeyVault/vaults')) {
      for (const collector of [keyVaultKeyRow, keyVaultSecret]) {
        const reading = await collector.read(azure.reader, vault.id, signal);
        if (reading.status === 'unavailable') throw new Error(reading.detail);
        const rows = elements(reading.value as readonly Answer[]);
        resources.push(...rows.map((row) => InventoryResource.parse(row)));
      }
    }
  });

  afterAll(async () => {
    await azure.close();
    await simulator.close();
  });

  function ofType(type: string): readonly InventoryResource[] {
    return resources.filter((resource) => resource.type.toLowerCase() === type.toLowerCase());
  }

  const ours = CHECKS.filter(
    (check) =>
      check.resourceTypes.some((type) => /storage|keyvault|recoveryservices|\*/u.test(type)) &&
      // Claimed nowhere of this estate: its accounts use keys of Azure.
      !/customer-managed|infrastructure/u.test(check.id),
  );

  it.each(ours)('holds nothing that $id finds wrong or does not understand', async (check) => {
    const type = check.resourceTypes[0] ?? '';
    const found = type === '*' ? resources : ofType(type);
    const judged = [];
    for (const resource of found) {
      const facts: Record<string, unknown> = { resource };
      for (const fact of [check.fact, ...check.also]) {
        if (fact !== 'resource') facts[fact] = await readFact(azure.reader, fact, resource.id);
      }
      const verdict = judgeCheck(check, facts, {
        with: parametersOf(check.id),
        resource,
        asOf: new Date().toISOString(),
      });
      judged.push(`${resource.name}: ${verdict.status} (${verdict.reason})`);
    }

    expect(found.length).toBeGreaterThanOrEqual(4);
    expect(judged.filter((line) => /: (fail|unknown) \(/u.test(line))).toEqual([]);
  });

  it.each(COVERAGE_FAMILIES)('holds no type that nobody examines for %s', (family) => {
    const check = CHECKS.find(({ id }) => id === 'resource-type-coverage');
    const unknowns = resources.filter(
      (resource) =>
        check === undefined ||
        judgeCheck(check, { resource }, { with: { family } }).status !== 'not-applicable',
    );

    expect(resources.length).toBeGreaterThan(40);
    expect(unknowns.map(({ type }) => type)).toEqual([]);
  });

  it.each([...COLLECTORS.values()])(
    'needs $permissions.0 to read $fact, and names it',
    async (collector) => {
      const [permission] = collector.permissions;
      const [subject] = ofType(SUBJECTS[collector.fact] ?? 'Microsoft.Storage/storageAccounts');
      const key = collector.requestKey(subject?.id ?? '');
      simulator.admin.misbehaviour.replace([{ match: {}, effect: { deny: permission } }]);

      const denied = await collector.read(azure.reader, key, signal);
      simulator.admin.misbehaviour.replace([]);
      const allowed = await collector.read(azure.reader, key, signal);

      expect(denied).toMatchObject({
        status: 'unavailable',
        code: 'AuthorizationFailed',
        permission: expect.stringMatching(new RegExp(`^${permission}$`, 'iu')),
      });
      expect(allowed.status).toBe('collected');
    },
  );
});

/** What a check demands to be told, as the estate can meet it. */
function parametersOf(id: string): Record<string, unknown> {
  if (/location|redundancy|separation/u.test(id)) return { within: 'EEA' };
  if (id.endsWith('-availability')) return { atLeast: 99.9 };
  if (id === 'storage-blob-point-in-time-restore') return { days: 14 };
  if (id === 'recovery-vault-backup-retention') return { days: 30 };
  if (id === 'recovery-vault-monthly-retention') return { atLeast: 'P2M' };
  if (id === 'recovery-vault-item-freshness') return { hours: 2 };
  return id === 'resource-type-coverage' ? { family: 'backup' } : {};
}

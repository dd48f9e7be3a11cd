import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '#simulator/simulator.ts';
import { sharedIsHere } from '../harness/shared.ts';
import { type ArmContract, loadArmContract } from './arm-contract.ts';
import { armShapesText } from './arm-shapes-text.ts';
import { httpTo, textOf } from './http.ts';

const GROUP = '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/rg-all';
const SQL = `${GROUP}/providers/Microsoft.Sql`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stall`;
const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-all`;
const RECOVERY = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/rsv-all`;

/** Every served type: an item of it. Its list is the same path without the name. */
const ITEMS: Readonly<Record<string, string>> = {
  'Microsoft.Resources/resourceGroups': GROUP,
  'Microsoft.Sql/servers': `${SQL}/servers/one`,
  'Microsoft.Sql/servers/databases': `${SQL}/servers/one/databases/plain`,
  'Microsoft.Sql/servers/elasticPools': `${SQL}/servers/one/elasticPools/pool`,
  'Microsoft.Sql/servers/encryptionProtector': `${SQL}/servers/one/encryptionProtector/current`,
  'Microsoft.Sql/servers/failoverGroups': `${SQL}/servers/one/failoverGroups/fog`,
  'Microsoft.Sql/servers/firewallRules': `${SQL}/servers/one/firewallRules/office`,
  'Microsoft.Sql/servers/azureADOnlyAuthentications': `${SQL}/servers/one/azureADOnlyAuthentications/default`,
  'Microsoft.Sql/servers/auditingSettings': `${SQL}/servers/one/auditingSettings/default`,
  'Microsoft.Sql/servers/securityAlertPolicies': `${SQL}/servers/one/securityAlertPolicies/default`,
  'Microsoft.Sql/servers/databases/auditingSettings': `${SQL}/servers/one/databases/plain/auditingSettings/default`,
  'Microsoft.Sql/servers/databases/securityAlertPolicies': `${SQL}/servers/one/databases/plain/securityAlertPolicies/default`,
  'Microsoft.Sql/servers/databases/transparentDataEncryption': `${SQL}/servers/one/databases/plain/transparentDataEncryption/current`,
  'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies': `${SQL}/servers/one/databases/plain/backupShortTermRetentionPolicies/default`,
  'Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies': `${SQL}/servers/one/databases/plain/backupLongTermRetentionPolicies/default`,
  'Microsoft.Sql/managedInstances': `${SQL}/managedInstances/mi`,
  'Microsoft.Sql/managedInstances/databases': `${SQL}/managedInstances/mi/databases/ledger`,
  'Microsoft.Sql/managedInstances/encryptionProtector': `${SQL}/managedInstances/mi/encryptionProtector/current`,
  'Microsoft.Sql/managedInstances/azureADOnlyAuthentications': `${SQL}/managedInstances/mi/azureADOnlyAuthentications/default`,
  'Microsoft.Sql/managedInstances/databases/transparentDataEncryption': `${SQL}/managedInstances/mi/databases/ledger/transparentDataEncryption/current`,
  'Microsoft.Sql/managedInstances/databases/backupShortTermRetentionPolicies': `${SQL}/managedInstances/mi/databases/ledger/backupShortTermRetentionPolicies/default`,
  'Microsoft.Sql/managedInstances/databases/backupLongTermRetentionPolicies': `${SQL}/managedInstances/mi/databases/ledger/backupLongTermRetentionPolicies/default`,
  'Microsoft.Sql/managedInstances/distributedAvailabilityGroups': `${SQL}/managedInstances/mi/distributedAvailabilityGroups/dag`,
  'Microsoft.Sql/locations/instanceFailoverGroups': `${SQL}/locations/swedencentral/instanceFailoverGroups/mifog`,
  'Microsoft.Storage/storageAccounts': STORAGE,
  'Microsoft.Storage/storageAccounts/blobServices': `${STORAGE}/blobServices/default`,
  'Microsoft.Storage/storageAccounts/fileServices': `${STORAGE}/fileServices/default`,
  'Microsoft.Storage/storageAccounts/fileServices/shares': `${STORAGE}/fileServices/default/shares/docs`,
  'Microsoft.Storage/storageAccounts/tableServices': `${STORAGE}/tableServices/default`,
  'Microsoft.Storage/storageAccounts/queueServices': `${STORAGE}/queueServices/default`,
  'Microsoft.Storage/storageAccounts/managementPolicies': `${STORAGE}/managementPolicies/default`,
  'Microsoft.Storage/storageAccounts/encryptionScopes': `${STORAGE}/encryptionScopes/scope`,
  'Microsoft.Storage/storageAccounts/objectReplicationPolicies': `${STORAGE}/objectReplicationPolicies/copy`,
  'Microsoft.KeyVault/vaults': VAULT,
  'Microsoft.KeyVault/vaults/keys': `${VAULT}/keys/key`,
  'Microsoft.KeyVault/vaults/secrets': `${VAULT}/secrets/secret`,
  'Microsoft.KeyVault/managedHSMs': `${GROUP}/providers/Microsoft.KeyVault/managedHSMs/hsm`,
  'Microsoft.RecoveryServices/vaults': RECOVERY,
  'Microsoft.RecoveryServices/vaults/backupstorageconfig': `${RECOVERY}/backupstorageconfig/vaultstorageconfig`,
  'Microsoft.RecoveryServices/vaults/backupconfig': `${RECOVERY}/backupconfig/vaultconfig`,
  'Microsoft.RecoveryServices/vaults/backupPolicies': `${RECOVERY}/backupPolicies/daily`,
  'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems': `${RECOVERY}/backupFabrics/Azure/protectionContainers/box/protectedItems/vm`,
  'Microsoft.Network/networkSecurityGroups': `${GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg`,
  'Microsoft.Insights/actionGroups': `${GROUP}/providers/Microsoft.Insights/actionGroups/ag`,
};

/** Lists that are not the item's path without its name. */
const LISTS: Readonly<Record<string, string>> = {
  'Microsoft.Resources/resourceGroups':
    '/subscriptions/11111111-1111-4111-8111-111111111111/resourcegroups',
  'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems': `${RECOVERY}/backupProtectedItems`,
};

describe.skipIf(!sharedIsHere)('answers conform to arm-types (needs ../shared)', () => {
  let simulator: Simulator;
  let http: ReturnType<typeof httpTo>;
  let contract: ArmContract;

  beforeAll(async () => {
    contract = await loadArmContract();
    simulator = await startSimulator({
      port: 0,
      estate: new URL('./estates/every-type.yaml', import.meta.url).pathname,
    });
    http = httpTo(simulator);
  });

  afterAll(async () => {
    await http.close();
    await simulator.close();
  });

  it('in every served type, at every version that both know, as item and as list', async () => {
    const wrong: string[] = [];
    let pairs = 0;
    const links = await http.get(
      `${SQL}/servers/one/databases/plain/replicationLinks?api-version=2022-02-01-preview`,
    );
    const link = textOf(links.body['value']?.[0]?.['id']);
    const items = { ...ITEMS, 'Microsoft.Sql/servers/databases/replicationLinks': link };
    for (const [type, item] of Object.entries(items)) {
      const list = LISTS[type] ?? item.slice(0, item.lastIndexOf('/'));
      for (const version of contract.versionsOf(type)) {
        for (const path of [item, list]) {
          const { status, body } = await http.get(`${path}?api-version=${version}`);
          if (status !== 200) wrong.push(`${type} ${version} ${status} ${path}`);
          else wrong.push(...contract.errorsIn(type, version, body));
          if (path === list && Number(body['value']?.['length']) === 0)
            wrong.push(`${list} is empty`);
        }
        pairs++;
      }
    }

    expect([...new Set(wrong)]).toEqual([]);
    expect(pairs).toBe(140);
    expect(Object.keys(items)).toHaveLength(45);
  });

  it('has its table of members up to date', () => {
    const path = new URL('../../src/simulator/arm/arm-shapes.generated.json', import.meta.url);

    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(armShapesText()));
  });
});

import { describe, expect, it } from 'vitest';
import { resourceTypeCoverage } from '#checks/scope/resource-type-coverage.ts';
import { inventoryResource } from '../../harness/facts/inventory.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('resource-type-coverage', () => {
  it.each([
    ['Microsoft.Storage/storageAccounts', 'encryption-at-rest', 'not-applicable'],
    ['microsoft.sql/servers/databases', 'encryption-at-rest', 'not-applicable'],
    ['Microsoft.Sql/servers', 'encryption-at-rest', 'not-applicable'],
    ['Microsoft.Sql/servers', 'encryption-in-transit', 'not-applicable'],
    ['Microsoft.KeyVault/vaults', 'backup', 'not-applicable'],
    ['Microsoft.Network/networkSecurityGroups', 'backup', 'not-applicable'],
    ['Microsoft.Compute/disks', 'encryption-in-transit', 'not-applicable'],
    ['Microsoft.Compute/disks', 'encryption-at-rest', 'unknown'],
    ['Microsoft.Network/applicationGateways', 'encryption-in-transit', 'unknown'],
    ['Microsoft.Network/applicationGateways', 'encryption-at-rest', 'not-applicable'],
    ['Microsoft.DocumentDB/databaseAccounts', 'location', 'unknown'],
    ['Microsoft.ContainerRegistry/registries', 'location', 'unknown'],
    ['Microsoft.Cache/redis', 'encryption-in-transit', 'unknown'],
    ['Microsoft.DataProtection/backupVaults', 'geo-redundancy', 'unknown'],
    ['Microsoft.Future/things', 'encryption-at-rest', 'unknown'],
    ['Microsoft.KeyVault/managedHSMs', 'key-vault', 'unknown'],
    ['Microsoft.KeyVault/vaults', 'key-vault', 'not-applicable'],
    ['Microsoft.Future/things', 'key-vault', 'not-applicable'],
    ['Microsoft.Future/things', 'encryption-in-transit', 'unknown'],
  ])('%s, %s: %s', (type, family, status) => {
    const resource = inventoryResource({ type });

    const verdict = judgeCheck(resourceTypeCoverage, { resource }, { with: { family } });

    expect(verdict.status).toBe(status);
  });

  it('names the type and how to leave it out', () => {
    const resource = inventoryResource({ type: 'Microsoft.DocumentDB/databaseAccounts' });

    const verdict = judgeCheck(resourceTypeCoverage, { resource }, { with: { family: 'backup' } });

    expect(verdict.reason).toContain(
      'scope.exclude.resourceTypes: ["Microsoft.DocumentDB/databaseAccounts"]',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { resourceLocation } from '#checks/location/resource-location.ts';
import { inventoryResource } from '../../harness/facts/inventory.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const DATA = 'Microsoft.Storage/storageAccounts';
const NETWORK = 'Microsoft.Network/networkSecurityGroups';
const ACTIONS = 'Microsoft.Insights/actionGroups';
const B2C = 'Microsoft.AzureActiveDirectory/b2cDirectories';
const NEW = 'Microsoft.Future/things';

function judge(type: string, location: string | null | undefined, given: object): string {
  const resource = inventoryResource({ type, location });
  return judgeCheck(resourceLocation, { resource }, { with: { ...given } }).status;
}

describe('resource-location', () => {
  it.each([
    ['northeurope', 'EU', 'pass'],
    ['North Europe', 'EU', 'pass'],
    ['(Europe) North Europe', 'EU', 'pass'],
    ['NORTHEUROPE', 'IE', 'pass'],
    ['northeurope', 'northeurope', 'pass'],
    ['westeurope', ['northeurope'], 'fail'],
    ['westeurope', ['northeurope', 'NL'], 'pass'],
    ['uksouth', 'EU', 'fail'],
    ['uksouth', 'EEA', 'fail'],
    ['uksouth', 'Europe', 'pass'],
    ['switzerlandnorth', 'EEA', 'fail'],
    ['norwayeast', 'EU', 'fail'],
    ['norwayeast', 'EEA', 'pass'],
    ['eastus', 'Europe', 'fail'],
    ['europe', 'EU', 'unknown'],
    ['atlantis', 'EU', 'unknown'],
    ['global', 'EU', 'unknown'],
    ['Global', 'EU', 'unknown'],
    [null, 'EU', 'unknown'],
    [undefined, 'EU', 'unknown'],
    ['', 'EU', 'unknown'],
  ])('a data-bearing resource in %j, claimed %j: %s', (location, within, status) => {
    expect(judge(DATA, location, { within })).toBe(status);
  });

  it.each([
    [NETWORK, 'eastus', 'data-bearing', 'not-applicable'],
    [NETWORK, 'eastus', 'all', 'fail'],
    [NETWORK, 'northeurope', 'all', 'pass'],
    [ACTIONS, 'global', 'data-bearing', 'not-applicable'],
    [ACTIONS, 'global', 'all', 'not-applicable'],
    [NETWORK, 'atlantis', 'all', 'unknown'],
    [DATA, 'eastus', 'all', 'fail'],
    [NEW, 'northeurope', 'data-bearing', 'pass'],
    [NEW, 'eastus', 'data-bearing', 'unknown'],
    [NEW, 'eastus', 'all', 'fail'],
    [NEW, 'global', 'data-bearing', 'unknown'],
    [NEW, 'global', 'all', 'unknown'],
  ])('%s in %s, only %s: %s', (type, location, only, status) => {
    expect(judge(type, location, { within: 'EU', only })).toBe(status);
  });

  it('trap "global always passes": a global service that holds data is not known', () => {
    expect(judge(B2C, 'global', { within: 'EU' })).toBe('unknown');
  });
});

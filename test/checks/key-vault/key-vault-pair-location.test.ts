import { describe, expect, it } from 'vitest';
import { keyVaultPairLocation } from '#checks/key-vault/key-vault-pair-location.ts';
import type { SubscriptionRegions } from '#facts/subscription-regions.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

/** A region as Azure lists it, paired with others. */
function listed(name: string, ...pairs: string[]): SubscriptionRegions[number] {
  const pairedRegion = pairs.map((pair) => ({ name: pair }));
  return { name, metadata: { regionType: 'Physical', pairedRegion } };
}

describe('key-vault-pair-location', () => {
  it.each([
    ['northeurope', [], 'EU', 'pass'],
    ['North Europe', [], 'EU', 'pass'],
    ['northeurope', [], 'IE', 'fail'],
    ['northeurope', [], ['IE', 'NL'], 'pass'],
    ['polandcentral', [], 'PL', 'pass'],
    ['swedencentral', [], 'SE', 'pass'],
    ['eastus', [], 'EU', 'fail'],
    ['atlantis', [], 'EU', 'unknown'],
    ['global', [], 'EU', 'unknown'],
    [null, [], 'EU', 'unknown'],
    ['northeurope', [listed('northeurope', 'eastus')], 'EU', 'fail'],
    ['northeurope', [listed('northeurope', 'atlantis')], 'EU', 'unknown'],
    ['northeurope', [listed('northeurope', 'westeurope', 'francecentral')], 'EU', 'unknown'],
    ['northeurope', [listed('northeurope')], 'IE', 'pass'],
  ])('in %j where Azure lists %j, claimed %j: %s', (location, regions, within, status) => {
    const verdict = judgeCheck(
      keyVaultPairLocation,
      { subscriptionRegions: regions },
      { with: { within }, resource: { location } },
    );

    expect(verdict.status).toBe(status);
  });
});

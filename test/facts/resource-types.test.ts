import { describe, expect, it } from 'vitest';
import { CHECKS } from '#checks/registry.generated.ts';
import { classifyType } from '#resource-types/without-file.ts';
import { COVERAGE_FAMILIES, coverageOf, EXAMINED } from '#facts/resource-types.ts';

describe('the table of resource types', () => {
  it.each(COVERAGE_FAMILIES)(
    'says that exactly those types are examined for %s that have a check of it',
    (family) => {
      const judged = CHECKS.filter((check) => check.family === family)
        .flatMap((check) => check.resourceTypes)
        .filter((type) => type !== '*');

      expect(judged.length).toBeGreaterThan(0);
      expect([...EXAMINED[family]].sort()).toEqual([...new Set(judged)].sort());
    },
  );

  it('knows every type that a check of ours judges', () => {
    const types = new Set(CHECKS.flatMap((check) => check.resourceTypes));
    types.delete('*');
    types.delete('microsoft.resources/subscriptions');

    expect(types.size).toBeGreaterThanOrEqual(6);
    expect([...types].filter((type) => classifyType(type) === undefined)).toEqual([]);
  });

  it.each([
    ['Microsoft.Storage/storageAccounts', { holdsData: true, servesEndpoint: true }],
    ['MICROSOFT.SQL/SERVERS/DATABASES', { holdsData: true, servesEndpoint: false }],
    ['Microsoft.Sql/servers', { holdsData: false, servesEndpoint: true }],
    [
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      { holdsData: false, servesEndpoint: false },
    ],
    ['Microsoft.Network/unheardOf', undefined],
    ['Microsoft.Storage', undefined],
    ['', undefined],
  ])('classifies %j', (type, rule) => {
    expect(classifyType(type)).toEqual(rule);
  });

  it('writes every type in lower case, so that it can be found', () => {
    const examined = Object.values(EXAMINED).flat();

    expect(examined.filter((type) => type !== type.toLowerCase())).toEqual([]);
    expect(examined.filter((type) => classifyType(type) === undefined)).toEqual([]);
  });

  it('gives a reason for whatever is settled without a setting', () => {
    expect(coverageOf('Microsoft.KeyVault/vaults', 'encryption-at-rest')).toEqual({
      is: 'settled',
      because: expect.stringContaining('always'),
    });
  });
});

import { describe, expect, it } from 'vitest';
import { covers } from '#azure/actions.ts';
import { HIDES_NOTHING } from '#inventory/withheld-actions.ts';

const CONTRIBUTOR = {
  actions: ['*'],
  notActions: [
    'Microsoft.Authorization/*/Delete',
    'Microsoft.Authorization/*/Write',
    'Microsoft.Compute/galleries/share/action',
  ],
};

describe('covers', () => {
  it.each([
    ['Reader, everything', [{ actions: ['*/read'], notActions: [] }], '*/read', true],
    ['Contributor, everything', [CONTRIBUTOR], '*/read', true],
    [
      'Contributor, a write that is taken away',
      [CONTRIBUTOR],
      'microsoft.authorization/roleAssignments/write',
      false,
    ],
    ['one service only', [{ actions: ['Microsoft.Sql/*'], notActions: [] }], '*/read', false],
    [
      'one service, its own action',
      [{ actions: ['Microsoft.Sql/*'], notActions: [] }],
      'microsoft.sql/servers/read',
      true,
    ],
    [
      'one service, its own reading',
      [{ actions: ['Microsoft.Sql/*'], notActions: [] }],
      'Microsoft.Sql/*/read',
      true,
    ],
    [
      'some reading taken away',
      [{ actions: ['*'], notActions: ['Microsoft.KeyVault/*'] }],
      '*/read',
      false,
    ],
    [
      'one read taken away',
      [{ actions: ['*/read'], notActions: ['Microsoft.Sql/servers/read'] }],
      '*/read',
      false,
    ],
    [
      'another read taken away',
      [{ actions: ['*/read'], notActions: ['Microsoft.Sql/servers/read'] }],
      'Microsoft.Storage/storageAccounts/read',
      true,
    ],
    [
      'given by a second permission',
      [
        { actions: [], notActions: [] },
        { actions: ['*/read'], notActions: [] },
      ],
      '*/read',
      true,
    ],
    [
      'a dot is a dot',
      [{ actions: ['MicrosoftXSql/servers/read'], notActions: [] }],
      'Microsoft.Sql/servers/read',
      false,
    ],
    ['nothing', [], '*/read', false],
  ])('%s', (_, permissions, action, expected) => {
    expect(covers(permissions, action)).toBe(expected);
  });
});

describe('17: what may be taken away from reading everything', () => {
  it.each([
    ['log data by table', ['Microsoft.OperationalInsights/workspaces/query/*/read'], true],
    ['log data, in other letters', ['microsoft.operationalinsights/WORKSPACES/query/*'], true],
    ['one table', ['Microsoft.OperationalInsights/workspaces/query/SigninLogs/read'], true],
    ['secrets', ['Microsoft.KeyVault/vaults/secrets/read'], true],
    [
      'secrets and log data',
      ['Microsoft.KeyVault/vaults/secrets/*', 'Microsoft.Insights/logs/*/read'],
      true,
    ],
    [
      'log data and vaults',
      ['Microsoft.Insights/logs/*/read', 'Microsoft.KeyVault/vaults/read'],
      false,
    ],
    ['vaults with all in them', ['Microsoft.KeyVault/vaults/*'], false],
    ['a whole provider', ['Microsoft.OperationalInsights/*'], false],
    ['all that ends likewise', ['*/secrets/read'], false],
    ['a server', ['Microsoft.Sql/servers/read'], false],
  ])('17: %s', (_, notActions, isComplete) => {
    const granted = [{ actions: ['*/read'], notActions }];

    expect(covers(granted, '*/read', HIDES_NOTHING)).toBe(isComplete);
  });
});

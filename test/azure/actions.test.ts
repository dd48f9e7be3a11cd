import { describe, expect, it } from 'vitest';
import { covers } from '#azure/actions.ts';

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

import { describe, expect, it } from 'vitest';
import { covers } from '#azure/actions.ts';
import { makePlan } from '#evaluation/plan.ts';
import { HIDES_NOTHING } from '#inventory/withheld-actions.ts';
import type { Read } from '#resource-types/define-read.ts';
import { requiredPermissions } from '#scan/required-permissions.ts';
import { completeRole, narrowRole, withheldReads } from '#scan/role-definition.ts';
import { statement, WORLD_CHECKS, WORLD_READS } from '../harness/monitor-world.ts';

const reads = new Map(
  WORLD_READS.map((read): [string, Read] => [
    read.name,
    { ...read, permissions: [`Test/${read.name}/read`] },
  ]),
);

function permissionsOf(checks: readonly string[], usesManagementGroups = false) {
  const plan = makePlan([statement('s', [checks])], WORLD_CHECKS, () => true);
  return requiredPermissions(plan, reads, usesManagementGroups);
}

describe('requiredPermissions', () => {
  it('names what the claims need, why, and which claims', () => {
    const added = permissionsOf(['vault-good', 'database-encrypted']).filter(({ action }) =>
      action.startsWith('Test/'),
    );

    expect(added).toEqual([
      { action: 'Test/keyVault/read', because: 'read by the check vault-good', claims: ['s.0'] },
      {
        action: 'Test/sqlDatabase/read',
        because: 'read by the check database-encrypted',
        claims: ['s.0'],
      },
      {
        action: 'Test/sqlDatabaseTransparentDataEncryption/read',
        because: 'read by the check database-encrypted',
        claims: ['s.0'],
      },
    ]);
  });

  it('asks for nothing of a check that no claim uses, and always for what shows the scope', () => {
    const actions = permissionsOf([]).map(({ action }) => action);

    expect(actions.filter((action) => action.startsWith('Test/'))).toEqual([]);
    expect(actions).toContain('Microsoft.Resources/subscriptions/read');
    expect(actions).toContain('Microsoft.Insights/eventtypes/values/read');
  });

  it('asks for management groups only where a scope names one', () => {
    const groups = (uses: boolean) =>
      permissionsOf([], uses).filter(({ action }) => action.startsWith('Microsoft.Management/'))
        .length;

    expect([groups(false), groups(true)]).toEqual([0, 1]);
  });

  it('grants each action once, sorted, and none that writes', () => {
    const actions = permissionsOf(
      WORLD_CHECKS.map(({ id }) => id),
      true,
    ).map(({ action }) => action);

    expect(new Set(actions).size).toBe(actions.length);
    expect(actions).toEqual(
      actions.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
    expect(actions.filter((action) => !action.endsWith('/read'))).toEqual([]);
  });
});

describe('17: roles', () => {
  const SCOPES = { subscriptions: ['1'], groups: ['g'] };

  it('17: the complete role is the star alone, without what the star contains and without data', () => {
    const role = completeRole(permissionsOf(['vault-good']), SCOPES);

    expect(role).toMatchObject({
      IsCustom: true,
      Actions: ['*/read'],
      DataActions: [],
      AssignableScopes: ['/subscriptions/1', '/providers/Microsoft.Management/managementGroups/g'],
    });
    expect(role['NotActions']).toEqual(
      expect.arrayContaining([
        'Microsoft.OperationalInsights/workspaces/query/*/read',
        'Microsoft.OperationalInsights/workspaces/sharedKeys/read',
        'Microsoft.Insights/logs/*/read',
        'Microsoft.KeyVault/vaults/keys/read',
        'Microsoft.KeyVault/vaults/secrets/read',
      ]),
    );
  });

  it('17: what a claim asks of keys and secrets is not withheld', () => {
    const needed = { action: 'microsoft.keyvault/vaults/keys/read', because: '', claims: [] };

    const withheld = withheldReads([needed]).map(({ action }) => action);

    expect(withheld).not.toContain('Microsoft.KeyVault/vaults/keys/read');
    expect(withheld).toContain('Microsoft.KeyVault/vaults/secrets/read');
  });

  it('17: all that the complete role withholds counts as hiding nothing', () => {
    const notActions = withheldReads([]).map(({ action }) => action);

    expect(covers([{ actions: ['*/read'], notActions }], '*/read')).toBe(false);
    expect(covers([{ actions: ['*/read'], notActions }], '*/read', HIDES_NOTHING)).toBe(true);
  });

  it('17: the narrow role names each action and no star', () => {
    const actions = narrowRole(permissionsOf(['vault-good'], true), SCOPES)['Actions'];

    expect(actions).toContain('Test/keyVault/read');
    expect(actions).toContain('Microsoft.Management/managementGroups/descendants/read');
    expect(JSON.stringify(actions)).not.toContain('*');
  });
});

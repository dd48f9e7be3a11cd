import { describe, expect, it } from 'vitest';
import { makePlan } from '#evaluation/plan.ts';
import { requiredPermissions, roleDefinition } from '#monitor/required-permissions.ts';
import { statement, WORLD_CHECKS, WORLD_COLLECTORS } from '../harness/monitor-world.ts';

const collectors = new Map(
  WORLD_COLLECTORS.map((collector) => [
    collector.fact,
    { ...collector, permissions: [`Test/${collector.fact}/read`] as const },
  ]),
);

function permissionsOf(checks: readonly string[], usesManagementGroups = false) {
  const plan = makePlan([statement('s', [checks])], WORLD_CHECKS, () => true);
  return requiredPermissions(plan, collectors, usesManagementGroups);
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

describe('roleDefinition', () => {
  it('is what az takes, and holds no data actions', () => {
    const role = roleDefinition(permissionsOf(['vault-good']), {
      subscriptions: ['1'],
      groups: ['g'],
    });

    expect(role).toMatchObject({
      IsCustom: true,
      NotActions: [],
      DataActions: [],
      AssignableScopes: ['/subscriptions/1', '/providers/Microsoft.Management/managementGroups/g'],
    });
    expect(role['Actions']).toContain('Test/keyVault/read');
  });
});

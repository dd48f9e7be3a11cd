import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makePlan, type Plan, SCOPE_TYPE, tasksForType } from '#evaluation/plan.ts';
import { statement, WORLD_CHECKS } from '../harness/monitor-world.ts';

describe('makePlan', () => {
  const one = statement('one', [['vault-good', 'place'], ['database-encrypted']]);
  const two = statement('two', [['vault-good', 'no-such-check']]);

  it('plans each check with its parameters once, with everyone who uses it', () => {
    const plan = makePlan([one, two], WORLD_CHECKS, () => true);

    expect(
      plan.tasks.map(({ check, uses }) => [check.id, uses.map(({ claim }) => claim.id)]),
    ).toEqual([
      ['vault-good', ['one.0', 'two.0']],
      ['place', ['one.0']],
      ['database-encrypted', ['one.1']],
    ]);
  });

  it('asks for the answers of these checks and for no others', () => {
    const readsOf = (plan: Plan) =>
      plan.tasks.flatMap(({ check, parameters }) =>
        check.resourceTypes.flatMap((type) => check.readsFor(type, parameters)),
      );

    expect(readsOf(makePlan([two], WORLD_CHECKS, () => true))).toEqual(['keyVault']);
    expect(readsOf(makePlan([one], WORLD_CHECKS, (_document, { id }) => id === 'one.1'))).toEqual([
      'sqlDatabase',
      'sqlDatabaseTransparentDataEncryption',
    ]);
  });

  it('lists what names a check that does not exist', () => {
    const plan = makePlan([one, two], WORLD_CHECKS, () => true);

    expect(plan.missing.map(({ claim, use }) => [claim.id, use.check])).toEqual([
      ['two.0', 'no-such-check'],
    ]);
  });

  it('leaves out the claims that are not wanted, missing checks included', () => {
    const plan = makePlan([one, two], WORLD_CHECKS, (document) => document === one);

    expect(plan.missing).toEqual([]);
    expect(plan.tasks.every(({ uses }) => uses.every(({ document }) => document === one))).toBe(
      true,
    );
  });

  it.each([
    ['uptime', '%', ['vault-good', 'place']],
    ['other', '%', ['place']],
    ['uptime', 'hours', []],
    ['vault-good', '%', []],
  ])('plans the measure %s in %s by %j', (measure, unit, planned) => {
    const claims = one.statement.claims.slice(0, 1).map((claim) => ({
      ...claim,
      verify: [],
      measure: { measure, atLeast: 99.9, unit },
    }));
    const measures = new Map([
      ['vault-good', ['uptime']],
      ['place', ['uptime', 'other']],
    ]);
    const checks = WORLD_CHECKS.map((check) => ({
      ...check,
      parameters: z.strictObject({ atLeast: z.number() }),
      figure: { unit: '%', measures: measures.get(check.id) ?? [], days: 30 },
    }));
    const plan = makePlan(
      [{ ...one, statement: { ...one.statement, claims } }],
      checks,
      () => true,
    );

    expect(plan.tasks.map(({ check }) => check.id)).toEqual(planned);
    expect(plan.tasks.map(({ parameters }) => parameters)).toEqual(
      planned.map(() => ({ atLeast: 99.9 })),
    );
    expect(plan.missing).toEqual([]);
  });

  it('keeps apart the same check with other parameters', () => {
    const [check] = WORLD_CHECKS;
    if (check === undefined) throw new Error('there is no check');
    const plan = makePlan(
      [one, two],
      [{ ...check, parameters: { parse: () => ({ days: plan1++ }) } as never }],
      () => true,
    );

    expect(plan.tasks.map(({ parameters }) => parameters)).toEqual([{ days: 0 }, { days: 1 }]);
  });
});

let plan1 = 0;

describe('tasksForType', () => {
  const plan = makePlan([statement('one', [['vault-good', 'place']])], WORLD_CHECKS, () => true);

  it.each([
    ['microsoft.keyvault/vaults', ['vault-good', 'place']],
    ['microsoft.web/sites', ['place']],
    [SCOPE_TYPE, []],
  ])('judges %s by %j', (type, expected) => {
    expect(tasksForType(plan, type).map(({ check }) => check.id)).toEqual(expected);
  });
});

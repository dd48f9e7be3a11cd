import { describe, expect, it } from 'vitest';
import { type Reading, unavailable } from '#domain/reading.ts';
import { notApplicable, pass, type Verdict } from '#domain/verdict.ts';
import type { Check } from '#evaluation/define-check.ts';
import { judge, reasonOf } from '#evaluation/judge.ts';
import { makeFinding, withException } from '#evaluation/make-finding.ts';
import { makePlan, type Task } from '#evaluation/plan.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { finding } from '../harness/findings.ts';
import { DATABASE, statement, thing, WORLD_CHECKS } from '../harness/monitor-world.ts';

const AS_OF = '2026-11-21T03:00:00.000Z';
const ENTRY_DIGEST = `sha256:${'e'.repeat(64)}` as const;
const DIGESTS = [`sha256:${'1'.repeat(64)}`, `sha256:${'2'.repeat(64)}`] as const;

const entry: InventoryEntry = {
  resource: {
    id: thing(DATABASE, ['a', 'd']).id,
    name: 'd',
    type: DATABASE,
    location: 'northeurope',
  },
  groupTags: {},
  evidence: [ENTRY_DIGEST],
  readAt: 1000,
};

function task(changes: Partial<Check> = {}): Task {
  const [planned] = makePlan(
    [statement('s', [['database-encrypted']])],
    WORLD_CHECKS,
    () => true,
  ).tasks;
  if (planned === undefined) throw new Error('nothing was planned');
  return { ...planned, check: { ...planned.check, ...changes } };
}

function read(setting: string, which: 0 | 1, readAt: number): Reading<unknown> {
  return { status: 'collected', value: { setting }, evidence: [DIGESTS[which]], readAt };
}

const refused = unavailable('AuthorizationFailed', 'cannot read it', {
  permission: 'Microsoft.Sql/x/read',
  evidence: [DIGESTS[1]],
});

describe('judge', () => {
  it('hands over every fact, and rests on their answers and the oldest of their instants', async () => {
    const judgement = await judge(
      task(),
      entry,
      async (fact) => (fact === 'sqlDatabase' ? read('bad', 0, 3000) : read('good', 1, 2000)),
      AS_OF,
    );

    expect(judgement.verdict.status).toBe('pass');
    expect(judgement.evidence).toEqual(DIGESTS);
    expect(judgement.readAt).toBe(2000);
    expect(judgement.problem).toBeUndefined();
  });

  it.each(['sqlDatabase', 'sqlDatabaseTransparentDataEncryption'])(
    'is unknown when %s could not be read, and never asks the check',
    async (missing) => {
      const never = task({
        evaluate: () => {
          throw new Error('it was asked');
        },
      });

      const judgement = await judge(
        never,
        entry,
        async (fact) => (fact === missing ? refused : read('good', 0, 2000)),
        AS_OF,
      );

      expect(judgement.verdict).toMatchObject({
        status: 'unknown',
        observed: null,
        reason: 'cannot read it. Grant Microsoft.Sql/x/read (see posture permissions).',
      });
      expect(judgement.problem).toEqual({
        code: 'AuthorizationFailed',
        permission: 'Microsoft.Sql/x/read',
      });
      expect(judgement.evidence).toEqual([ENTRY_DIGEST, DIGESTS[1]]);
      expect(judgement.readAt).toBe(missing === 'sqlDatabase' ? 1000 : 2000);
    },
  );

  it('asks for nothing more where the claim does not bear on the resource', async () => {
    const asked: string[] = [];

    const judgement = await judge(
      task({ applies: () => notApplicable('It is a system database.') }),
      entry,
      async (fact) => {
        asked.push(fact);
        return read('good', 0, 2000);
      },
      AS_OF,
    );

    expect(judgement.verdict.status).toBe('not-applicable');
    expect(asked).toEqual(['sqlDatabase']);
  });

  it('rests on the inventory where no answer of its own was needed', async () => {
    const judgement = await judge(
      task({ also: [], evaluate: () => pass('r', { expected: 1, observed: 1 }) }),
      entry,
      async () => ({ status: 'collected', value: { setting: 'good' }, evidence: [], readAt: 5 }),
      AS_OF,
    );

    expect(judgement.evidence).toEqual([ENTRY_DIGEST]);
  });
});

describe('reasonOf', () => {
  it('names a permission only where one would mend it', () => {
    expect(reasonOf(unavailable('Timeout', 'no answer.', { permission: 'X/read' }))).toBe(
      'no answer.',
    );
    expect(reasonOf(unavailable('AuthorizationFailed', 'refused'))).toBe('refused.');
  });
});

describe('makeFinding', () => {
  const made = (verdict: Verdict, covered = false) => {
    const planned = task();
    const [use] = planned.uses;
    if (use === undefined) throw new Error('nobody uses it');
    const exception = {
      claim: 's.0',
      resource: '*',
      reason: 'r',
      approvedBy: 'a',
      expires: '2027-01-01',
    };
    const judgement = { verdict, evidence: DIGESTS, readAt: 0 };
    return makeFinding(planned, use, entry, judgement, () => (covered ? { exception } : undefined));
  };
  const shown = { expected: 1, observed: 2 };

  it('puts an exception over a violation, and over nothing else', () => {
    expect(made({ status: 'fail', reason: 'r', ...shown }, true)).toMatchObject({
      status: 'excepted',
      exception: { approvedBy: 'a' },
    });
    for (const status of ['pass', 'unknown'] as const) {
      expect(made({ status, reason: 'r', ...shown }, true)).toMatchObject({
        status,
        exception: null,
      });
    }
    expect(made(notApplicable('r'), true)).toMatchObject({
      status: 'not-applicable',
      exception: null,
    });
  });

  it('keeps the members that decided, and their answers among those that it rests on', () => {
    const [use] = task().uses;
    const [first, second] = DIGESTS;
    const readFrom = [{ evidence: second, pointer: '/properties/state' }];
    const judgement = { verdict: pass('r', shown), evidence: [first], readAt: 0, readFrom };

    const found = use && makeFinding(task(), use, entry, judgement, () => undefined);

    expect(found).toMatchObject({ evidence: [first, second], readFrom });
    expect(made(pass('r', shown))).not.toHaveProperty('readFrom');
  });

  it('says how to mend a violation only', () => {
    expect(made({ status: 'fail', reason: 'r', ...shown }).remediation).toBe('mend it');
    expect(made(pass('r', shown)).remediation).toBeNull();
  });

  it('says what it is about, and when it was really read', () => {
    expect(made(pass('r', shown))).toMatchObject({
      document: 's',
      claim: 's.0',
      check: 'database-encrypted',
      resourceId: entry.resource.id,
      resourceType: 'microsoft.sql/servers/databases',
      location: 'northeurope',
      since: null,
      readAt: '1970-01-01T00:00:00.000Z',
    });
  });
});

describe('withException', () => {
  it('takes a lapsed exception off again', () => {
    const lapsed = finding({
      status: 'excepted',
      exception: { claim: 'c', resource: '*', reason: 'r', approvedBy: 'a', expires: '2020-01-01' },
    });

    expect(withException(lapsed, () => undefined)).toMatchObject({
      status: 'fail',
      exception: null,
    });
  });
});

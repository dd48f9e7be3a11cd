import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '#domain/document.ts';
import { FINDING_STATUSES, mayBecomeUnderFault } from '#domain/status.ts';
import type { ClaimInputs } from '#evaluation/claim-inputs.ts';
import { foldClaim } from '#evaluation/fold-claim.ts';
import { databaseId, finding } from '../harness/findings.ts';
import { statement } from '../harness/monitor-world.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const DOCUMENT = statement('s', [['vault-good']]);
const AUTOMATIC = onlyClaim();
const MEASURE = { measure: 'uptime', atLeast: 99.9, unit: '%' };
const MEASURED: Claim = { ...AUTOMATIC, verify: [], measure: MEASURE };

function fold(changes: Partial<ClaimInputs> = {}) {
  return foldClaim({
    document: DOCUMENT,
    claim: MEASURED,
    findings: [],
    missingChecks: [],
    blind: null,
    measuredBy: ['uptime-of-databases'],
    ...changes,
  });
}

function figure(
  status: (typeof FINDING_STATUSES)[number],
  observed: number | null = null,
  name = 'db1',
) {
  const reason = `${observed} percent`;
  return finding({
    check: 'uptime-of-databases',
    status,
    observed,
    reason,
    resourceId: databaseId(name),
  });
}

describe(`a claim with a measure (seed ${SEED})`, () => {
  it('holds by its worst figure, and says whose that is and what the average is', () => {
    const findings = [
      figure('pass', 100),
      figure('pass', 99.95, 'db2'),
      figure('pass', 100, 'db3'),
    ];

    expect(fold({ findings })).toMatchObject({
      status: 'holds',
      reason: '99.95 percent. Worst of 3 resources: db2. Average: 99.9833 %.',
      measurement: { measure: 'uptime', unit: '%', value: 99.95, atLeast: 99.9 },
    });
  });

  it('is broken by one figure, whatever the average', () => {
    const findings = [figure('pass', 100), figure('fail', 99.8, 'db2'), figure('pass', 100, 'db3')];

    expect(fold({ findings })).toMatchObject({
      status: 'broken',
      reason:
        'violated by 1 resource: 99.8 percent. Worst of 3 resources: db2. Average: 99.9333 %.',
      measurement: { value: 99.8 },
    });
  });

  it.each([
    ['one unread', [figure('pass', 100), figure('unknown', 99, 'db2')], 'unverified', null],
    ['nothing measured', [], 'unverified', null],
    ['nothing that it bears on', [figure('not-applicable')], 'unverified', null],
    ['one accepted', [figure('pass', 100), figure('excepted', 99, 'db2')], 'excepted', 99],
    ['one broken, one unread', [figure('fail', 99), figure('unknown')], 'broken', 99],
    [
      'a pass and one that it does not bear on',
      [figure('pass', 100), figure('not-applicable')],
      'holds',
      100,
    ],
  ] as const)('with %s is %s', (_case, findings, status, value) => {
    const claim = fold({ findings });

    expect(claim.status).toBe(status);
    expect(claim.measurement?.value).toBe(value);
    expect(claim.reason).not.toBeNull();
  });

  it('is not verified while a part of its scope is unseen', () => {
    expect(fold({ findings: [figure('pass', 100)], blind: 'One is unreadable.' })).toMatchObject({
      status: 'unverified',
      reason: 'One is unreadable.',
      measurement: { value: null },
    });
  });

  it('says when nothing in scope has the figure, and when nobody has the measure', () => {
    expect(fold().reason).toBe('Nothing in scope has this figure: uptime.');
    expect(fold({ measuredBy: [], findings: [figure('pass', 100)] })).toMatchObject({
      status: 'unverified',
      reason: 'no such measure: uptime in %.',
    });
  });

  it('keeps checks and figures apart', () => {
    const claim: Claim = { ...AUTOMATIC, measure: MEASURE };
    const good = finding({ check: 'vault-good' });

    expect(fold({ claim, findings: [figure('pass', 100)] }).status).toBe('vacuous');
    expect(fold({ claim, findings: [good] }).status).toBe('unverified');
    expect(fold({ claim, findings: [good, figure('pass', 100)] }).status).toBe('holds');
    expect(fold({ claim, findings: [good, figure('fail', 1)] }).reason).toBe(
      'violated by 1 resource: 1 percent. Worst of 1 resource: db1. Average: 1 %.',
    );
  });

  it('lets a check be both', () => {
    const claim: Claim = { ...MEASURED, verify: [{ check: 'uptime-of-databases', with: {} }] };

    expect(fold({ claim, findings: [figure('pass', 100)] }).status).toBe('holds');
    expect(fold({ claim, findings: [figure('fail', 1)] }).status).toBe('broken');
    expect(fold({ claim: { ...claim, measure: { ...MEASURE } }, measuredBy: [] }).status).toBe(
      'unverified',
    );
  });

  it('never improves by a fault', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...FINDING_STATUSES), { minLength: 1, maxLength: 5 }),
        fc.nat(),
        (seen, hit) => {
          const findings = seen.map((status, index) => figure(status, 99, `db${index}`));
          const unread = findings.with(hit % findings.length, figure('unknown', null, 'gone'));
          const before = fold({ findings }).status;

          for (const { status } of [
            fold({ findings: unread }),
            fold({ findings, blind: 'it was not seen' }),
            fold({ findings, measuredBy: [] }),
          ]) {
            expect(mayBecomeUnderFault(before, status), `${before} became ${status}`).toBe(true);
          }
        },
      ),
      { seed: SEED },
    );
  });
});

function onlyClaim(): Claim {
  const [claim] = DOCUMENT.statement.claims;
  if (claim === undefined) throw new Error('there is no claim');
  return claim;
}

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim } from '#domain/document.ts';
import { CLAIM_STATUSES, FINDING_STATUSES, mayBecomeUnderFault } from '#domain/status.ts';
import { assembleResult } from '#evaluation/assemble-result.ts';
import type { ClaimInputs } from '#evaluation/claim-inputs.ts';
import { foldClaim, LINK_CHECK } from '#evaluation/fold-claim.ts';
import { claimResult, databaseId, finding } from '../harness/findings.ts';
import { statement } from '../harness/monitor-world.ts';
import { scanResult } from '../harness/scan-result.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const DOCUMENT = statement('s', [['vault-good']]);
const AUTOMATIC = onlyClaim();
const { verify: _verify, ...NOTHING } = AUTOMATIC;
const EMPTY: Claim = { ...NOTHING, verify: [] };

function fold(changes: Partial<ClaimInputs> = {}) {
  return foldClaim({
    document: DOCUMENT,
    claim: AUTOMATIC,
    findings: [],
    missingChecks: [],
    blind: null,
    ...changes,
  });
}

const attested = {
  status: 'attested',
  reason: 'vouched for',
  result: { owner: 'o', every: 'P1Y', given: null, validUntil: null },
} as const;
const expired = { ...attested, status: 'expired', reason: 'nobody has vouched' } as const;
const link = (status: 'pass' | 'fail' | 'unknown') =>
  finding({ check: LINK_CHECK, status, reason: `the page: ${status}` });

describe(`foldClaim (seed ${SEED})`, () => {
  it('holds on passes alone, with nothing to explain', () => {
    expect(fold({ findings: [finding()] })).toMatchObject({ status: 'holds', reason: null });
  });

  it('counts resources, and lets the first violation speak', () => {
    const findings = [
      finding({ status: 'fail', reason: 'Seven days.' }),
      finding({ status: 'fail', check: 'other', resourceId: databaseId('db1').toUpperCase() }),
      finding({ status: 'fail', resourceId: databaseId('db2') }),
    ];

    expect(fold({ findings })).toMatchObject({
      status: 'broken',
      reason: 'violated by 2 resources: Seven days.',
    });
  });

  it.each([
    ['nothing in scope', {}, 'vacuous', /Nothing in scope/u],
    [
      'a part unseen',
      { findings: [finding()], blind: 'A subscription is partial.' },
      'unverified',
      /^A subscription is partial\.$/u,
    ],
    [
      'a check that does not exist',
      { findings: [finding()], missingChecks: ['x'] },
      'unverified',
      /no such check: x/u,
    ],
    [
      'a violation and a part unseen',
      { findings: [finding({ status: 'fail' })], blind: 'b' },
      'broken',
      /violated by 1 resource:/u,
    ],
    [
      'something unknown',
      { findings: [finding(), finding({ status: 'unknown', reason: 'Refused.' })] },
      'unverified',
      /could not be verified on 1 resource: Refused\./u,
    ],
  ] as const)('with %s', (_case, inputs, status, reason) => {
    const claim = fold(inputs);

    expect(claim.status).toBe(status);
    expect(claim.reason).toMatch(reason);
  });

  it.each([
    ['pass', attested, 'attested'],
    ['pass', expired, 'expired'],
    ['fail', attested, 'broken'],
    ['unknown', expired, 'unverified'],
    ['excepted', attested, 'excepted'],
  ] as const)('of two kinds, %s and %j, has the worse: %s', (status, attestation, expected) => {
    expect(fold({ findings: [finding({ status })], attestation }).status).toBe(expected);
  });

  it('is not verified by an attestation where the automatic part found nothing', () => {
    expect(fold({ attestation: attested }).status).toBe('vacuous');
  });

  it.each([
    [{ url: 'https://example.com' }, [link('pass')], 'holds'],
    [{ url: 'https://example.com' }, [link('fail')], 'broken'],
    [{ url: 'https://example.com' }, [link('unknown')], 'unverified'],
    [{ url: 'https://example.com' }, [], 'unverified'],
    [{}, [], 'unverified'],
  ] as const)('judges the link %j by %j: %s', (demand, findings, expected) => {
    const claim = fold({ claim: { ...EMPTY, link: demand }, findings });

    expect(claim.status).toBe(expected);
    expect(claim.reason === null).toBe(expected === 'holds');
  });

  it('keeps the page out of the automatic part', () => {
    const claim = { ...AUTOMATIC, link: { url: 'https://example.com' } };

    expect(fold({ claim, findings: [link('pass')] }).status).toBe('vacuous');
    expect(fold({ claim, findings: [link('unknown'), finding()] }).status).toBe('unverified');
  });

  it('is not verified while nobody measures', () => {
    expect(
      fold({ claim: { ...EMPTY, measure: { measure: 'availability', atLeast: 99.9, unit: '%' } } }),
    ).toMatchObject({
      status: 'unverified',
      measurement: { measure: 'availability', value: null, atLeast: 99.9 },
    });
    expect(
      fold({ claim: { ...EMPTY, progress: { measure: 'share', unit: '%' } } }).measurement?.atLeast,
    ).toBeNull();
  });

  it('is not verified when it says not how', () => {
    expect(fold({ claim: EMPTY }).status).toBe('unverified');
  });

  it('never improves by a fault in any of its inputs', () => {
    const statuses = fc.array(fc.constantFrom(...FINDING_STATUSES), { maxLength: 5 });
    const page = fc.constantFrom('pass', 'fail', 'unknown');

    fc.assert(
      fc.property(
        statuses,
        fc.nat(),
        page,
        fc.boolean(),
        fc.boolean(),
        (seen, hit, answer, isAttested, isLinked) => {
          const claim: Claim = {
            ...AUTOMATIC,
            ...(isLinked ? { link: { url: 'https://example.com' } } : {}),
          };
          const links = isLinked ? [link(answer)] : [];
          const common = { claim, ...(isAttested ? { attestation: attested } : {}) };
          const findings = seen.map((status) => finding({ status }));
          const unread = findings.toSpliced(
            hit % (findings.length + 1),
            1,
            finding({ status: 'unknown' }),
          );
          const before = fold({ ...common, findings: [...findings, ...links] }).status;

          const after = [
            fold({ ...common, findings: [...findings, ...links], blind: 'it was not seen' }),
            fold({ ...common, findings: [...unread, ...links] }),
            fold({ ...common, findings: [...findings, ...links], missingChecks: ['x'] }),
            ...(isLinked
              ? [
                  fold({ ...common, findings }),
                  fold({ ...common, findings: [...findings, link('unknown')] }),
                ]
              : []),
          ];

          for (const { status } of after) {
            // A page that did not answer hides only what the page said.
            expect(mayBecomeUnderFault(before, status), `${before} became ${status}`).toBe(true);
          }
        },
      ),
      { seed: SEED },
    );
  });
});

describe('assembleResult', () => {
  it('gives a document the worst status of its claims, and counts everything', () => {
    const claims = [
      claimResult([finding(), finding({ status: 'fail' })], { document: 'a', status: 'broken' }),
      claimResult([], { document: 'a', status: 'vacuous' }),
      claimResult([finding()], { document: 'b', status: 'holds' }),
    ];
    const documents = ['a', 'b', 'c'].map((id) => ({
      id,
      title: id,
      warnings: [`${id} is stale`],
    }));

    const result = assembleResult(scanResult([]).scan, documents, claims);

    expect(result.documents.map(({ id, status, counts }) => [id, status, counts])).toEqual([
      ['a', 'broken', { broken: 1, vacuous: 1 }],
      ['b', 'holds', { holds: 1 }],
      ['c', 'vacuous', {}],
    ]);
    expect(result.summary).toEqual({
      claims: { broken: 1, vacuous: 1, holds: 1 },
      findings: { pass: 2, fail: 1 },
    });
    expect(CLAIM_STATUSES).toContain(result.documents[0]?.status);
    expect(result.documents[1]?.warnings).toEqual(['b is stale']);
  });
});

function onlyClaim(): Claim {
  const [claim] = DOCUMENT.statement.claims;
  if (claim === undefined) throw new Error('there is no claim');
  return claim;
}

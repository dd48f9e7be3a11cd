import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingKey } from '#domain/finding.ts';
import { compileGlob } from '#domain/glob.ts';
import { exitStatusOf, type ScanResult } from '#domain/scan.ts';
import {
  CLAIM_STATUSES,
  FINDING_STATUSES,
  foldFindings,
  mayBecomeUnderFault,
  worstStatus,
} from '#domain/status.ts';
import { claimResult, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const findings = fc.array(fc.constantFrom(...FINDING_STATUSES), { maxLength: 8 });

describe(`the status fold (seed ${SEED})`, () => {
  it.each([
    [[], false, 'vacuous'],
    [[], true, 'unverified'],
    [['pass'], false, 'holds'],
    [['pass'], true, 'unverified'],
    [['pass', 'not-applicable'], false, 'holds'],
    [['not-applicable'], false, 'vacuous'],
    [['pass', 'excepted'], false, 'excepted'],
    [['pass', 'excepted', 'unknown'], false, 'unverified'],
    [['pass', 'unknown'], false, 'unverified'],
    [['pass', 'unknown', 'fail'], false, 'broken'],
    [['fail'], true, 'broken'],
    [['excepted', 'fail'], false, 'broken'],
  ] as const)('folds %j, blind %s, to %s', (statuses, blind, expected) => {
    expect(foldFindings(statuses, blind)).toBe(expected);
  });

  it('never improves by a fault, whatever it hides', () => {
    fc.assert(
      fc.property(
        findings,
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.boolean(),
        (seen, hidden, blind) => {
          const without = foldFindings(seen, false);
          const hit = new Set(hidden.map((index) => index % Math.max(1, seen.length)));
          // A fault turns findings into unknown ones, or hides them and leaves the claim blind.
          const unknown = seen.map((status, index) =>
            hit.has(index) ? ('unknown' as const) : status,
          );
          const gone = seen.filter((_, index) => !hit.has(index));
          const faulty =
            hit.size === 0 || seen.length === 0
              ? foldFindings(seen, blind)
              : foldFindings(unknown, blind);

          expect(mayBecomeUnderFault(without, faulty)).toBe(true);
          expect(mayBecomeUnderFault(without, foldFindings(gone, true))).toBe(true);
          expect(mayBecomeUnderFault(without, foldFindings([...seen, 'unknown'], blind))).toBe(
            true,
          );
        },
      ),
      { seed: SEED },
    );
  });

  it('allows a fault nothing but not to know', () => {
    for (const without of CLAIM_STATUSES) {
      for (const under of CLAIM_STATUSES) {
        expect(mayBecomeUnderFault(without, under)).toBe(
          under === without || under === 'unverified',
        );
      }
    }
  });

  it('does not depend on the order, and one more finding never makes it hold', () => {
    fc.assert(
      fc.property(
        findings,
        fc.constantFrom(...FINDING_STATUSES),
        fc.boolean(),
        (seen, one, blind) => {
          const before = foldFindings(seen, blind);
          const after = foldFindings([one, ...seen], blind);

          expect(foldFindings(seen.toReversed(), blind)).toBe(before);
          if (after === 'holds') expect(['holds', 'vacuous']).toContain(before);
        },
      ),
      { seed: SEED },
    );
  });

  it('lets the worst of several statuses stand', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CLAIM_STATUSES), { minLength: 1 }), (statuses) => {
        const worst = worstStatus(statuses);

        expect(statuses).toContain(worst);
        expect(
          statuses.every(
            (status) => CLAIM_STATUSES.indexOf(status) >= CLAIM_STATUSES.indexOf(worst ?? 'holds'),
          ),
        ).toBe(true);
      }),
      { seed: SEED },
    );
    expect(worstStatus([])).toBeUndefined();
    expect(worstStatus(['holds', 'attested'])).toBe('attested');
    expect(worstStatus(['vacuous', 'unverified'])).toBe('unverified');
  });
});

describe('exitStatusOf', () => {
  const result = (...statuses: (typeof CLAIM_STATUSES)[number][]): ScanResult =>
    scanResult(statuses.map((status, index) => claimResult([], { id: `c.${index}`, status })));

  it.each([
    [['holds', 'attested', 'excepted', 'reported'], 0],
    [['holds', 'unverified'], 2],
    [['holds', 'expired'], 2],
    [['holds', 'vacuous'], 2],
    [['unverified', 'broken'], 1],
  ] as const)('answers for %j with %i', (statuses, expected) => {
    expect(exitStatusOf(result(...statuses))).toBe(expected);
  });

  it('does not call a scan without claims a good one', () => {
    expect(exitStatusOf(result())).toBe(2);
  });
});

describe('findingKey', () => {
  it('is the same for every case of an id, and another for each other part', () => {
    const key = findingKey(finding());

    expect(findingKey(finding({ resourceId: finding().resourceId.toUpperCase() }))).toBe(key);
    for (const other of [{ document: 'x' }, { claim: 'x' }, { check: 'x' }, { resourceId: '/x' }]) {
      expect(findingKey(finding(other))).not.toBe(key);
    }
  });
});

describe('compileGlob', () => {
  it.each([
    ['rg-prod-*', 'RG-Prod-1', true],
    ['rg-prod-*', 'rg-prod-', true],
    ['rg-prod-*', 'x-rg-prod-1', false],
    ['rg-?', 'rg-1', true],
    ['rg-?', 'rg-12', false],
    ['*', '', true],
    ['a.b', 'axb', false],
    ['a(b)[c]{d}+^$|', 'A(B)[C]{D}+^$|', true],
    ['', 'x', false],
    ['rg-*', 'rg-1\nrg-2', true],
  ])('%j on %j: %s', (glob, text, expected) => {
    expect(compileGlob(glob)(text)).toBe(expected);
  });
});

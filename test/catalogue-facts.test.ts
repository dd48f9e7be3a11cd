import { describe, expect, it } from 'vitest';
import { CHECKS } from '#checks/registry.generated.ts';
import { factInReason, MOST_FACT, shortFact } from '#domain/fact-words.ts';
import { factOfChecks } from '#evaluation/fact-words.ts';
import { finding } from './harness/findings.ts';
import { verdictOfExample } from './harness/judge-example.ts';

const factOf = factOfChecks(CHECKS);
const failing = CHECKS.flatMap((check) => {
  const example = check.examples.fail;
  if (example === undefined) return [];
  const { observed, expected, reason } = verdictOfExample(check, example);
  const found = finding({ check: check.id, status: 'fail', observed, expected, reason });
  return [[check.id, found] as const];
});

describe('20: what a telephone shows of a check that fails', () => {
  it('20: there is something to show', () => {
    expect(failing.length).toBeGreaterThanOrEqual(60);
  });

  it.each(failing)('20: %s says it in sixty characters, whole, without an id', (_id, found) => {
    const { fact } = factOf(found);

    expect(Array.from(fact).length).toBeLessThanOrEqual(MOST_FACT);
    expect(fact).toMatch(/^\S(.*\S)?$/u);
    expect(fact).not.toMatch(/…|\/|undefined|null|\[object|[.]$|^(The|An?) /u);
    // More than the name of the check, and no claim that all is well.
    expect(fact.split(' ').length).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['key-vault-purge-protection', 'purge protection is off', 'enablePurgeProtection'],
    ['storage-minimum-tls', 'minimum TLS is 1.0', 'minimumTlsVersion'],
    ['sql-server-minimum-tls', 'minimum TLS is 1.0', 'minimalTlsVersion'],
    ['sql-point-in-time-retention', 'restore window is 7 days', 'retentionDays'],
    [
      'sql-transparent-data-encryption',
      'encryption at rest is off',
      'transparentDataEncryption.state',
    ],
    ['resource-location', 'lies in eastus, outside EU', null],
    ['storage-account-availability', 'availability is 99.5 %', 'availability'],
    ['recovery-vault-item-freshness', 'no recent good backup of orders', null],
  ])('20: %s: %s', (id, fact, property) => {
    const found = failing.find(([check]) => check === id)?.[1];

    expect(found).toBeDefined();
    expect(found === undefined ? undefined : factOf(found)).toEqual({ fact, property });
  });

  it('20: takes the reason of the verdict where a check is not known any more', () => {
    const found = finding({ check: 'gone', reason: 'An RSA key of 1024 bits only.' });

    expect(factOf(found)).toEqual({ fact: 'RSA key of 1024 bits only', property: null });
    expect(factInReason({ reason: 'The vault has no setting' }).fact).toBe('vault has no setting');
  });

  it('20: cuts after a whole word and says so', () => {
    const cut = shortFact(`It ${'goes on and '.repeat(10)}on`);

    expect(Array.from(cut).length).toBeLessThanOrEqual(MOST_FACT);
    expect(cut).toMatch(/ (goes|on|and)…$/u);
    expect(Array.from(shortFact('x'.repeat(200)))).toHaveLength(MOST_FACT);
  });
});

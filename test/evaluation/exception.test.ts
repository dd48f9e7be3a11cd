import { describe, expect, it } from 'vitest';
import { findException } from '#evaluation/exception.ts';

const ID =
  '/subscriptions/S1/resourceGroups/rg-test/providers/Microsoft.Sql/servers/a/databases/orders';

function exception(resource: string, expires = '2026-12-31') {
  return { claim: 'own.pitr', resource, reason: 'test data', approvedBy: 'Jane', expires };
}

const NOW = '2026-11-21T00:00:00.000Z';

describe('findException', () => {
  it.each([
    ['the last moment of its last day', '2026-12-31T23:59:59.999Z', true],
    ['the moment its last day is over', '2027-01-01T00:00:00.000Z', false],
  ])('at %s', (_, asOf, counts) => {
    const found = findException([exception(ID)], { claim: 'own.pitr', resourceId: ID }, asOf);

    expect(found !== undefined).toBe(counts);
  });

  it.each([
    [ID, true],
    [ID.toUpperCase(), true],
    ['/subscriptions/s1/*', true],
    ['*/databases/orders', true],
    ['*/RG-TEST/*/orders', true],
    ['/subscriptions/s1*databases/*', true],
    [`${ID}*`, true],
    [ID.slice(0, -1), false],
    [`${ID}/x`, false],
    ['*/databases/order', false],
    ['databases/orders', false],
    ['/subscriptions/s2/*', false],
    ['/subscriptions/s1/resourcegroups/rg.test/*', false],
    ['', false],
  ])('compares the pattern %s', (pattern, matches) => {
    const found = findException([exception(pattern)], { claim: 'own.pitr', resourceId: ID }, NOW);

    expect(found !== undefined).toBe(matches);
  });

  it('covers no other claim', () => {
    expect(
      findException([exception(ID)], { claim: 'own.other', resourceId: ID }, NOW),
    ).toBeUndefined();
  });

  it('gives the one that lasts longest', () => {
    const all = [
      exception('*', '2026-12-01'),
      exception(ID, '2027-06-01'),
      exception('/sub*', '2027-01-01'),
    ];

    expect(findException(all, { claim: 'own.pitr', resourceId: ID }, NOW)?.expires).toBe(
      '2027-06-01',
    );
  });

  it('counts for nothing when its last day is no date', () => {
    const all = [exception(ID, 'never')];

    expect(findException(all, { claim: 'own.pitr', resourceId: ID }, NOW)).toBeUndefined();
  });

  it('answers at once whatever the pattern', () => {
    const pattern = `${'*a'.repeat(200)}*b`;
    const started = performance.now();

    findException([exception(pattern)], { claim: 'own.pitr', resourceId: 'a'.repeat(2000) }, NOW);

    expect(performance.now() - started).toBeLessThan(1000);
  });
});

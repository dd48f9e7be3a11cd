import { describe, expect, it } from 'vitest';
import { judgeAttestation } from '#evaluation/attestation.ts';

const YEARLY = { every: 'P1Y', owner: 'legal' };

function given(date: string, by = 'Jane') {
  return { claim: 'own.word', by, date, proof: 'register' };
}

describe('judgeAttestation', () => {
  it.each([
    ['the last moment before its day', '2026-01-30T23:59:59.999Z', 'expired'],
    ['the first moment of its day', '2026-01-31T00:00:00.000Z', 'attested'],
    ['the last moment of its year', '2027-01-30T23:59:59.999Z', 'attested'],
    ['the moment its year is over', '2027-01-31T00:00:00.000Z', 'expired'],
  ])('at %s', (_, asOf, status) => {
    expect(judgeAttestation(YEARLY, 'own.word', [given('2026-01-31')], asOf).status).toBe(status);
  });

  it.each([
    ['2024-02-29', 'P1Y', '2025-02-28T00:00:00.000Z'],
    ['2026-08-31', 'P6M', '2027-02-28T00:00:00.000Z'],
    ['2026-01-31', 'P4W', '2026-02-28T00:00:00.000Z'],
  ])('counts from %s for %s until %s, by the calendar', (date, every, until) => {
    const { result } = judgeAttestation(
      { every, owner: 'legal' },
      'own.word',
      [given(date)],
      `${date}T12:00:00.000Z`,
    );

    expect(result.validUntil).toBe(until);
  });

  it('takes the latest that has begun, whatever their order', () => {
    const all = [
      given('2026-06-01', 'Newer'),
      given('2027-01-01', 'Future'),
      given('2025-06-01', 'Older'),
    ];

    const verdict = judgeAttestation(YEARLY, 'own.word', all, '2026-11-21T00:00:00.000Z');

    expect(verdict).toMatchObject({ status: 'attested', result: { given: { by: 'Newer' } } });
    expect(verdict.reason).toContain('Newer on 2026-06-01, until 2027-06-01');
  });

  it('is expired when nobody vouched, or only for another claim', () => {
    const other = { ...given('2026-06-01'), claim: 'own.other' };

    const verdict = judgeAttestation(YEARLY, 'own.word', [other], '2026-11-21T00:00:00.000Z');

    expect(verdict).toMatchObject({ status: 'expired', result: { given: null, validUntil: null } });
    expect(verdict.reason).toContain('legal must');
  });

  it.each([
    ['a date that is none', 'yesterday', 'P1Y'],
    ['an interval that is none', '2026-06-01', 'yearly'],
  ])('never counts %s', (_, date, every) => {
    const verdict = judgeAttestation(
      { every, owner: 'legal' },
      'own.word',
      [given(date)],
      '2026-11-21T00:00:00.000Z',
    );

    expect(verdict.status).toBe('expired');
  });

  it.each([
    ['a month before its end', YEARLY, ['2026-01-31'], '2027-01-01T00:00:00.000Z'],
    ['as the claim says', { ...YEARLY, remind: 'P2W' }, ['2026-01-31'], '2027-01-17T00:00:00.000Z'],
    [
      'a month before the end of the next one that is given already',
      YEARLY,
      ['2026-01-31', '2027-01-20'],
      '2027-12-21T00:00:00.000Z',
    ],
    [
      'and not of one that leaves a gap',
      YEARLY,
      ['2026-01-31', '2027-02-01'],
      '2027-01-01T00:00:00.000Z',
    ],
  ])('reminds the owner %s', (_, demand, dates, from) => {
    const all = dates.map((date) => given(date));

    const { result } = judgeAttestation(demand, 'own.word', all, '2026-11-21T00:00:00.000Z');

    expect(result.remindFrom).toBe(from);
  });

  it('reminds nobody of what nobody vouches for: that is told as such', () => {
    const { result } = judgeAttestation(YEARLY, 'own.word', [], '2026-11-21T00:00:00.000Z');

    expect(result.remindFrom).toBeNull();
  });
});

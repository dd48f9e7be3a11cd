import { describe, expect, it } from 'vitest';
import { keyVaultAvailability } from '#checks/key-vault/key-vault-availability.ts';
import { availabilityOf, everyDay } from '../../harness/facts/availability.ts';
import { keyVault } from '../../harness/facts/key-vault.ts';
import { AS_OF, judgeCheck, remedyOf } from '../../harness/judge-check.ts';

const MADE_TODAY = AS_OF.replace('T03', 'T01');

function judge(figures: Parameters<typeof availabilityOf>[0], made?: string) {
  const facts = {
    keyVault: { ...keyVault(), systemData: { createdAt: made } },
    availability: availabilityOf(figures, { metric: 'Availability' }),
  };
  return judgeCheck(keyVaultAvailability, facts, { with: { atLeast: 99.9 } });
}

describe('key-vault-availability', () => {
  it('is a measure in percent', () => {
    expect(keyVaultAvailability.figure).toEqual({
      unit: '%',
      measures: ['platform-availability', 'service-availability'],
    });
    expect(keyVaultAvailability.parameters.safeParse({}).success).toBe(false);
    expect(keyVaultAvailability.parameters.safeParse({ atLeast: '99.9' }).success).toBe(false);
  });

  it.each([
    [99.9, 'pass'],
    [99.8, 'fail'],
  ])('of a month of %d %%: %s', (figure, status) => {
    expect(judge(everyDay(figure))).toMatchObject({ status, observed: figure });
  });

  it('knows nothing without figures', () => {
    expect(judge([]).status).toBe('unknown');
  });

  it('counts from when it was made, and waits for the first day', () => {
    const young = everyDay(100).map((figure, day) => (day < 25 ? null : figure));

    expect(judge(young).status).toBe('unknown');
    expect(judge(young, '2026-11-16T03:00:00Z').status).toBe('pass');
    expect(judge(young, '2026-11-15T03:00:00Z').status).toBe('unknown');
    expect(judge([], MADE_TODAY).status).toBe('not-applicable');
  });

  it('knows no command that mends the past', () => {
    expect(remedyOf(keyVaultAvailability, {}, { atLeast: 1 })).toBeNull();
  });
});

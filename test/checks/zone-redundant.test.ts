import { describe, expect, it } from 'vitest';
import { zoneRedundant } from '#checks/zone-redundant.ts';
import { disk } from '#resource-types/compute/disk.ts';
import type { Said } from '#traits/said.ts';
import { statusOf, told, UNTOLD } from '../harness/ask-question.ts';
import { typeCases } from '../harness/type-cases.ts';

function spread(value: Said<'several' | 'one'>, what = 'database') {
  return { what, spread: value };
}

describe('zone-redundant', () => {
  it.each([
    ['several zones', [spread(told('several'))], 'pass'],
    ['one zone', [spread(told('one'))], 'fail'],
    ['not said', [spread(UNTOLD)], 'unknown'],
    ['one of two in one zone', [spread(told('several')), spread(told('one'))], 'fail'],
    ['one of two not said', [spread(told('several')), spread(UNTOLD)], 'unknown'],
  ] as const)('%s: %s', async (_, items, status) => {
    expect(await statusOf(zoneRedundant, items)).toBe(status);
  });

  it.each([
    ['database', 'nobody', undefined, undefined, true],
    ['nothing', 'clients', undefined, undefined, true],
    ['nothing', 'nobody', true, undefined, true],
    ['nothing', 'nobody', undefined, undefined, false],
    ['nothing', 'clients', undefined, ['database'], false],
    ['database', 'clients', undefined, ['database'], true],
  ] as const)(
    '%s that serves %s, passing data on: %s, of %j: %s',
    (holds, serves, passes, of, speaks) => {
      const subject = { holds, serves, runs: 'provider', ...(passes ? { passes } : {}) } as const;

      expect(zoneRedundant.speaksOf(subject, of === undefined ? {} : { of })).toBe(speaks);
    },
  );
});

typeCases(zoneRedundant, disk, {}, [
  ...['Premium_ZRS', 'StandardSSD_ZRS'].map((name) => ({
    when: name,
    status: 'pass' as const,
    set: { disk: { 'sku/name': name } },
  })),
  ...['Premium_LRS', 'UltraSSD_LRS', 'PremiumV2_LRS'].map((name) => ({
    when: name,
    status: 'fail' as const,
    set: { disk: { 'sku/name': name } },
  })),
  {
    when: 'a size that Azure added since',
    status: 'unknown',
    set: { disk: { 'sku/name': 'Premium_QRS' } },
  },
]);

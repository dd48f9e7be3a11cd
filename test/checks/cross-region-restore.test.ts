import { describe, expect, it } from 'vitest';
import { crossRegionRestore } from '#checks/cross-region-restore.ts';
import type { Place } from '#traits/place.ts';
import { statusOf, told, UNTOLD } from '../harness/ask-question.ts';

const VAULT: Place = { kind: 'primary', what: 'vault', region: told('northeurope') };
const AWAY: Place = { kind: 'backup', what: 'second copy', region: told('westeurope') };

describe('cross-region-restore', () => {
  it.each<[string, readonly Place[], string]>([
    ['at any time', [VAULT, { ...AWAY, isReady: told(true) }], 'pass'],
    ['in a disaster', [VAULT, { ...AWAY, isReady: told(false) }], 'fail'],
    ['not said', [VAULT, { ...AWAY, isReady: UNTOLD }], 'unknown'],
    ['wherever the second region is', [{ ...AWAY, region: UNTOLD, isReady: told(true) }], 'pass'],
    ['without such a setting', [VAULT, AWAY], 'not-applicable'],
    ['nothing in it', [{ ...AWAY, isReady: told(false), isUsed: told(false) }], 'not-applicable'],
  ])('%s', async (_, places, status) => {
    expect(await statusOf(crossRegionRestore, places, { holds: 'copies' })).toBe(status);
  });

  it.each([
    ['copies', true],
    ['database', false],
  ] as const)('speaks of %s: %s', (holds, speaks) => {
    const subject = { holds, serves: 'nobody', runs: 'provider' } as const;

    expect(crossRegionRestore.speaksOf(subject, {})).toBe(speaks);
  });
});

import { describe, expect, it } from 'vitest';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import type { Place, PlaceKind } from '#traits/place.ts';
import { IN_SCOPE, statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

const place = (kind: PlaceKind, region: string, more: Partial<Place> = {}): Place => ({
  kind,
  what: `${kind} there`,
  region: told(region),
  ...more,
});
const PRIMARY = place('primary', 'northeurope');
const BESIDE = place('backup', 'North Europe');
const AWAY = place('backup', 'West Europe');
const READY = place('replica', 'westeurope', { isReady: told(true) });
const LONG_HERE = place('long-term-backup', 'northeurope');
const LONG_AWAY = place('long-term-backup', 'westeurope');
const UNSAID: Place = { kind: 'backup', what: 'backups', region: UNTOLD };

describe('geo-redundant-backup', () => {
  it.each<[string, readonly Place[], string]>([
    ['a backup elsewhere', [PRIMARY, BESIDE, AWAY], 'pass'],
    ['a copy elsewhere', [PRIMARY, place('copy', 'westeurope')], 'pass'],
    ['backups beside the data', [PRIMARY, BESIDE], 'fail'],
    ['no backups at all', [PRIMARY], 'fail'],
    ['no backups, and where it is is not said', [{ ...PRIMARY, region: UNTOLD }], 'fail'],
    ['a replica is no backup', [PRIMARY, BESIDE, READY], 'fail'],
    ['one that was asked for', [PRIMARY, BESIDE, { ...AWAY, isUsed: told(false) }], 'fail'],
    ['one in force', [PRIMARY, BESIDE, { ...AWAY, isUsed: told(true) }], 'pass'],
    ['one of which that is not said', [PRIMARY, BESIDE, { ...AWAY, isUsed: UNTOLD }], 'unknown'],
    ['one that waits for a disaster', [PRIMARY, { ...AWAY, isReady: told(false) }], 'pass'],
    ['a backup of which nothing is said', [PRIMARY, BESIDE, UNSAID], 'unknown'],
    ['the original of which nothing is said', [{ ...PRIMARY, region: UNTOLD }, AWAY], 'unknown'],
    ['a backup that is in no region', [PRIMARY, place('backup', 'global')], 'unknown'],
    ['long-term backups alone elsewhere', [PRIMARY, LONG_AWAY], 'fail'],
    ['long-term backups here', [PRIMARY, AWAY, LONG_HERE], 'fail'],
    ['long-term backups in both', [PRIMARY, AWAY, LONG_HERE, LONG_AWAY], 'pass'],
    ['long-term backups not said', [PRIMARY, AWAY, { ...LONG_HERE, region: UNTOLD }], 'unknown'],
    [
      'long-term ones asked for',
      [PRIMARY, AWAY, LONG_HERE, { ...LONG_AWAY, isUsed: told(false) }],
      'fail',
    ],
    ['an item in one region', [{ ...AWAY, item: 'share' }], 'fail'],
    ['an item that does not say', [{ ...UNSAID, item: 'share' }], 'unknown'],
    ['an item in two', [BESIDE, AWAY].map((one) => ({ ...one, item: 'share' })), 'pass'],
  ])('%s', async (_, places, status) => {
    expect(await statusOf(geoRedundantBackup, places)).toBe(status);
  });

  it.each<[string, Place, string]>([
    ['that is ready', READY, 'pass'],
    ['that is not', { ...READY, isReady: told(false) }, 'fail'],
    ['of which that is not said', { ...READY, isReady: UNTOLD }, 'unknown'],
    ['of a part', place('replica', 'westeurope'), 'fail'],
    ['that is ready, whatever lies long here', READY, 'pass'],
    ['in the same region', { ...READY, region: told('northeurope') }, 'fail'],
  ])('with replicas: one %s', async (_, replica, status) => {
    const places = [PRIMARY, BESIDE, LONG_HERE, replica];

    expect(await statusOf(geoRedundantBackup, places, { with: { replicas: true } })).toBe(status);
  });

  it.each<[string, readonly Place[], string]>([
    [
      'in the same country',
      [place('primary', 'swedencentral'), place('copy', 'swedensouth')],
      'pass',
    ],
    ['abroad', [place('primary', 'swedencentral'), AWAY], 'fail'],
    ['one of two', [place('primary', 'swedencentral'), AWAY, place('copy', 'swedensouth')], 'pass'],
    ['the original abroad', [PRIMARY, place('copy', 'swedensouth')], 'pass'],
    ['not said', [place('primary', 'swedencentral'), UNSAID], 'unknown'],
  ])('within SE: %s', async (_, places, status) => {
    expect(await statusOf(geoRedundantBackup, places, { with: { within: 'SE' } })).toBe(status);
  });

  it('a snapshot that lies in the account is asked there', async () => {
    const kept = { ...BESIDE, item: 'share', keptIn: '/subscriptions/1/x' };

    expect(await statusOf(geoRedundantBackup, [kept], { locate: IN_SCOPE })).toBe('not-applicable');
    expect(await statusOf(geoRedundantBackup, [kept])).toBe('unknown');
  });

  it('is short in alerts', async () => {
    const { observed, expected } = await verdictOn(geoRedundantBackup, [PRIMARY, BESIDE], {
      with: { within: 'SE' },
    });
    const { short } = geoRedundantBackup;

    expect(typeof short === 'function' && short(observed, expected)).toBe(
      'no copy in another region, within SE',
    );
  });
});

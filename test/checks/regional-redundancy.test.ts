import { describe, expect, it } from 'vitest';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import type { Place, PlaceKind } from '#traits/place.ts';
import {
  askQuestion,
  GONE,
  IN_SCOPE,
  statusOf,
  told,
  UNTOLD,
  verdictOn,
} from '../harness/ask-question.ts';

const place = (kind: PlaceKind, region: string, more: Partial<Place> = {}): Place => ({
  kind,
  what: kind,
  region: told(region),
  ...more,
});
const PRIMARY = place('primary', 'North Europe');
const UNSAID: Place = { kind: 'backup', what: 'backups', region: UNTOLD };

describe('regional-redundancy', () => {
  it.each<[string, readonly Place[], string]>([
    ['one place', [PRIMARY], 'fail'],
    ['a copy elsewhere', [PRIMARY, place('copy', 'westeurope')], 'pass'],
    ['a backup elsewhere', [PRIMARY, place('backup', 'westeurope')], 'pass'],
    ['a copy in the same region', [PRIMARY, place('copy', 'northeurope')], 'fail'],
    ['a replica that is ready', [PRIMARY, replica(told(true))], 'pass'],
    ['a replica that is not', [PRIMARY, replica(told(false))], 'fail'],
    ['a replica of a part', [PRIMARY, place('replica', 'westeurope')], 'fail'],
    ['a replica that does not say', [PRIMARY, replica(UNTOLD)], 'unknown'],
    ['a place that is not said', [PRIMARY, UNSAID], 'unknown'],
    ['a place that is not said beside two', [PRIMARY, replica(told(true)), UNSAID], 'pass'],
    ['a place that is no region', [PRIMARY, place('copy', 'global')], 'unknown'],
    ['alone, and where is not said', [{ ...PRIMARY, region: UNTOLD }], 'fail'],
    ['an item that does not say', [{ ...UNSAID, item: 'share' }], 'unknown'],
    ['a redundancy asked for', [PRIMARY, backup(told(false))], 'fail'],
    ['a redundancy in force', [PRIMARY, backup(told(true))], 'pass'],
    ['a redundancy of which that is not said', [PRIMARY, backup(UNTOLD)], 'unknown'],
    ['long-term backups', [PRIMARY, place('long-term-backup', 'westeurope')], 'fail'],
    ['a partner', [PRIMARY, place('partner', 'westeurope')], 'fail'],
    ['a log', [PRIMARY, place('log', 'westeurope')], 'fail'],
    ['a vault without backups', [backup(told(false))], 'not-applicable'],
  ])('%s', async (_, places, status) => {
    expect(await statusOf(regionalRedundancy, places)).toBe(status);
  });

  it.each<[string, readonly Place[], string]>([
    ['both within', [PRIMARY, place('copy', 'westeurope')], 'pass'],
    ['the copy abroad', [PRIMARY, place('copy', 'eastus')], 'fail'],
    ['a replica that lags abroad', [PRIMARY, place('copy', 'westeurope'), abroad()], 'fail'],
    ['a redundancy asked for abroad', [PRIMARY, place('copy', 'westeurope'), later()], 'pass'],
    ['one that is not said', [PRIMARY, place('copy', 'westeurope'), UNSAID], 'unknown'],
  ])('within EEA: %s', async (_, places, status) => {
    expect(await statusOf(regionalRedundancy, places, { with: { within: 'EEA' } })).toBe(status);
  });

  it.each<[string, readonly Place[], true | undefined]>([
    ['a replica that is ready', [PRIMARY, replica(told(true))], true],
    ['a replica that is not', [PRIMARY, replica(told(false))], true],
    [
      'a redundancy that is not in force yet',
      [PRIMARY, { ...backup(told(true)), isPending: true }],
      true,
    ],
    ['a redundancy in force', [PRIMARY, backup(told(true))], undefined],
    ['a copy elsewhere', [PRIMARY, place('copy', 'westeurope')], undefined],
    ['a replica of a part', [PRIMARY, place('replica', 'westeurope')], undefined],
    [
      'a log that is not asked about',
      [PRIMARY, { ...place('log', 'westeurope'), isPending: true }],
      undefined,
    ],
  ])(
    'is asked again by each scan where Azure changes it by itself: %s',
    async (_, places, again) => {
      const [judgement] = await askQuestion(regionalRedundancy, places);

      expect(judgement?.isForThisScan).toBe(again);
    },
  );

  it('holds by the regions, and names them', async () => {
    const verdict = await verdictOn(regionalRedundancy, [PRIMARY, place('copy', 'West Europe')]);

    expect(verdict.reason).toBe('Held in northeurope and westeurope');
  });

  it.each([
    ['in the scope', IN_SCOPE, 'not-applicable'],
    ['gone', GONE, 'unknown'],
  ])('what is kept inside another resource is asked there: %s', async (_, locate, status) => {
    const kept = place('backup', 'northeurope', { item: 'share', keptIn: '/subscriptions/1/x' });

    expect(await statusOf(regionalRedundancy, [kept], { locate })).toBe(status);
  });

  it.each([
    ['EEA', 'copy in eastus, outside EEA'],
    [undefined, 'no copy is kept in another region'],
  ])('is short in alerts: within %s', async (within, words) => {
    const places = within === undefined ? [PRIMARY] : [PRIMARY, place('copy', 'eastus')];

    const { observed, expected } = await verdictOn(regionalRedundancy, places, {
      with: within === undefined ? {} : { within },
    });

    expect(shortOf(observed, expected)).toBe(words);
  });

  it.each([
    ['keys', true],
    ['copies', true],
    ['cache', true],
    ['telemetry', false],
    ['code', false],
    ['nothing', false],
  ] as const)('speaks of %s: %s', (holds, speaks) => {
    const subject = { holds, serves: 'nobody', runs: 'provider' } as const;

    expect(regionalRedundancy.speaksOf(subject, {})).toBe(speaks);
  });
});

function replica(isReady: Place['isReady']): Place {
  return place('replica', 'westeurope', isReady === undefined ? {} : { isReady });
}

function backup(isUsed: Place['isUsed']): Place {
  return place('backup', 'westeurope', isUsed === undefined ? {} : { isUsed });
}

function abroad(): Place {
  return place('replica', 'eastus', { isReady: told(false) });
}

function later(): Place {
  return place('backup', 'eastus', { isUsed: told(false) });
}

function shortOf(observed: unknown, expected: unknown): string | undefined {
  const { short } = regionalRedundancy;
  return typeof short === 'string' ? short : short(observed, expected);
}

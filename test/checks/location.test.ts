import { describe, expect, it } from 'vitest';
import { location } from '#checks/location.ts';
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
/** Edges of a content network, in which nothing is kept. */
const PASSING = { region: UNTOLD, isPassedThrough: true } as const;
const HERE = place('primary', 'North Europe');

describe('location', () => {
  it.each<[string, readonly Place[], string]>([
    ['within', [HERE], 'pass'],
    ['outside', [place('primary', 'eastus')], 'fail'],
    ['in Norway', [place('primary', 'norwayeast')], 'pass'],
    ['in Switzerland', [place('primary', 'switzerlandnorth')], 'fail'],
    ['a copy outside', [HERE, place('copy', 'eastus')], 'fail'],
    ['a replica outside, ready or not', [HERE, place('replica', 'eastus')], 'fail'],
    ['backups outside', [HERE, place('backup', 'eastus')], 'fail'],
    [
      'a redundancy asked for outside',
      [place('backup', 'eastus', { isUsed: told(false) })],
      'fail',
    ],
    ['long-term backups outside', [HERE, place('long-term-backup', 'eastus')], 'fail'],
    ['a partner outside', [HERE, place('partner', 'eastus')], 'fail'],
    ['logs outside', [HERE, place('log', 'eastus')], 'fail'],
    ['not said', [{ ...HERE, region: UNTOLD }], 'unknown'],
    ['no region', [HERE, place('copy', 'global')], 'unknown'],
    ['outside and not said', [place('copy', 'eastus'), { ...HERE, region: UNTOLD }], 'fail'],
    ['not there any more', [HERE, place('log', 'eastus', { exists: told(false) })], 'pass'],
    ['in a geography', [place('primary', 'Germany')], 'pass'],
    ['in a geography outside', [place('primary', 'United States')], 'fail'],
    ['somewhere in Europe', [place('primary', 'Europe')], 'unknown'],
    ['passing through the world', [HERE, place('primary', '', PASSING)], 'pass'],
    ['passing through the world alone', [place('primary', '', PASSING)], 'not-applicable'],
  ])('EEA: %s', async (_, places, status) => {
    expect(await statusOf(location, places, { with: { within: 'EEA' } })).toBe(status);
  });

  it('speaks of what data passes through where the sentence speaks of processing', async () => {
    const given = { within: 'EEA', speaksOf: 'processing' };

    expect(await statusOf(location, [HERE, place('primary', '', PASSING)], { with: given })).toBe(
      'unknown',
    );
  });

  it.each([
    ['Germany', ['germanywestcentral', 'germanynorth'], 'pass'],
    ['Germany', 'germanynorth', 'unknown'],
    ['Europe', 'Europe', 'pass'],
    ['Europe', 'US', 'fail'],
    ['UK', 'EEA', 'fail'],
    ['Switzerland', 'CH', 'pass'],
  ])('a geography, %s, of which %s may be all, some or none', async (region, within, status) => {
    expect(await statusOf(location, [place('primary', region)], { with: { within } })).toBe(status);
  });

  it.each([
    ['primary', 'pass'],
    ['backup', 'fail'],
  ] as const)('of: %s alone', async (kind, status) => {
    const places = [HERE, place('backup', 'eastus')];

    expect(await statusOf(location, places, { with: { within: 'EEA', of: [kind] } })).toBe(status);
  });

  it.each([
    ['in the scope', IN_SCOPE, 'pass'],
    ['gone', GONE, 'not-applicable'],
    ['not looked up', undefined, 'unknown'],
  ] as const)('a place of which only the id is said: %s', async (_, locate, status) => {
    const log = { ...place('log', ''), region: UNTOLD, resource: '/subscriptions/1/log' };
    const options = { with: { within: 'EEA' }, ...(locate === undefined ? {} : { locate }) };

    expect(await statusOf(location, [log], options)).toBe(status);
  });

  it.each([
    [[place('copy', 'eastus')], 'copy in eastus, outside EEA'],
    [[place('copy', 'eastus'), place('log', 'westus')], '2 places outside EEA'],
  ])('is short in alerts', async (places, words) => {
    const { observed, expected } = await verdictOn(location, places, { with: { within: 'EEA' } });
    const { short } = location;

    expect(typeof short === 'function' && short(observed, expected)).toBe(words);
  });

  it.each<[string, readonly Place[], string | null | undefined]>([
    ['itself', [place('primary', 'eastus'), place('copy', 'westus')], undefined],
    ['a log', [HERE, place('log', 'eastus', { mend: 'end it' })], 'end it'],
    [
      'two logs',
      [
        HERE,
        place('log', 'eastus', { mend: 'end it' }),
        place('log', 'westus', { mend: 'and it' }),
      ],
      'end it && and it',
    ],
    ['a copy', [HERE, place('copy', 'eastus')], null],
    [
      'a log and a copy',
      [HERE, place('copy', 'eastus'), place('log', 'eastus', { mend: 'end it' })],
      null,
    ],
  ])('is mended by what takes away just what lies outside: %s', async (_, items, mend) => {
    const [judgement] = await askQuestion(location, items, { with: { within: 'EEA' } });

    expect(judgement?.mend).toBe(mend);
  });

  it('names a resource in short words by its name', () => {
    const id =
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/log-us';
    const short = typeof location.short === 'function' ? location.short : () => undefined;

    expect(short({ [`log destination ${id}`]: 'eastus' }, 'SE')).toBe(
      'log destination log-us in eastus, outside SE',
    );
  });

  it('shows every place that was held against the set', async () => {
    const places = [HERE, place('copy', 'West Europe')];

    const { observed } = await verdictOn(location, places, { with: { within: 'EEA' } });

    expect(observed).toEqual({ primary: 'North Europe', copy: 'West Europe' });
  });

  it.each([
    ['database', 'nobody', 'data', true],
    ['nothing', 'clients', 'data', false],
    ['nothing', 'clients', 'processing', true],
    ['nothing', 'nobody', 'processing', false],
  ] as const)(
    'speaks of %s that serves %s, where it says %s: %s',
    (holds, serves, word, speaks) => {
      expect(location.speaksOf({ holds, serves, runs: 'provider' }, { speaksOf: word })).toBe(
        speaks,
      );
    },
  );

  it('speaks of what data only passes through, where it says processing', () => {
    const plan = { holds: 'nothing', serves: 'nobody', passes: true, runs: 'provider' } as const;

    expect(location.speaksOf(plan, { speaksOf: 'processing' })).toBe(true);
    expect(location.speaksOf(plan, { speaksOf: 'data' })).toBe(false);
  });

  it.each(['Atlantis', [], ''])('refuses within %j', (within) => {
    expect(location.parameters.safeParse({ within }).success).toBe(false);
  });
});

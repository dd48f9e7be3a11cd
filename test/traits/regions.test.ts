import { describe, expect, it } from 'vitest';
import { pairOf } from '#resource-types/subscription-regions.ts';
import { listCell } from '#traits/cell.ts';
import { REGIONS } from '#traits/region-table.ts';
import { findRegion, isWithin } from '#traits/regions.ts';
import { said } from '#traits/said.ts';

/** Region → EU, EEA, Europe: azure-facts §2, every row. */
const EUROPEAN: Record<string, [country: string, eu: boolean, eea: boolean]> = {
  westeurope: ['NL', true, true],
  northeurope: ['IE', true, true],
  francecentral: ['FR', true, true],
  francesouth: ['FR', true, true],
  germanywestcentral: ['DE', true, true],
  germanynorth: ['DE', true, true],
  swedencentral: ['SE', true, true],
  swedensouth: ['SE', true, true],
  polandcentral: ['PL', true, true],
  italynorth: ['IT', true, true],
  spaincentral: ['ES', true, true],
  austriaeast: ['AT', true, true],
  belgiumcentral: ['BE', true, true],
  denmarkeast: ['DK', true, true],
  norwayeast: ['NO', false, true],
  norwaywest: ['NO', false, true],
  switzerlandnorth: ['CH', false, false],
  switzerlandwest: ['CH', false, false],
  uksouth: ['GB', false, false],
  ukwest: ['GB', false, false],
};

describe('regions', () => {
  it.each(Object.entries(EUROPEAN))('places %s', (name, [country, eu, eea]) => {
    const region = findRegion(name);

    expect(region?.country).toBe(country);
    expect(
      region && [isWithin(region, 'EU'), isWithin(region, 'EEA'), isWithin(region, 'Europe')],
    ).toEqual([eu, eea, true]);
  });

  it('puts nothing else into Europe', () => {
    const european = [...REGIONS.values()]
      .filter((region) => isWithin(region, 'Europe'))
      .map(({ name }) => name);

    expect(european.toSorted()).toEqual(Object.keys(EUROPEAN).toSorted());
    expect(REGIONS.size).toBeGreaterThan(55);
  });

  it.each([
    ['West Europe', 'westeurope'],
    ['(Europe) West Europe', 'westeurope'],
    ['EAST US 2', 'eastus2'],
    [' swedencentral ', 'swedencentral'],
  ])('understands %s', (location, name) => {
    expect(findRegion(location)?.name).toBe(name);
  });

  it.each(['', 'global', 'europe', 'eastusstage', 'constructor', 'atlantiscentral'])(
    'does not know %j',
    (location) => {
      expect(findRegion(location)).toBeUndefined();
    },
  );

  it.each([
    ['swedencentral', 'SE', true],
    ['swedencentral', 'se', true],
    ['swedencentral', 'Sweden Central', true],
    ['swedencentral', ['DE', 'swedencentral'], true],
    ['swedencentral', [], false],
    ['swedencentral', 'swedensouth', false],
    ['eastus', ['EU', 'GB'], false],
  ] as const)('%s within %j: %s', (name, within, expected) => {
    const region = findRegion(name);

    expect(region && isWithin(region, within)).toBe(expected);
  });

  it('keeps every pair inside the table, and no EU region pairs out of the EU', () => {
    for (const region of REGIONS.values()) {
      if (region.pair === null) continue;
      const pair = findRegion(region.pair);
      expect(pair, region.name).toBeDefined();
      if (isWithin(region, 'EU')) expect(pair && isWithin(pair, 'EU'), region.name).toBe(true);
    }
  });
});

const EVIDENCE = `sha256:${'0'.repeat(64)}` as const;

describe('pairOf', () => {
  const rows = [
    {
      name: 'westeurope',
      metadata: { regionType: 'Physical', pairedRegion: [{ name: 'northeurope', id: '/x' }] },
    },
    {
      name: 'newregion',
      metadata: { regionType: 'Physical', pairedRegion: [{ name: 'otherregion' }] },
    },
    { name: 'lonely', metadata: { regionType: 'Physical', pairedRegion: [] } },
    { name: 'europe', metadata: { regionType: 'Logical', pairedRegion: [{ name: 'eastus' }] } },
    { name: 'uksouth', metadata: { regionType: 'Physical' } },
  ];
  const regions = listCell(
    rows.map((value, index) => ({
      value,
      at: { evidence: EVIDENCE, pointer: `/value/${index}` },
      readAt: 1,
    })),
    [{ evidence: EVIDENCE, pointer: '' }],
    1,
  );

  it.each([
    ['West Europe', 'northeurope'],
    ['newregion', 'otherregion'],
    ['lonely', null],
    ['europe', undefined],
    ['uksouth', 'ukwest'],
    ['swedencentral', 'swedensouth'],
    ['polandcentral', null],
    ['nowhere', undefined],
  ])('of %s is %s', (location, pair) => {
    const found = pairOf(regions, said(location, []));

    expect(found.said ? found.value : undefined).toBe(pair);
  });
});

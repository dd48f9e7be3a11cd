import { describe, expect, it } from 'vitest';
import { location } from '#checks/location.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { iotHub } from '#resource-types/devices/iot-hub.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

const ABROAD =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/lake';
const LAKE_ABROAD: Locate = async (id, use) =>
  id === ABROAD
    ? await Promise.resolve({ is: 'in-scope', evidence: [], at: [], location: 'eastus' })
    : await locateGood(id, use);

async function standing(
  properties: Readonly<Record<string, unknown>>,
  within = 'EEA',
): Promise<string | undefined> {
  const set = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`properties/${name}`, value]),
  );
  const bodies = { ...brokenBodies(iotHub, { hub: set }), settings: [] };
  const given = { locate: LAKE_ABROAD };
  return (await judgeType(location, iotHub, bodies, { within }, given))[0]?.verdict.status;
}

function container(row: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  return { routing: { endpoints: { storageContainers: [row] } } };
}

describe('messages of devices are routed', () => {
  const here = { endpointUri: 'https://lake.blob.core.windows.net', resourceGroup: 'rg' };

  it.each([
    ['to an account abroad', container({ ...here, subscriptionId: 's' }), 'fail'],
    ['to an account here', container({ ...here, subscriptionId: 't' }), 'pass'],
    ['to an account of no subscription', container(here), 'unknown'],
    [
      'to what is no address',
      container({ ...here, subscriptionId: 's', endpointUri: 'lake' }),
      'unknown',
    ],
    ['nowhere', { routing: { endpoints: {} } }, 'pass'],
    ['in a way that is not understood', { routing: 'elsewhere' }, 'unknown'],
  ])('%s', async (_, properties, status) => {
    expect(await standing(properties)).toBe(status);
  });
});

describe('the registry of a hub is copied', () => {
  it.each([
    ['to where it says', { enableDataResidency: false }, 'IE', 'fail'],
    ['nowhere, for it keeps to its region', { enableDataResidency: true }, 'IE', 'pass'],
    ['to the pair where no region is listed', { locations: undefined }, 'EEA', 'pass'],
    ['to the pair, which is another country', { locations: undefined }, 'IE', 'fail'],
    ['nobody knows where', { locations: 7 }, 'EEA', 'unknown'],
  ])('%s', async (_, properties, within, status) => {
    const alone = { routing: undefined, storageEndpoints: undefined };

    expect(await standing({ ...alone, ...properties }, within)).toBe(status);
  });
});

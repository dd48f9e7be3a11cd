import { describe, expect, it } from 'vitest';
import { location } from '#checks/location.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { eventGridNamespaceTopic } from '#resource-types/event-grid/namespace-topic.ts';
import { eventGridSystemTopic } from '#resource-types/event-grid/system-topic.ts';
import { eventGridTopic } from '#resource-types/event-grid/topic.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

const GROUP = '/subscriptions/s/resourceGroups/rg/providers';
const HUB = `${GROUP}/Microsoft.EventHub/namespaces/hubs`;

/** Only the namespace itself is known to lie abroad: a hub in it is no resource of its own. */
const HUB_ABROAD: Locate = async (id, use) =>
  id === HUB
    ? await Promise.resolve({ is: 'in-scope', evidence: [], at: [], location: 'eastus' })
    : await locateGood(id, use);

function to(endpointType: string, resourceId?: string): Record<string, unknown> {
  return { endpointType, properties: resourceId === undefined ? {} : { resourceId } };
}

async function standing(
  properties: Record<string, unknown>,
  type = eventGridTopic,
): Promise<string | undefined> {
  const bodies = { ...type.good.bodies, subscriptions: [{ name: 'one', properties }] };
  const judged = await judgeType(location, type, bodies, { within: 'EEA' }, { locate: HUB_ABROAD });
  return judged[0]?.verdict.status;
}

describe('events are delivered', () => {
  it.each([
    ['to a hub abroad', { destination: to('EventHub', `${HUB}/eventhubs/orders`) }, 'fail'],
    [
      'to a function here',
      { destination: to('AzureFunction', `${GROUP}/Microsoft.Web/sites/f/functions/g`) },
      'pass',
    ],
    [
      'as somebody, to a hub abroad',
      { deliveryWithResourceIdentity: { destination: to('EventHub', `${HUB}/eventhubs/orders`) } },
      'fail',
    ],
    ['to a web hook', { destination: to('WebHook') }, 'unknown'],
    [
      'to a handler that Azure added since',
      { destination: to('Teleporter', `${GROUP}/Microsoft.Web/sites/f`) },
      'unknown',
    ],
    ['to what is no id', { destination: to('StorageQueue', 'queues') }, 'unknown'],
    ['nowhere that is said', {}, 'unknown'],
    [
      'here, and what cannot be is kept abroad',
      {
        destination: to('StorageQueue', `${GROUP}/Microsoft.Storage/storageAccounts/st`),
        deadLetterDestination: to('StorageBlob', HUB),
      },
      'fail',
    ],
    [
      'here, and what cannot be is kept by words that are not understood',
      {
        destination: to('StorageQueue', `${GROUP}/Microsoft.Storage/storageAccounts/st`),
        deadLetterWithResourceIdentity: 'somewhere',
      },
      'unknown',
    ],
  ])('%s', async (_, properties, status) => {
    expect(await standing(properties)).toBe(status);
    expect(await standing(properties, eventGridSystemTopic)).toBe(status);
  });

  it.each([
    ['when they are asked for', { deliveryMode: 'Queue' }, 'pass'],
    [
      'when they are asked for, and kept abroad when not',
      {
        deliveryMode: 'Queue',
        queue: {
          deadLetterDestinationWithResourceIdentity: {
            deadLetterDestination: to('StorageBlob', HUB),
          },
        },
      },
      'fail',
    ],
    [
      'to a hub abroad',
      { deliveryMode: 'Push', push: { destination: to('EventHub', HUB) } },
      'fail',
    ],
    ['in a way that is new', { deliveryMode: 'Broadcast' }, 'unknown'],
  ])('from a namespace %s', async (_, deliveryConfiguration, status) => {
    expect(await standing({ deliveryConfiguration }, eventGridNamespaceTopic)).toBe(status);
  });
});

describe('the boundary of a topic', () => {
  it.each([
    ['WithinRegion', 'switzerlandnorth', 'CH', 'pass'],
    ['WithinGeopair', 'norwayeast', 'NO', 'pass'],
    [undefined, 'westeurope', 'NL', 'fail'],
    ['WithinRegion', 'westeurope', 'NL', 'pass'],
    ['Elsewhere', 'westeurope', 'NL', 'unknown'],
  ])('%s of %s keeps events within %s: %s', async (boundary, region, within, status) => {
    const bodies = {
      ...brokenBodies(eventGridTopic, {
        topic: { location: region, 'properties/dataResidencyBoundary': boundary },
      }),
      subscriptions: [],
      settings: [],
    };
    const [judged] = await judgeType(location, eventGridTopic, bodies, { within });

    expect(judged?.verdict.status).toBe(status);
  });
});

import type { Break, Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';

export const AUDIT = { categoryGroup: 'audit' };
const ALONE = 'telemetry lies in one region';

/** A hub that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf('Microsoft.Devices/IotHubs', 'hub'),
  bodies: {
    hub: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        hostName: 'hub.azure-devices.net',
        minTlsVersion: '1.2',
        publicNetworkAccess: 'Enabled',
        networkRuleSets: {
          defaultAction: 'Deny',
          applyToBuiltInEventHubEndpoint: true,
          ipRules: [{ filterName: 'office', action: 'Allow', ipMask: '203.0.113.0/24' }],
        },
        disableLocalAuth: true,
        enableDataResidency: false,
        locations: [
          { location: 'North Europe', role: 'primary' },
          { location: 'West Europe', role: 'secondary' },
        ],
        routing: {
          endpoints: {
            serviceBusQueues: [],
            serviceBusTopics: [],
            storageContainers: [],
            eventHubs: [
              {
                name: 'out',
                endpointUri: 'sb://hubs.servicebus.windows.net',
                subscriptionId: '00000000-0000-0000-0000-000000000001',
                resourceGroup: 'rg',
              },
            ],
          },
        },
        storageEndpoints: { $default: { connectionString: '', containerName: '' } },
      },
    },
    regions: [],
    settings: logsTo(AUDIT),
  },
  unknown: ['customer-keys'],
  cannot: {
    ...Object.fromEntries(
      ['backup-interval', 'backup-recent', 'backup-retention'].map((id) => [
        id,
        'Azure keeps no backup of a registry',
      ]),
    ),
    'geo-redundant-backup': ALONE,
    'regional-redundancy': ALONE,
  },
  unbreakable: { 'encryption-at-rest': 'there is no setting' },
};

export const BREAKS: readonly Break[] = [
  ...['1.0', '1.1'].map((version) => ({
    as: `accepts TLS ${version}`,
    set: { hub: { 'properties/minTlsVersion': version } },
    breaks: ['encryption-in-transit'],
  })),
  ...openings(),
  { as: 'lies in the United States', set: { hub: { location: 'eastus' } }, breaks: ['location'] },
  {
    as: 'is copied to the United States',
    set: { hub: { 'properties/locations/1/location': 'East US' } },
    breaks: ['location'],
  },
  {
    as: 'routes messages with a key, to something that only a secret names',
    set: { hub: { 'properties/routing/endpoints/eventHubs/0/endpointUri': undefined } },
    breaks: [],
    blinds: ['location'],
  },
  {
    as: 'lets devices put files into an account that it does not name',
    set: { hub: { 'properties/storageEndpoints/$default/containerName': 'files' } },
    breaks: [],
    blinds: ['location'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

export const LEAVES = {
  hub: {
    'properties/authorizationPolicies/**': 'keys, which no reader is sent',
    'properties/disableDeviceSAS': 'keys of devices: of those of the hub disableLocalAuth tells',
    'properties/disableModuleSAS': 'keys of devices: of those of the hub disableLocalAuth tells',
    'properties/restrictOutboundNetworkAccess': 'what it may call: no claim speaks of it yet',
    'properties/allowedFqdnList': 'what it may call: no claim speaks of it yet',
    'properties/ipFilterRules/*/filterName': 'a name',
    'properties/ipFilterRules/*/action': 'that there are any of the older rules is read',
    'properties/ipFilterRules/*/ipMask': 'that there are any of the older rules is read',
    'properties/networkRuleSets/ipRules/*/filterName': 'a name',
    'properties/networkRuleSets/ipRules/*/action': 'Azure knows Allow alone',
    'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
    'properties/state': 'whether it works',
    'properties/hostName': 'its address',
    'properties/eventHubEndpoints/**': 'for how long messages wait: no claim speaks of it yet',
    'properties/routing/routes/**': 'which messages go where',
    'properties/routing/fallbackRoute/**': 'which messages go where',
    'properties/routing/enrichments/**': 'what is added to messages',
    ...routedLeaves(),
    'properties/storageEndpoints/*/sasTtlAsIso8601': 'for how long a key counts',
    'properties/storageEndpoints/*/connectionString': 'a secret, which no reader is sent',
    'properties/storageEndpoints/*/authenticationType': 'as whom it signs in there',
    'properties/storageEndpoints/*/identity/**': 'as whom it signs in there',
    'properties/messagingEndpoints/**': 'for how long messages wait',
    'properties/enableFileUploadNotifications': 'whom it tells of files',
    'properties/cloudToDevice/**': 'for how long messages wait',
    'properties/comments': 'words of its owner',
    'properties/features': 'what it can do',
    'sku/**': 'price and size',
    'identity/**': 'as whom it signs in elsewhere',
  },
};

function openings(): readonly Break[] {
  const rules = 'properties/networkRuleSets';
  return [
    {
      as: 'lets in everybody by default',
      set: { hub: { [`${rules}/defaultAction`]: 'Allow' } },
      breaks: ['network-isolation'],
    },
    { as: 'never had rules', set: { hub: { [rules]: undefined } }, breaks: ['network-isolation'] },
    {
      as: 'has rules for devices, and none for who reads',
      set: { hub: { [`${rules}/applyToBuiltInEventHubEndpoint`]: false } },
      breaks: ['network-isolation'],
    },
    {
      as: 'has rules of the older form',
      set: {
        hub: {
          [rules]: undefined,
          'properties/ipFilterRules': [{ action: 'Accept', ipMask: '203.0.113.0/24' }],
        },
      },
      breaks: [],
      blinds: ['network-isolation'],
    },
  ];
}

function routedLeaves(): Readonly<Record<string, string>> {
  const lists = [
    'serviceBusQueues',
    'serviceBusTopics',
    'eventHubs',
    'storageContainers',
    'cosmosDBSqlContainers',
  ];
  const members = [
    'id',
    'connectionString',
    'entityPath',
    'authenticationType',
    'identity/**',
    'name',
    'containerName',
    'fileNameFormat',
    'batchFrequencyInSeconds',
    'maxChunkSizeInBytes',
    'encoding',
    'primaryKey',
    'secondaryKey',
    'databaseName',
    'partitionKeyName',
    'partitionKeyTemplate',
  ];
  const namesOf: Readonly<Record<string, readonly string[]>> = {
    serviceBusQueues: members.slice(0, 6),
    serviceBusTopics: members.slice(0, 6),
    eventHubs: members.slice(0, 6),
    storageContainers: members.filter((name) => !/entityPath|Key|database|partition/u.test(name)),
    cosmosDBSqlContainers: members.filter(
      (name) => !/connectionString|entityPath|file|batch|Chunk|encoding/u.test(name),
    ),
  };
  return Object.fromEntries(
    lists.flatMap((list) =>
      (namesOf[list] ?? []).map((name) => [
        `properties/routing/endpoints/${list}/*/${name}`,
        'as whom it signs in there, and in which part',
      ]),
    ),
  );
}

import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import type { Said } from '#traits/said.ts';
import { always } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { pairedCopy } from '../paired-copy.ts';
import { closePublicAccess, reachBy } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';

const TYPE = 'Microsoft.Devices/provisioningServices';
const ALL_LOGS = { categoryGroup: 'allLogs' };
const NO_BACKUP = 'Enrolments can be exported, but Azure keeps no backup of them';

/** Source: type-facts-services §2. */
const OPERATIONS = {
  what: 'operations on enrolments',
  carry: ['serviceoperations'],
  other: ['deviceoperations'],
} as const;

/** Which device may join which hub. Source: Microsoft.Devices/provisioningServices, 2022-12-12; type-facts-services §2. */
export const provisioningService = defineResourceType({
  type: 'Microsoft.Devices/provisioningServices',
  holds: 'files',
  serves: 'clients',
  reads: {
    service: itself({
      name: 'provisioningService',
      what: 'provisioning service',
      type: TYPE,
      apiVersion: '2022-12-12',
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'copy', 'partner'], from('service', 'regions')(placesOf)),
      only(['partner'], from('service')(entrancesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'The provisioning service always encrypts its data at rest with AES-256, under keys of Microsoft; that cannot be switched off',
      'https://learn.microsoft.com/azure/iot-dps/about-iot-dps',
      '2026-11-29',
    ),
    endpoints: from('service')((own) => [doorOf(own)]),
    backups: from('service')((own) => neverBackedUp(own, NO_BACKUP)),
    logs: from('settings')((settings) => [logStream(settings, OPERATIONS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, ALL_LOGS),
  },
  good: {
    id: idOf(TYPE, 'enrol'),
    bodies: {
      service: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          publicNetworkAccess: 'Disabled',
          enableDataResidency: false,
          iotHubs: [{ name: 'hub.azure-devices.net', location: 'westeurope' }],
        },
      },
      regions: [],
      settings: logsTo(ALL_LOGS),
    },
    unknown: ['customer-keys'],
    cannot: {
      'backup-interval': NO_BACKUP,
      'backup-recent': NO_BACKUP,
      'backup-retention': NO_BACKUP,
    },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    ...['Enabled', undefined].map((access) => ({
      as: access === undefined ? 'says nothing of the internet' : 'is open to the internet',
      set: { service: { 'properties/publicNetworkAccess': access } },
      breaks: ['network-isolation'],
    })),
    {
      as: 'is open, with rules',
      set: {
        service: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/ipFilterRules': [{ action: 'Reject', ipMask: '0.0.0.0/0', target: 'all' }],
        },
      },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'keeps to its region',
      set: { service: { 'properties/enableDataResidency': true } },
      breaks: ['geo-redundant-backup', 'regional-redundancy'],
    },
    {
      as: 'lies in the United States, and its pair with it',
      set: { service: { location: 'eastus' } },
      breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
    },
    {
      as: 'lets devices call from the internet, which the nearest place of Azure answers',
      set: {
        service: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/ipFilterRules': [{ action: 'Reject', ipMask: '0.0.0.0/0', target: 'all' }],
        },
      },
      with: { location: { within: 'EEA', speaksOf: 'processing' } },
      breaks: [],
      blinds: ['location', 'network-isolation'],
    },
    {
      as: 'sends devices to a hub in the United States',
      set: { service: { 'properties/iotHubs/0/location': 'eastus' } },
      breaks: ['location'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    service: {
      'properties/state': 'whether it works',
      'properties/ipFilterRules/*/*': 'that there are any is read',
      'properties/iotHubs/*/applyAllocationPolicy': 'which device goes where',
      'properties/iotHubs/*/allocationWeight': 'which device goes where',
      'properties/iotHubs/*/name': 'where it lies is said beside it',
      'properties/iotHubs/*/connectionString': 'a secret, which no reader is sent',
      'properties/allocationPolicy': 'which device goes where',
      'properties/serviceOperationsHostName': 'its address',
      'properties/deviceProvisioningHostName': 'its address',
      'properties/portalOperationsHostName': 'its address',
      'properties/idScope': 'its name for devices',
      'properties/authorizationPolicies/**': 'keys, which no reader is sent',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
      'sku/**': 'price and size',
      resourcegroup: 'its name',
      subscriptionid: 'its name',
    },
  },
});

/** All of it is copied to the pair unless it keeps to its region; the hubs that devices are sent to may lie elsewhere. Source: enableDataResidency. */
function placesOf(own: Cell, regions: Cell): readonly Place[] {
  const what = 'copy in the paired region';
  const home: Place = {
    kind: 'primary',
    what: 'provisioning service',
    region: own.at('location').text(),
  };
  const stays = own.at('properties/enableDataResidency').oneOf({ true: true, false: false });
  const isUnset = lacks(own, 'properties/enableDataResidency');
  const hubs = hubsOf(own);
  if (!isUnset && !stays.said) return [home, { kind: 'copy', what, region: stays }, ...hubs];
  return stays.said && stays.value
    ? [home, ...hubs]
    : [home, ...pairedCopy(own, regions, { what }), ...hubs];
}

/**
 * Devices of all services call one address, and the nearest place of Azure answers; behind a private endpoint alone what they show stays
 * in the region. Source: iot-dps/about-iot-dps, data residency consideration.
 */
function entrancesOf(own: Cell): readonly Place[] {
  const access = own.at('properties/publicNetworkAccess');
  if (access.oneOf({ Disabled: true }).said) return [];
  const region = access.notUnderstood(
    'The nearest place of Azure answers devices, wherever that is',
  );
  return [{ kind: 'partner', what: 'address that devices call', region, isPassedThrough: true }];
}

function hubsOf(own: Cell): readonly Place[] {
  const what = 'hub that devices are sent to';
  if (lacks(own, 'properties/iotHubs')) return [];
  const rows = own.at('properties/iotHubs').list();
  return rows.said
    ? rows.value.map((row) => ({ kind: 'partner', what, region: row.at('location').text() }))
    : [{ kind: 'partner', what, region: rows }];
}

/** TLS at all times, and nothing below 1.2. Source: iot-dps/tls-support; there is no member to read. */
function doorOf(own: Cell): Endpoint {
  return {
    what: 'provisioning service',
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    reach: reachOf(own),
  };
}

/** Guess: absent, the public endpoint is open. Rules are of two kinds and two targets, and are not read. */
function reachOf(own: Cell): Said<Reach> {
  const rules = own.at('properties/ipFilterRules');
  return reachBy(
    own.at('properties/publicNetworkAccess'),
    () =>
      lacks(own, 'properties/ipFilterRules/0')
        ? own.at('properties').means({ is: 'internet' })
        : rules.notUnderstood('Whom its rules let in is not read'),
    { means: 'open', source: 'absent: open' },
  );
}

import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { findRegion } from '#traits/regions.ts';
import { andThen, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { pairedCopy } from '../paired-copy.ts';
import { keysBy, platformDoor } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';

const TYPE = 'Microsoft.Automation/automationAccounts';
const AUDIT = { categoryGroup: 'audit' };

/** Who changed and started what. Source: type-classes §2. */
const EVENTS = {
  what: 'audit events',
  carry: ['auditevent'],
  other: ['joblogs', 'jobstreams', 'dscnodestatus'],
} as const;

/** Regions from which nothing is copied. Source: automation/automation-managing-data, geo-replication. */
const ALONE: readonly string[] = ['brazilsouth', 'southeastasia'];

/** Runbooks, variables and what jobs wrote. Source: Microsoft.Automation/automationAccounts, 2024-10-23; type-facts-services §8. */
export const automationAccount = defineResourceType({
  type: 'Microsoft.Automation/automationAccounts',
  holds: 'code',
  serves: 'clients',
  reads: {
    account: itself({
      name: 'automationAccount',
      what: 'automation account',
      type: TYPE,
      apiVersion: '2024-10-23',
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'copy'], from('account', 'regions')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('account')((own) => [encryptionOf(own)]),
    endpoints: from('account')((own) => [
      {
        ...platformDoor(own, 'automation account', own.at('properties/automationHybridServiceUrl')),
        reach: own
          .at('properties/publicNetworkAccess')
          .oneOf<Reach>(
            { true: { is: 'internet' }, false: { is: 'private' } },
            { means: { is: 'internet' }, source: 'absent: open' },
          ),
        keys: keysBy(own.at('properties/disableLocalAuth'), {
          means: 'accepted',
          source: 'disableLocalAuth: keys are accepted unless it is true',
        }),
      },
    ]),
    backups: from('account')((own) =>
      neverBackedUp(
        own,
        'Azure keeps no backup of runbooks and variables: they have to be exported',
      ),
    ),
    logs: from('settings')((settings) => [logStream(settings, EVENTS)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.publicNetworkAccess=false`,
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: {
    id: idOf(TYPE, 'nightly'),
    bodies: {
      account: {
        location: 'northeurope',
        properties: {
          state: 'Ok',
          automationHybridServiceUrl: 'https://a.jrds.ne.azure-automation.net/automationAccounts/a',
          publicNetworkAccess: false,
          disableLocalAuth: true,
          encryption: {
            keySource: 'Microsoft.Keyvault',
            keyVaultProperties: { keyvaultUri: 'https://kv.vault.azure.net', keyName: 'cmk' },
          },
        },
      },
      regions: [],
      settings: logsTo(AUDIT),
    },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    ...[true, undefined].map((access) => ({
      as: access === undefined ? 'says nothing of the internet' : 'is open to the internet',
      set: { account: { 'properties/publicNetworkAccess': access } },
      breaks: ['network-isolation'],
    })),
    ...[undefined, { keySource: 'Microsoft.Automation' }].map((encryption) => ({
      as: `is encrypted under Azure’s own key, ${encryption === undefined ? 'as always' : 'as it says'}`,
      set: { account: { 'properties/encryption': encryption } },
      breaks: ['customer-keys'],
    })),
    {
      as: 'lies in the United States',
      set: { account: { location: 'eastus' } },
      breaks: ['location'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    account: {
      'properties/sku/**': 'price',
      'properties/encryption/keyVaultProperties/keyVersion': 'of the key that is named',
      'properties/encryption/identity/**': 'as whom it fetches the key',
      'properties/lastModifiedBy': 'who wrote it last; the change records say that for each write',
      'properties/creationTime': 'nothing here goes by its age',
      'properties/lastModifiedTime': 'the change records say that for each write',
      'properties/description': 'words of its owner',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});

/** All of an account is copied to the pair. Source: automation/automation-managing-data, geo-replication. */
function placesOf(own: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  const home: Place = { kind: 'primary', what: 'automation account', region };
  const name = region.said ? findRegion(region.value)?.name : undefined;
  if (name !== undefined && ALONE.includes(name)) return [home];
  return [home, ...pairedCopy(own, regions, { what: 'copy in the paired region' })];
}

/** AES-256, by a key of each account's own. Source: automation/automation-secure-asset-encryption. */
function encryptionOf(own: Cell): Encryption {
  const what = 'automation account';
  const state = own.means<'on'>('on');
  if (lacks(own, 'properties/encryption', 'properties/state'))
    return { what, state, key: own.at('properties').means({ of: 'platform' }) };
  const encryption = own.at('properties/encryption');
  const source = encryption
    .at('keySource')
    .oneOf({ 'Microsoft.Automation': 'platform', 'Microsoft.Keyvault': 'customer' } as const);
  const key = andThen(
    source,
    (whose): Said<EncryptionKey> =>
      whose === 'platform'
        ? encryption.at('keySource').means({ of: 'platform' })
        : keyIn(encryption.at('keyVaultProperties'), 'keyvaultUri', 'keyName'),
  );
  return { what, state, key };
}

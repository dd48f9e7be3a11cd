import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { closePublicAccess, keysBy, platformDoor, reachBy } from '../public-access.ts';

const TYPE = 'Microsoft.BotService/botServices';
const REQUESTS_TO = { category: 'BotRequest' };

/** Source: type-facts-services §2. */
const REQUESTS = { what: 'requests of channels', carry: ['botrequest'], other: [] } as const;

/**
 * A bot: how channels reach it, and what it remembers of conversations. What it is made of runs elsewhere, at its endpoint. Source:
 * Microsoft.BotService/botServices, 2022-09-15; type-facts-services §2.
 */
export const bot = defineResourceType({
  type: 'Microsoft.BotService/botServices',
  holds: 'code',
  serves: 'clients',
  reads: {
    bot: itself({ name: 'bot', what: 'bot', type: TYPE, apiVersion: '2022-09-15' }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('bot')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Source: bot-service/bot-service-encryption.
    encryption: from('bot')((own) => [{ what: 'bot', state: own.means('on'), key: keyOf(own) }]),
    endpoints: from('bot')((own) => [
      {
        ...platformDoor(own, 'bot', own.at('properties/endpoint')),
        reach: reachBy(own.at('properties/publicNetworkAccess'), undefined, {
          means: 'open',
          source: 'publicNetworkAccess is enabled by default',
        }),
        keys: keysBy(own.at('properties/disableLocalAuth')),
      },
    ]),
    backups: from('bot')((own) =>
      neverBackedUp(own, 'Azure keeps no backup of how a bot is set up'),
    ),
    logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, REQUESTS_TO),
  },
  good: {
    id: idOf(TYPE, 'helper'),
    bodies: {
      bot: {
        location: 'westeurope',
        properties: {
          endpoint: 'https://helper.example.com/api/messages',
          publicNetworkAccess: 'Disabled',
          disableLocalAuth: true,
          isCmekEnabled: true,
          cmekKeyVaultUrl: 'https://kv.vault.azure.net/keys/cmk',
          storageResourceId: idOf('Microsoft.Storage/storageAccounts', 'bot'),
        },
      },
      settings: logsTo(REQUESTS_TO),
    },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    ...['Enabled', undefined].map((access) => ({
      as: access === undefined ? 'says nothing of the internet' : 'is open to the internet',
      set: { bot: { 'properties/publicNetworkAccess': access } },
      breaks: ['network-isolation'],
    })),
    {
      as: 'is encrypted under Azure’s own key',
      set: { bot: { 'properties/isCmekEnabled': false } },
      breaks: ['customer-keys'],
    },
    { as: 'lies in the United States', set: { bot: { location: 'eastus' } }, breaks: ['location'] },
    {
      as: 'is a global one, wherever that works',
      set: { bot: { location: 'global' } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'answers without TLS',
      set: { bot: { 'properties/endpoint': 'http://helper.example.com' } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    bot: {
      'properties/displayName': 'its name',
      'properties/description': 'words of its owner',
      'properties/iconUrl': 'how it looks',
      'properties/endpointVersion': 'its version',
      'properties/allSettings/**': 'what it is set up by',
      'properties/parameters/**': 'what it is set up by',
      'properties/manifestUrl': 'how others find it',
      'properties/msaApp*': 'as whom it signs in',
      'properties/configuredChannels': 'what people reach it by',
      'properties/enabledChannels':
        'what people reach it by: what they keep is theirs, and Azure does not say where',
      'properties/developerAppInsight*': 'a name and a secret, which no reader is sent',
      'properties/luis*': 'a name and a secret, which no reader is sent',
      'properties/cmekEncryptionStatus': 'words on the key that is named',
      'properties/tenantId': 'whose it is',
      'properties/isStreamingSupported': 'how it speaks',
      'properties/isDeveloperAppInsightsApiKeySet': 'whether there is a secret',
      'properties/migrationToken': 'where it came from',
      'properties/schemaTransformationVersion': 'its version',
      'properties/openWithHint': 'where it is written',
      'properties/appPasswordHint': 'where a secret is',
      'properties/publishingCredentials': 'a secret, which no reader is sent',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
      'sku/**': 'price and size',
      kind: 'how it was made',
      zones: 'zones of one region: no claim speaks of them yet',
    },
  },
});

/** A bot of no region may keep what it remembers anywhere. Source: bot-builder-concept-regionalization. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'bot', region: own.at('location').text() };
  const store = 'properties/storageResourceId';
  if (lacks(own, store, 'properties/endpoint')) return [home];
  return [home, placeOfResource('replica', 'storage of the bot', own.at(store).text())];
}

function keyOf(own: Cell): Said<EncryptionKey> {
  const isOwn = own.at('properties/isCmekEnabled').oneOf({ true: true, false: false });
  return andThen(
    isOwn,
    (isTheirs): Said<EncryptionKey> =>
      isTheirs
        ? map(own.at('properties/cmekKeyVaultUrl').text(), (address) => ({
            of: 'customer',
            address,
          }))
        : own.at('properties/isCmekEnabled').means({ of: 'platform' }),
  );
}

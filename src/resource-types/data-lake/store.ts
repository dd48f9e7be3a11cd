import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Reach } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { reachOfRules } from '../firewall-rules.ts';
import { itself } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { neverBackedUp } from '../no-backup.ts';

const TYPE = 'Microsoft.DataLakeStore/accounts';
/** What it is, and was. Source: lifecycle/products/azure-data-lake-storage-gen1. */
const WHAT = 'Data Lake Storage Gen1, which Azure retired on 2024-02-29';
const ALONE = 'a retired service keeps no copy in another region';
const REQUESTS_LOG = { category: 'Requests' };
const REQUESTS = { what: 'requests of clients', carry: ['requests', 'audit'], other: [] } as const;

/** What is left of a service that is no more: it is judged by what it still says. Source: Microsoft.DataLakeStore/accounts, 2016-11-01; type-facts-data §6. */
export const dataLakeStore = defineResourceType({
  type: 'Microsoft.DataLakeStore/accounts',
  holds: 'files',
  serves: 'clients',
  reads: {
    account: itself({
      name: 'dataLakeStore',
      what: 'Data Lake Storage Gen1 account',
      type: TYPE,
      apiVersion: '2016-11-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('account')((own) => [
          { kind: 'primary', what: WHAT, region: own.at('location').text() },
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('account')((own) => [layerOf(own)]),
    endpoints: from('account')((own) => [
      {
        what: WHAT,
        plainText: own.notUnderstood(`Whether plain text is refused is not said: it is ${WHAT}`),
        reach: reachOf(own),
      },
    ]),
    backups: from('account')((own) => neverBackedUp(own, `Azure keeps no backup of ${WHAT}`)),
    logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
  },
  mend: {
    'network-isolation': ({ id }) => `${azCommand`az resource delete --ids ${id}`} # ${WHAT}`,
    'encryption-at-rest': ({ id }) => `${azCommand`az resource delete --ids ${id}`} # ${WHAT}`,
    'access-logging': (resource) => sendLogs(resource, REQUESTS_LOG),
  },
  good: {
    id: idOf(TYPE, 'lake'),
    bodies: {
      account: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          encryptionState: 'Enabled',
          encryptionConfig: {
            type: 'UserManaged',
            keyVaultMetaInfo: {
              keyVaultResourceId: idOf('Microsoft.KeyVault/vaults', 'kv'),
              encryptionKeyName: 'cmk',
            },
          },
          firewallState: 'Enabled',
          firewallAllowAzureIps: 'Disabled',
          firewallRules: [
            { properties: { startIpAddress: '203.0.113.7', endIpAddress: '203.0.113.7' } },
          ],
        },
      },
      settings: logsTo(REQUESTS_LOG),
    },
    unknown: ['encryption-in-transit'],
    cannot: {
      'backup-interval': 'a retired service keeps no backup',
      'backup-recent': 'a retired service keeps no backup',
      'backup-retention': 'a retired service keeps no backup',
      'geo-redundant-backup': ALONE,
      'regional-redundancy': ALONE,
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { account: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is not encrypted',
      set: { account: { 'properties/encryptionState': 'Disabled' } },
      breaks: ['encryption-at-rest'],
    },
    {
      as: 'is encrypted under the key of the service',
      set: { account: { 'properties/encryptionConfig/type': 'ServiceManaged' } },
      breaks: ['customer-keys'],
    },
    {
      as: 'has no firewall',
      set: { account: { 'properties/firewallState': 'Disabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'lets in whatever runs in Azure, whosever it is',
      set: { account: { 'properties/firewallAllowAzureIps': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    account: {
      'identity/**': 'as whom it fetches the key',
      ...leaving('a name', 'defaultGroup accountId endpoint'),
      ...leaving(
        'of the key that is named',
        'encryptionConfig/keyVaultMetaInfo/encryptionKeyVersion',
      ),
      ...leaving('names of rules', 'firewallRules/*/name firewallRules/*/id firewallRules/*/type'),
      ...leaving('networks of Azure, not the internet', 'virtualNetworkRules/**'),
      ...leaving('who may sign in', 'trustedIdProviders/** trustedIdProviderState'),
      ...leaving('price and size', 'newTier currentTier'),
      ...leaving('how it fares', 'encryptionProvisioningState state creationTime lastModifiedTime'),
    },
  },
});

function layerOf(own: Cell): Encryption {
  const config = own.at('properties/encryptionConfig');
  const type = config
    .at('type')
    .oneOf({ UserManaged: 'customer', ServiceManaged: 'platform' } as const);
  const key = andThen(type, (of): Said<EncryptionKey> => {
    if (of === 'platform') return map(type, () => ({ of }));
    const name = config.at('keyVaultMetaInfo/encryptionKeyName').text();
    return andThen(config.at('keyVaultMetaInfo/keyVaultResourceId').text(), (vault) =>
      map(name, (key) => ({ of, address: `${vault}/keys/${key}` })),
    );
  });
  const state = own
    .at('properties/encryptionState')
    .oneOf({ Enabled: 'on', Disabled: 'off' } as const);
  return { what: WHAT, state, key };
}

/** Without its firewall everybody comes in; with it whom its rules name, and whatever runs in Azure where that is let in. */
function reachOf(own: Cell): Said<Reach> {
  const isOn = own.at('properties/firewallState').oneOf({ Enabled: true, Disabled: false });
  const azure = own
    .at('properties/firewallAllowAzureIps')
    .oneOf({ Enabled: true, Disabled: false });
  return andThen(isOn, (word): Said<Reach> => {
    if (!word) return map(isOn, () => ({ is: 'internet' }));
    // Whoever runs something in Azure: as good as everybody.
    return andThen(azure, (open) =>
      open
        ? map(azure, (): Reach => ({ is: 'internet' }))
        : reachOfRules(own.at('properties/firewallRules')),
    );
  });
}

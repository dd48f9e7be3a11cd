import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { map, present, type Said, together } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';

const TYPE = 'Microsoft.ContainerInstance/containerGroups';
const WORKSPACE = 'properties/diagnostics/logAnalytics';
/** What the containers print. Guess: the names of the categories. */
const CONSOLE = {
  what: 'records of the containers',
  carry: ['containerinstancelog'],
  other: ['containerevent'],
} as const;

/**
 * Containers that Azure runs without a cluster. What they work on lies in a file share, or goes with them.
 * Source: Microsoft.ContainerInstance/containerGroups, 2026-07-01; type-facts-services §4.
 */
export const containerGroup = defineResourceType({
  type: 'Microsoft.ContainerInstance/containerGroups',
  holds: 'code',
  serves: 'clients',
  reads: {
    group: allOf({
      name: 'containerGroup',
      what: 'container group',
      type: TYPE,
      apiVersion: '2026-07-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('group')((own) => ownPlaces(own, 'container group')),
      ),
      only(
        ['log'],
        from('group', 'settings')((own, settings) => [...workspaceOf(own), ...logPlaces(settings)]),
      ),
    ],
    encryption: from('group')((own) => [encryptionOf(own)]),
    endpoints: [
      only(['transport'], from('group')(doorsOf)),
      only(['reach'], from('group')(reachOf)),
    ],
    zones: from('group')((own) => [{ what: 'container group', spread: own.means('one' as const) }]),
    backups: from('group')(noBackup('Azure keeps no backup of a container group')),
    logs: from('group', 'settings')((own, settings) => [logsOf(own, settings)]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'job'),
    bodies: {
      group: {
        location: 'westeurope',
        properties: {
          osType: 'Linux',
          containers: [],
          ipAddress: { type: 'Private', ip: '10.0.0.4', ports: [] },
          encryptionProperties: { vaultBaseUrl: 'https://kv.vault.azure.net', keyName: 'aci' },
          diagnostics: {
            logAnalytics: {
              workspaceId: 'b9f5c9f2-0000-4000-8000-000000000001',
              workspaceResourceId: idOf('Microsoft.OperationalInsights/workspaces', 'log'),
            },
          },
        },
      },
      settings: [],
    },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
    cannot: { 'zone-redundant': 'a container group lies in one zone' },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { group: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'has a public address',
      set: { group: { 'properties/ipAddress/type': 'Public' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'answers on a port',
      set: { group: { 'properties/ipAddress/ports': [{ protocol: 'TCP', port: 80 }] } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'is encrypted under a key of Azure',
      set: { group: { 'properties/encryptionProperties': undefined } },
      breaks: ['customer-keys'],
    },
    {
      as: 'keeps no records',
      set: { group: { 'properties/diagnostics': undefined } },
      breaks: ['access-logging'],
    },
    {
      as: 'sends its records to a workspace of which it says the number alone',
      set: { group: { [`${WORKSPACE}/workspaceResourceId`]: undefined } },
      breaks: [],
      blinds: ['location'],
    },
  ],
  leaves: {
    group: {
      ...leaving(
        'what runs, and how',
        'containers/** initContainers/** extensions/** osType restartPolicy priority sku confidentialComputeProperties/** containerGroupProfile/** standbyPoolProfile/** isCreatedFromStandbyPool',
      ),
      ...leaving(
        'secrets, and from where they come',
        'secretReferences/** imageRegistryCredentials/** identityAcls/**',
      ),
      ...leaving('its addresses', 'ipAddress/** subnetIds/** dnsConfig/**'),
      ...leaving('file shares of storage accounts, judged by themselves', 'volumes/**'),
      ...leaving('how it fares', 'instanceView/**'),
      ...leaving('what it sends, and the key for that', 'diagnostics/**'),
      ...leaving(
        'which version of the key, and as whom it is read',
        'encryptionProperties/keyVersion encryptionProperties/identity',
      ),
      'identity/**': 'as whom it signs in elsewhere',
      zones: 'zones of one region: no claim speaks of them yet',
    },
  },
});

function isMissing(cell: Cell): boolean {
  const isThere = cell.isThere();
  return isThere.said && !isThere.value;
}

/** Always, by AES-256, what is deployed and what is logged. Source: "Encrypt deployment data", 2022-06-17. */
function encryptionOf(own: Cell): Encryption {
  const properties = own.at('properties');
  const encryption = properties.at('encryptionProperties');
  const named = together({
    vault: encryption.at('vaultBaseUrl').text(),
    name: encryption.at('keyName').text(),
  });
  const key: Said<EncryptionKey> =
    !isMissing(properties) && isMissing(encryption)
      ? properties.means({ of: 'platform' })
      : map(named, ({ vault, name }) => ({
          of: 'customer',
          address: `${vault.replace(/\/$/u, '')}/keys/${name}`,
        }));
  return { what: 'container group', state: own.means('on'), key };
}

const NOBODY = 'it has no address, so that nobody calls it';

/** A group says its containers; where it does not, that it has no address is not said either. */
function hasNoAddress(own: Cell): boolean {
  return isMissing(own.at('properties/ipAddress')) && own.at('properties/containers').list().said;
}

/** Ports are handed on as they are: TLS is the containers' own matter. */
function doorsOf(own: Cell): Translation<Endpoint> {
  const address = own.at('properties/ipAddress');
  if (hasNoAddress(own)) return beside(NOBODY);
  const ports = address.at('ports').list();
  if (ports.said && ports.value.length === 0) return beside('it answers on no port');
  const why = 'Whether what runs behind a port accepts plain text is not readable';
  return [
    { what: 'ports', plainText: ports.said ? address.at('ports').notUnderstood(why) : ports },
  ];
}

function reachOf(own: Cell): Translation<Endpoint> {
  const address = own.at('properties/ipAddress');
  if (hasNoAddress(own)) return beside(NOBODY);
  const reach = address
    .at('type')
    .oneOf<Reach>({ Public: { is: 'internet' }, Private: { is: 'private' } });
  return [{ what: 'ports', reach }];
}

function workspaceOf(own: Cell): readonly Place[] {
  const workspace = own.at(WORKSPACE);
  if (isMissing(workspace)) return [];
  const id = present(workspace.at('workspaceResourceId').optionalText(), 'workspace by its id');
  return [placeOfResource('log', 'workspace of the containers', id)];
}

function logsOf(own: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, CONSOLE);
  const workspace = own.at(WORKSPACE);
  return isMissing(workspace)
    ? stream
    : { ...stream, state: map(workspace.at('workspaceId').text(), () => 'written') };
}

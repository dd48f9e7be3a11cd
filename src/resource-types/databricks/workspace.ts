import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, map, type Said, together } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { itself } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { reachBy } from '../public-access.ts';
import { ALL_LOGS, BREAKS, GOOD, LEAVES, NO_BACKUP, TYPE } from './workspace-example.ts';

/** Who read and changed data; there is no group `audit`. Source: type-classes §2. */
const ACCESS = {
  what: 'who reads and changes data',
  carry: ['unitycatalog', 'dbfs'],
  other: [
    'accounts',
    'accountsaccesscontrol',
    'clusters',
    'databrickssql',
    'jobs',
    'notebook',
    'secrets',
    'sqlpermissions',
    'ssh',
    'webterminal',
    'workspace',
  ],
} as const;

/**
 * Notebooks, jobs and what they answered; tables lie in the storage account of the managed group, or, where there is none, with Databricks.
 * Source: Microsoft.Databricks/workspaces, 2026-01-01; type-facts-data §6.
 */
export const databricksWorkspace = defineResourceType({
  type: 'Microsoft.Databricks/workspaces',
  holds: 'files',
  serves: 'clients',
  reads: {
    workspace: itself({
      name: 'databricksWorkspace',
      what: 'Databricks workspace',
      type: TYPE,
      apiVersion: '2026-01-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('workspace')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('workspace')(layersOf),
    endpoints: from('workspace')((own) => [
      {
        what: 'workspace',
        // There is no member, and nobody says it of this service.
        oldestTls: own.notUnderstood('Which TLS the workspace accepts is not documented'),
        plainText: own.notUnderstood('Whether the workspace accepts plain HTTP is not documented'),
        reach: reachBy(own.at('properties/publicNetworkAccess')),
      },
    ]),
    backups: from('workspace')((own) => neverBackedUp(own, NO_BACKUP)),
    logs: from('workspace', 'settings')((own, settings) => [accessLog(own, settings)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az databricks workspace update --ids ${id} --public-network-access Disabled`,
    'access-logging': (resource) => sendLogs(resource, ALL_LOGS),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/**
 * The workspace, and its root storage in the managed group: a resource of its own, which says where its copies are. Whether features of
 * the account may work in another geography Azure Resource Manager does not say. Source: databricks/resources/databricks-geos.
 */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'workspace', region: own.at('location').text() };
  const what = 'root storage';
  const mode = own.at('properties/computeMode').oneOf({ Serverless: true, Hybrid: false });
  if (mode.said && mode.value) return [home];
  const parts: { group: Said<string>; account: Said<string> } = {
    group: own.at('properties/managedResourceGroupId').text(),
    account: own.at('properties/parameters/storageAccountName/value').text(),
  };
  const id = andThen(together<{ group: string; account: string }>(parts), ({ group, account }) =>
    own
      .at('properties/parameters/storageAccountName/value')
      .means(`${group}/providers/Microsoft.Storage/storageAccounts/${account}`),
  );
  return [home, placeOfResource('replica', what, id)];
}

/** Always, in three places with a key each. Source: databricks/security/keys. */
function layersOf(own: Cell): readonly Encryption[] {
  const entities = own.at('properties/encryption/entities');
  const state = own.means<'on'>('on');
  const keyOf = (entity: string): Said<EncryptionKey> =>
    lacks(own, `properties/encryption/entities/${entity}`)
      ? own.at('properties').means({ of: 'platform' })
      : keyIn(entities.at(`${entity}/keyVaultProperties`), 'keyVaultUri', 'keyName');
  const twice = own.at('properties/parameters/requireInfrastructureEncryption/value');
  const second: Said<'on' | 'off'> = lacks(
    own,
    'properties/parameters/requireInfrastructureEncryption',
  )
    ? own.at('properties').means('off')
    : twice.oneOf({ true: 'on', false: 'off' } as const);
  return [
    { what: 'notebooks and secrets', state, key: keyOf('managedServices') },
    { what: 'disks of clusters', state, key: keyOf('managedDisk') },
    { what: 'root storage', state, key: rootKeyOf(own), second },
  ];
}

function rootKeyOf(own: Cell): Said<EncryptionKey> {
  if (lacks(own, 'properties/parameters/encryption'))
    return own.at('properties').means({ of: 'platform' });
  const value = own.at('properties/parameters/encryption/value');
  const source = value
    .at('keySource')
    .oneOf({ Default: 'platform', 'Microsoft.Keyvault': 'customer' } as const);
  return andThen(
    source,
    (whose): Said<EncryptionKey> =>
      whose === 'platform'
        ? value.at('keySource').means({ of: 'platform' })
        : keyIn(value, 'keyvaulturi', 'KeyName'),
  );
}

/** Guess: only the premium tier writes any; a setting sends nothing of it from the others. */
function accessLog(own: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, ACCESS);
  const tier = own
    .at('sku/name')
    .oneOf({ premium: 'writes', standard: 'silent', trial: 'writes' } as const);
  const state = andThen(
    tier,
    (word): Said<'written' | 'not-written'> =>
      word === 'writes' ? stream.state : map(tier, () => 'not-written'),
  );
  return { ...stream, state };
}

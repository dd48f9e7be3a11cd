import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { andThen, type Said } from '#traits/said.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { keysBy, reachBy } from '../public-access.ts';
import { exportPlaces, linkedPlaces, workspacePlaces } from './workspace-places.ts';

const TYPE = 'Microsoft.OperationalInsights/workspaces';
const API_VERSION = '2026-03-01';
const AUDIT = { categoryGroup: 'audit' };

/** Who asked what. Source: azure-monitor/logs/query-audit; type-classes §2. */
const QUERIES = { what: 'queries', carry: ['audit'], other: ['jobs', 'summarylogs'] } as const;

/** A Log Analytics workspace: what it keeps is data as well. Source: Microsoft.OperationalInsights/workspaces, 2026-03-01; type-facts-data §9. */
export const logWorkspace = defineResourceType({
  type: 'Microsoft.OperationalInsights/workspaces',
  holds: 'telemetry',
  serves: 'clients',
  reads: {
    workspace: itself({
      name: 'logWorkspace',
      what: 'log workspace',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    exports: listBelow({
      name: 'logWorkspaceExports',
      what: 'export rules of log workspace',
      type: `${TYPE}/dataExports`,
      apiVersion: API_VERSION,
    }),
    // Guess: the version; the type is left out of the definitions.
    linked: listBelow({
      name: 'logWorkspaceLinkedStorage',
      what: 'linked storage of log workspace',
      type: `${TYPE}/linkedStorageAccounts`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('workspace')(workspacePlaces)),
      only(['replica'], from('exports')(exportPlaces)),
      only(['replica'], from('linked')(linkedPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('workspace')((own) => [encryptionOf(own)]),
    endpoints: from('workspace')((own) => [
      endpointOf(own, 'ingestion of logs', 'publicNetworkAccessForIngestion'),
      endpointOf(own, 'queries of logs', 'publicNetworkAccessForQuery'),
    ]),
    backups: from('workspace')((own) =>
      // Azure Backup does not know it; an export copies, and nothing restores from there. Source: type-classes §5.
      neverBackedUp(own, 'Logs can be exported, but Azure keeps no backup of them'),
    ),
    logs: from('settings')((settings) => [logStream(settings, QUERIES)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.publicNetworkAccessForIngestion=Disabled properties.publicNetworkAccessForQuery=Disabled`,
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: {
    id: idOf(TYPE, 'log'),
    bodies: {
      workspace: {
        location: 'northeurope',
        properties: {
          customerId: '00000000-0000-0000-0000-00000000000a',
          publicNetworkAccessForIngestion: 'Disabled',
          publicNetworkAccessForQuery: 'Disabled',
          retentionInDays: 90,
          features: {
            disableLocalAuth: true,
            clusterResourceId: idOf('Microsoft.OperationalInsights/clusters', 'cluster'),
          },
          replication: {
            enabled: true,
            location: 'westeurope',
            provisioningState: 'Succeeded',
          },
          failover: { state: 'Inactive' },
        },
      },
      exports: [
        {
          name: 'archive',
          properties: {
            enable: true,
            tableNames: ['SigninLogs'],
            destination: { resourceId: idOf('Microsoft.Storage/storageAccounts', 'archive') },
          },
        },
      ],
      linked: [
        {
          name: 'CustomLogs',
          properties: { storageAccountIds: [idOf('Microsoft.Storage/storageAccounts', 'custom')] },
        },
      ],
      settings: logsTo(AUDIT),
    },
    unknown: ['customer-keys'],
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    {
      as: 'takes logs from the internet',
      set: { workspace: { 'properties/publicNetworkAccessForIngestion': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'answers queries from the internet',
      set: { workspace: { 'properties/publicNetworkAccessForQuery': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'is in no cluster with a key of the customer’s own',
      set: { workspace: { 'properties/features/clusterResourceId': undefined } },
      breaks: ['customer-keys'],
    },
    {
      as: 'lies in the United States',
      set: { workspace: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is replicated to the United States',
      set: { workspace: { 'properties/replication/location': 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'exports to a store that it does not name',
      set: { exports: { '0/properties/destination': {} } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'keeps custom logs in an account that it does not name',
      set: { linked: { '0/properties': {} } },
      breaks: [],
      blinds: ['location'],
    },
    { as: 'writes no audit log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    workspace: {
      'identity/**': 'as whom it signs in elsewhere',
      'properties/sku/**': 'price',
      'properties/retentionInDays': 'how long logs are kept: no question asks it yet',
      'properties/workspaceCapping/**': 'how much a day it takes in',
      'properties/createdDate': 'nothing here goes by its age',
      'properties/modifiedDate': 'the change records say that for each write',
      'properties/forceCmkForQuery': 'where saved queries lie: their text is no log',
      'properties/privateLinkScopedResources/**': 'private ways in, beside the public one',
      'properties/features/enableDataExport': 'the list of exports says what is exported',
      'properties/features/immediatePurgeDataOn30Days':
        'how long logs are kept: no question asks it yet',
      'properties/features/enableLogAccessUsingOnlyResourcePermissions': 'who may read, by roles',
      'properties/features/unifiedSentinelBillingOnly': 'price',
      'properties/features/associations': 'which services use it',
      'properties/features/dataAuthorizationMode': 'who may read, by roles',
      'properties/defaultDataCollectionRuleResourceId': 'what it takes in, not where it keeps it',
      'properties/replication/createdDate': 'nothing here goes by its age',
      'properties/replication/lastModifiedDate': 'the change records say that for each write',
      'properties/failover/**': 'both regions hold data, whichever serves',
    },
    exports: {
      'properties/dataExportId': 'its name',
      'properties/tableNames': 'which logs: all are data',
      'properties/destination/type': 'its id says it',
      'properties/destination/metaData/**': 'which hub, in the namespace that is named',
      'properties/createdDate': 'nothing here goes by its age',
      'properties/lastModifiedDate': 'the change records say that for each write',
    },
  },
});

/** Always, by a key of Microsoft's; one of the customer's own comes with a cluster alone, which is not read. Source: logs/customer-managed-keys. */
function encryptionOf(own: Cell): Encryption {
  const cluster = own.at('properties/features/clusterResourceId').optionalText();
  const key = andThen(
    cluster,
    (id): Said<EncryptionKey> =>
      id === null
        ? own.at('properties').means({ of: 'platform' })
        : own
            .at('properties')
            .notUnderstood(`Under whose key the cluster ${id} keeps it is not read`),
  );
  return { what: 'log workspace', state: own.means('on'), key };
}

/**
 * No member says which TLS is taken: nothing below 1.2 since 2026-03-01. Guess: that the announced date was kept, and that the only
 * documented port, 443, takes no plain HTTP. Source: azure-monitor/logs/logs-ingestion-api-overview.
 */
function endpointOf(own: Cell, what: string, access: string): Endpoint {
  return {
    what,
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    reach: reachBy(own.at(`properties/${access}`)),
    keys: keysBy(own.at('properties/features/disableLocalAuth'), {
      means: 'accepted',
      source: 'features.disableLocalAuth: keys are accepted unless it is true',
    }),
  };
}

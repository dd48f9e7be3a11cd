import { azCommand, azScope } from '#domain/az-command.ts';
import { availability, availabilityOf } from '../availability.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { zonesBySku } from '../zones.ts';
import { breaks } from './account-breaks.ts';
import { good } from './account-good.ts';
import { leaves } from './account-leaves.ts';
import { blobBackups, queueBackups, tableBackups } from './backups.ts';
import { encryptionOf } from './encryption.ts';
import { endpointsOf } from './endpoints.ts';
import { keepingOf } from './keeping.ts';
import { logPlacesOf, logsOf } from './logs.ts';
import { placesOf, replicas } from './places.ts';
import * as reads from './reads.ts';
import { withoutBlobs } from './services.ts';
import { shareBackups } from './share-backups.ts';

/** A storage account with its four services: blobs, files, tables, queues. Source: Microsoft.Storage/storageAccounts, 2025-08-01. */
export const storageAccount = defineResourceType({
  type: 'Microsoft.Storage/storageAccounts',
  holds: 'blobs',
  serves: 'clients',
  reads: {
    account: reads.account,
    blobs: reads.blobService,
    files: reads.fileService,
    replication: reads.replication,
    accounts: reads.accounts,
    scopes: reads.encryptionScopes,
    tablesUnderOwnKey: reads.tablesUnderOwnKey,
    queuesUnderOwnKey: reads.queuesUnderOwnKey,
    shares: reads.shares,
    tables: reads.tables,
    queues: reads.queues,
    protection: reads.protection,
    blobSettings: reads.blobSettings,
    fileSettings: reads.fileSettings,
    tableSettings: reads.tableSettings,
    queueSettings: reads.queueSettings,
    availability,
  },
  traits: {
    places: [
      only(['primary', 'copy'], from('account')(placesOf)),
      only(
        ['replica'],
        from(
          'account',
          'replication',
          'accounts',
        )((account, policies, accounts, { id }) =>
          withoutBlobs(account) === undefined ? replicas(id, policies, accounts) : [],
        ),
      ),
      only(
        ['log'],
        from(
          'account',
          'blobSettings',
          'fileSettings',
          'tableSettings',
          'queueSettings',
        )((account, blobs, files, tables, queues) =>
          logPlacesOf(account, { blobs, files, tables, queues }),
        ),
      ),
    ],
    encryption: from(
      'account',
      'tablesUnderOwnKey',
      'queuesUnderOwnKey',
      'scopes',
    )((account, table, queue, scopes) => encryptionOf(account, { table, queue, scopes })),
    zones: from('account')((own) => [zonesBySku(own.at('sku/name'), 'storage account')]),
    endpoints: from('account', 'files')(endpointsOf),
    backups: [
      only(['continuous'], from('account', 'blobs')(blobBackups)),
      only(['snapshot'], from('account', 'shares', 'protection')(shareBackups)),
      only(['continuous'], from('account', 'tables')(tableBackups)),
      only(['continuous'], from('account', 'queues')(queueBackups)),
    ],
    keeping: from('account', 'blobs', 'files', 'shares')(keepingOf),
    logs: from(
      'account',
      'blobSettings',
      'fileSettings',
      'tableSettings',
      'queueSettings',
      'shares',
      'tables',
      'queues',
    )((account, blobSettings, fileSettings, tableSettings, queueSettings, files, tables, queues) =>
      logsOf(
        account,
        { blobs: blobSettings, files: fileSettings, tables: tableSettings, queues: queueSettings },
        { files, tables, queues },
      ),
    ),
    availability: from(
      'account',
      'availability',
    )((account, metrics) =>
      availabilityOf(metrics, {
        what: 'storage account',
        by: 'platform',
        made: account.at('properties/creationTime'),
      }),
    ),
  },
  mend: {
    'encryption-in-transit': ({ id, name }, { atLeast }: { atLeast: string }) =>
      `${azCommand`az storage account update --name ${name} --https-only true --min-tls-version ${`TLS${atLeast.replace('.', '_')}`}`} ${azScope(id)}`,
    'network-isolation': ({ id, name }) =>
      `${azCommand`az storage account update --name ${name} --public-network-access Disabled`} ${azScope(id)}`,
    'regional-redundancy': ({ id, name }) => geoRedundant(id, name),
    'geo-redundant-backup': ({ id, name }) => geoRedundant(id, name),
    // Deleted blobs must be kept for longer than the window is.
    'point-in-time-restore': ({ id, name }, { days }: { days: number }) =>
      `${azCommand`az storage account blob-service-properties update --account-name ${name} --enable-delete-retention true --delete-retention-days ${days + 1} --enable-versioning true --enable-change-feed true --enable-restore-policy true --restore-days ${days}`} ${azScope(id)}`,
    'deletion-protection': ({ id, name }, { days }: { days: number }) =>
      `${azCommand`az storage account blob-service-properties update --account-name ${name} --enable-delete-retention true --delete-retention-days ${days} --enable-container-delete-retention true --container-delete-retention-days ${days}`} ${azScope(id)}`,
    'access-logging': ({ id }) =>
      `${azCommand`az monitor diagnostic-settings create --name audit --resource ${`${id}/blobServices/default`} --logs ${'[{"categoryGroup":"audit","enabled":true}]'}`} --workspace "$WORKSPACE_ID"`,
  },
  good,
  breaks,
  leaves,
});

function geoRedundant(id: string, name: string): string {
  return `${azCommand`az storage account update --name ${name} --sku Standard_GRS`} ${azScope(id)}`;
}

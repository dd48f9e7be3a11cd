import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { map } from '#traits/said.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { allOf, listOfSubscription } from '../generic-reads.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { backupsOf } from './account-backups.ts';
import { ACCOUNT_BREAKS } from './account-breaks.ts';
import { doorOf, reachOf, requestsLog } from './account-door.ts';
import { ACCOUNT } from './account-example.ts';
import { ACCOUNT_LEAVES } from './account-leaves.ts';
import { backupPlaces, modeOf, regionPlaces, regionZones } from './account-regions.ts';

const API_VERSION = '2026-03-15';

/** Azure Cosmos DB, of whichever API. Source: Microsoft.DocumentDB/databaseAccounts, 2026-03-15; azure-facts §7; type-facts-data §2. */
export const databaseAccount = defineResourceType({
  type: 'Microsoft.DocumentDB/databaseAccounts',
  holds: 'database',
  serves: 'clients',
  reads: {
    account: allOf({
      name: 'cosmosAccount',
      what: 'Cosmos DB accounts',
      type: 'Microsoft.DocumentDB/databaseAccounts',
      apiVersion: API_VERSION,
    }),
    restorable: listOfSubscription({
      name: 'cosmosRestorableAccounts',
      what: 'restorable Cosmos DB accounts',
      type: 'Microsoft.DocumentDB/restorableDatabaseAccounts',
      apiVersion: API_VERSION,
      when: (own) => {
        const mode = modeOf(own);
        return mode.said && mode.value === 'periodic' ? 'Its backups are periodic' : undefined;
      },
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('account')(regionPlaces)),
      only(['backup', 'replica'], from('account', 'restorable', 'regions')(backupPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    zones: from('account')(regionZones),
    encryption: from('account')(encryptionOf),
    endpoints: from('account')((own) => [{ ...doorOf(own), reach: reachOf(own) }]),
    backups: from('account', 'restorable')(backupsOf),
    logs: from('account', 'settings')((own, settings) => [requestsLog(own, settings)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az cosmosdb update --ids ${id} --minimal-tls-version Tls12`,
    'network-isolation': ({ id }) =>
      azCommand`az cosmosdb update --ids ${id} --public-network-access DISABLED`,
    'geo-redundant-backup': ({ id }) =>
      azCommand`az cosmosdb update --ids ${id} --backup-redundancy Geo`,
    'backup-interval': ({ id }) => azCommand`az cosmosdb update --ids ${id} --backup-interval 240`,
    'backup-retention': keepDays,
    'point-in-time-restore': keepDays,
  },
  good: ACCOUNT,
  breaks: ACCOUNT_BREAKS,
  leaves: ACCOUNT_LEAVES,
});

/** Always encrypted; a key of the customer's is an added layer. Source: type-facts-data §2. */
function encryptionOf(own: Cell): readonly Encryption[] {
  const address = own.at('properties/keyVaultKeyUri').optionalText();
  const key = map(
    address,
    (uri): EncryptionKey =>
      (uri ?? '') === '' ? { of: 'platform' } : { of: 'customer', address: uri },
  );
  return [{ what: 'account', state: own.at('properties').means('on'), key }];
}

/** Continuous backup can be switched on, never off. */
function keepDays({ id }: { readonly id: string }, { days }: { readonly days: number }): string {
  const tier = days > 7 ? 'Continuous30Days' : 'Continuous7Days';
  return azCommand`az cosmosdb update --ids ${id} --backup-policy-type Continuous --continuous-tier ${tier}`;
}

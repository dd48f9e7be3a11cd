import { always, beside } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { ACCOUNTS, API_VERSION } from './reads.ts';

const ALONE = 'backups of volumes lie in the region of their vault, once';
const GONE = 'a backup that is deleted is gone at once';

/** Where backups of NetApp volumes are kept. Source: Microsoft.NetApp/netAppAccounts/backupVaults, 2026-06-01; type-facts-services §7. */
export const netAppBackupVault = defineResourceType({
  type: 'Microsoft.NetApp/netAppAccounts/backupVaults',
  holds: 'copies',
  serves: 'nobody',
  reads: {
    vault: childrenBelow({
      name: 'netAppBackupVault',
      what: 'backup vaults of NetApp account',
      type: `${ACCOUNTS}/backupVaults`,
      apiVersion: API_VERSION,
    }),
  },
  traits: {
    places: from('vault')((own) => [
      { kind: 'primary', what: 'NetApp backup vault', region: own.at('location').text() },
    ]),
    encryption: always(
      'Backups of NetApp volumes are always encrypted, by a key of Microsoft',
      'https://learn.microsoft.com/azure/azure-netapp-files/backup-introduction',
      '2026-11-29',
    ),
    backups: beside('it keeps backups of volumes, which say by which rules'),
    // Guess: no page tells of a way to bring a deleted backup back.
    keeping: from('vault')((own) => [
      { what: 'NetApp backup vault', recoverableDays: own.at('properties').means(0) },
    ]),
    logs: beside('a backup is read by restoring it to a volume, which the activity log records'),
  },
  mend: {},
  good: {
    id: `${idOf(ACCOUNTS, 'files')}/backupVaults/vault`,
    bodies: { vault: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } } },
    unknown: ['customer-keys'],
    cannot: {
      'deletion-protection': GONE,
      'geo-redundant-backup': ALONE,
      'regional-redundancy': ALONE,
    },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { vault: { location: 'eastus' } },
      breaks: ['location'],
    },
  ],
  leaves: {},
});

/** In what a row differs from what the form with one check for each setting said of it: claims with `+` have come, with `-` have gone. */
interface Difference {
  readonly broken?: readonly string[];
  readonly unverified?: readonly string[];
  readonly because: string;
}

const COMPONENTS =
  'flinker.managed-components says that each component has a backup, and asks for it now';
const CLOUD_BACKUP =
  'draftit.cloud-backup counted storage accounts and vaults as examined, and asked them nothing';
const KEYS_ARE_COPIED =
  'a vault’s copy in the paired region is a copy of the cloud part, and so are its keys';

const CLAIMS_ON_PLACES = [
  'draftit.backup-separation',
  'draftit.cloud-backup',
  'draftit.cloud-residency',
  'draftit.data-centres',
  'draftit.jurisdiction',
  'draftit.replication',
  'flex.location',
  'flinker.germany-cloud',
  'flinker.location',
];
/** Without the one that speaks of processing as well: by that the instance itself is broken, while its databases are unknown. */
const ON_DATA_ALONE = CLAIMS_ON_PLACES.filter((claim) => claim !== 'flinker.location');

/** By row; every other row breaks the claims that it always broke. */
export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'Azure answers a point-in-time retention of 0 days': {
    broken: ['+draftit.cloud-backup', '+flinker.managed-components'],
    because: `${COMPONENTS}; draftit.cloud-backup asked how young the newest is, not whether it is kept`,
  },
  'Azure answers a point-in-time retention of 0 days on an instance': {
    broken: ['+draftit.cloud-backup', '+flinker.managed-components'],
    because: `${COMPONENTS}; draftit.cloud-backup asked how young the newest is, not whether it is kept`,
  },
  'The newest backups of a server are old': {
    broken: ['+flinker.managed-components'],
    because: COMPONENTS,
  },
  'The newest backups of an instance are old': {
    broken: ['+flinker.managed-components'],
    because: COMPONENTS,
  },
  'Backups of a database stay in its own region': {
    unverified: ['+flinker.managed-components'],
    because: COMPONENTS,
  },
  'Backups of an instance stay in its own region': {
    unverified: ['+flinker.managed-components'],
    because: COMPONENTS,
  },
  'Databases of a server are in the United States': {
    broken: ['+severa.region'],
    because:
      'severa.region looked at the inventory alone, which still names Ireland; now at what the database itself says',
  },
  'An instance is in the United States': {
    broken: ON_DATA_ALONE.map((claim) => `-${claim}`),
    unverified: [
      ...CLAIMS_ON_PLACES,
      'flex.disaster-recovery',
      'severa.data-residency',
      'severa.geo-redundant-backup',
      'severa.region',
    ].map((claim) => `+${claim}`),
    because:
      'the instance and its databases name two regions, so neither is believed; where both name the same one it is broken as ever: see the row with its databases',
  },
  'Point-in-time restore of blobs is off': {
    broken: ['+draftit.cloud-backup', '+flinker.managed-components'],
    because: `${COMPONENTS}; ${CLOUD_BACKUP}`,
  },
  'A key vault is made in eastus': {
    broken: ['+draftit.backup-separation', '+draftit.cloud-backup', '+draftit.replication'],
    because: KEYS_ARE_COPIED,
  },
  'A key vault is made in uksouth': {
    broken: ['+draftit.backup-separation', '+draftit.cloud-backup', '+draftit.replication'],
    because: KEYS_ARE_COPIED,
  },
  'A key vault is made in westeurope': {
    broken: ['+draftit.backup-separation'],
    because: KEYS_ARE_COPIED,
  },
  'The protection of a database in a machine is stopped': {
    broken: [
      '+draftit.cloud-backup',
      '+flex.differential',
      '+flex.long-term-retention',
      '+flex.pitr',
      '+flinker.managed-components',
    ],
    because: `${COMPONENTS}; ${CLOUD_BACKUP}; a database in a machine is one of "every database"`,
  },
};

/** Rows that the old form did not have, and why they were added. */
export const NEW_ROWS: Readonly<Record<string, string>> = {
  'An instance is in the United States, and its databases as well':
    'shows that all that the old row broke is still broken where Azure does not contradict itself',
  'A key vault is made in a region without a pair':
    'a key vault is copied to the paired region, and some regions have none: nobody asked',
};

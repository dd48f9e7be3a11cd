/** What a check is asked with. */
export type Parameters = Readonly<Record<string, unknown>>;

/** A question that asks what a former check asked, and by which parameters; undefined: by these it never asked that. */
interface Successor {
  readonly check: string;
  readonly with: (given: Parameters) => Parameters | undefined;
}

const only =
  (...names: readonly string[]) =>
  (given: Parameters): Parameters =>
    Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));

const ask = (check: string, parameters: Successor['with'] = () => ({})): Successor => ({
  check,
  with: parameters,
});

const LOCATION = (...of: readonly string[]): Successor =>
  ask('location', (given) => ({ ...only('within')(given), of }));
const REDUNDANCY = ask('regional-redundancy', only('within'));
const SEPARATION = ask('geo-redundant-backup', only('within'));
const REPLICA = ask('geo-redundant-backup', (given) => ({
  ...only('within')(given),
  replicas: true,
}));
const TRANSIT = ask('encryption-in-transit', ({ atLeast }) =>
  typeof atLeast === 'string' ? { atLeast: tlsVersion(atLeast) } : {},
);
const AT_REST = ask('encryption-at-rest');
const RECENT = ask('backup-recent', only('hours'));
/** Who asked for a day of restore asked whether there is any. */
const ANY_BACKUP = ask('backup-recent', ({ days }) =>
  days === undefined || days === 1 ? {} : undefined,
);
const RESTORE = ask('point-in-time-restore', (given) => ({
  ...only('days', 'match')(given),
  of: ['database'],
}));
const BLOB_RESTORE = ask('point-in-time-restore', (given) => ({
  ...only('days')(given),
  of: ['blobs'],
}));
const RETENTION = ask('backup-retention', only('days'));
const LONG_TERM = ask('long-term-retention', ({ atLeast, policies }) => ({
  ...(atLeast === undefined ? {} : { atLeast }),
  ...(policies === undefined ? {} : { rhythms: policies }),
}));
/** Whether there are any; for how long they are kept it did not ask. */
const EXISTING = [
  ask('long-term-retention', () => ({ atLeast: 'P1D' })),
  ask('monthly-retention', () => ({ atLeast: 'P1D' })),
];
const MONTHLY = ask('monthly-retention', only('atLeast'));
const every = (check: string, name: 'hours' | 'minutes'): Successor =>
  ask(check, ({ [name]: count }) =>
    typeof count === 'number' ? { every: `PT${count}${name === 'hours' ? 'H' : 'M'}` } : {},
  );
const FULL = every('full-backup', 'hours');
const DIFFERENTIAL = every('differential-backup', 'hours');
const LOG = every('log-backup', 'minutes');
const CUSTOMER_KEY = ask('customer-keys');
const PLATFORM = ask('platform-availability', only('atLeast', 'about'));
const PROTECTION = ask('key-protection', only('days'));
const EXPIRY = ask('key-expiry', only('days'));
const OF_KEYS = (check: string, name: string): Successor =>
  ask(check, (given) => ({ ...only(name)(given), of: ['keys'] }));

/**
 * The checks of older versions, one for each setting of each type, and the questions that ask the same today, the likeliest first. They
 * live on in states, in evidence and in what people wrote: for these alone they are kept here. Append nothing: a question is never renamed.
 */
export const FORMER: Readonly<Record<string, readonly Successor[]>> = {
  'application-insights-availability': [ask('end-user-availability', only('atLeast', 'about'))],
  'key-vault-audit-log': [OF_KEYS('access-logging', '')],
  'key-vault-availability': [PLATFORM],
  'key-vault-key-expiry': [EXPIRY],
  'key-vault-key-rotation': [ask('key-rotation')],
  'key-vault-key-strength': [ask('key-strength', only('rsaBits'))],
  'key-vault-network-restricted': [OF_KEYS('network-isolation', 'addresses')],
  'key-vault-pair-location': [LOCATION('primary', 'copy'), REDUNDANCY],
  'key-vault-purge-protection': [PROTECTION],
  'key-vault-rbac-authorization': [PROTECTION],
  'key-vault-secret-expiry': [EXPIRY],
  'key-vault-soft-delete': [PROTECTION],
  'recovery-vault-backup-retention': [RETENTION],
  'recovery-vault-backup-separation': [SEPARATION],
  'recovery-vault-cross-region-restore': [ask('cross-region-restore')],
  'recovery-vault-geo-redundant': [SEPARATION, REDUNDANCY],
  'recovery-vault-immutability': [
    ask('deletion-protection', ({ atLeast = 'Unlocked' }) => ({
      immutability: String(atLeast).toLowerCase(),
      of: ['copies'],
    })),
  ],
  'recovery-vault-item-freshness': [RECENT],
  'recovery-vault-monthly-retention': [MONTHLY],
  'recovery-vault-pair-location': [LOCATION('backup'), REDUNDANCY, SEPARATION],
  'recovery-vault-soft-delete': [ask('deletion-protection', () => ({ of: ['copies'] }))],
  'recovery-vault-workload-full-backup': [FULL],
  'recovery-vault-workload-log-backup': [LOG],
  'resource-location': [LOCATION('primary')],
  // Every question is unknown by itself to a type whose settings nobody reads.
  'resource-type-coverage': [],
  'self-hosted-types-absent': [ask('managed-services', only('allowKubernetes'))],
  'sql-backup-location': [LOCATION('backup', 'long-term-backup'), REDUNDANCY, SEPARATION],
  'sql-backup-separation': [SEPARATION],
  'sql-customer-managed-key': [CUSTOMER_KEY],
  'sql-data-warehouse-recent-restore-point': [RECENT],
  'sql-database-availability': [PLATFORM],
  'sql-differential-backup-interval': [DIFFERENTIAL],
  'sql-failover-partner-location': [LOCATION('partner'), REDUNDANCY],
  'sql-full-backup-interval': [FULL],
  'sql-geo-redundant-backup': [SEPARATION, REDUNDANCY],
  'sql-geo-replica': [REPLICA, REDUNDANCY],
  'sql-log-backup-interval': [LOG],
  'sql-long-term-backup-exists': EXISTING,
  'sql-long-term-retention': [LONG_TERM, MONTHLY],
  'sql-managed-backup-location': [LOCATION('backup', 'long-term-backup'), REDUNDANCY, SEPARATION],
  'sql-managed-customer-managed-key': [CUSTOMER_KEY],
  'sql-managed-differential-backup-interval': [DIFFERENTIAL],
  'sql-managed-full-backup-interval': [FULL],
  'sql-managed-geo-redundant-backup': [SEPARATION, REDUNDANCY],
  'sql-managed-instance-minimum-tls': [TRANSIT],
  'sql-managed-log-backup-interval': [LOG],
  'sql-managed-long-term-backup-exists': EXISTING,
  'sql-managed-long-term-retention': [LONG_TERM, MONTHLY],
  'sql-managed-point-in-time-retention': [RESTORE, RETENTION, ANY_BACKUP],
  'sql-managed-recent-restore-point': [RECENT],
  'sql-managed-restore-window': [RESTORE, RETENTION, ANY_BACKUP],
  'sql-managed-transparent-data-encryption': [AT_REST],
  'sql-point-in-time-retention': [RESTORE, RETENTION, ANY_BACKUP],
  'sql-recent-restore-point': [RECENT],
  'sql-regional-redundancy': [REDUNDANCY],
  'sql-replica-location': [LOCATION('replica'), REDUNDANCY],
  'sql-restore-window': [RESTORE, RETENTION, ANY_BACKUP],
  'sql-server-minimum-tls': [TRANSIT],
  'sql-transparent-data-encryption': [AT_REST],
  'storage-account-availability': [PLATFORM],
  'storage-backup-separation': [SEPARATION],
  'storage-blob-point-in-time-restore': [BLOB_RESTORE, RETENTION, ANY_BACKUP],
  'storage-blob-soft-delete': [
    ask('deletion-protection', (given) => ({ ...only('days')(given), of: ['blobs'] })),
  ],
  'storage-customer-managed-key': [CUSTOMER_KEY],
  'storage-encryption-at-rest': [AT_REST],
  'storage-geo-redundant': [SEPARATION, REDUNDANCY],
  'storage-https-only': [TRANSIT],
  'storage-infrastructure-encryption': [AT_REST],
  'storage-minimum-tls': [TRANSIT],
  'storage-object-replication-location': [LOCATION('replica'), REDUNDANCY],
  'storage-primary-location': [LOCATION('primary')],
  'storage-regional-redundancy': [REDUNDANCY],
  'storage-secondary-location': [LOCATION('primary', 'copy'), REDUNDANCY],
};

/** `TLS1_2` is how a storage account says it; nothing below 1.2 is asked for any more. */
function tlsVersion(word: string): string {
  return word.endsWith('1.3') || word.endsWith('1_3') ? '1.3' : '1.2';
}

import { database, server, spoiled, storage, type Trap, TWO_WEEKS, vault } from './trap.ts';

/** Traps by their rows, the later ones. */
export const LATER_TRAPS: readonly Trap[] = [
  {
    row: 11,
    title: 'no backup is a failure, and soft delete is no backup',
    resources: [
      storage('stsoft', {
        settings: {
          blobServices: {
            deleteRetentionPolicy: { enabled: true, days: 30, allowPermanentDelete: false },
          },
        },
      }),
    ],
    findings: { 'storage-blob-point-in-time-restore stsoft': 'fail' },
    claims: { 'flex.backups': 'broken' },
  },
  {
    row: 12,
    title: 'redundancy is read by its suffix, and the second region by its name',
    resources: [
      storage('stnew', { sku: { name: 'StandardV2_GRS' } }),
      storage('stnewer', { sku: { name: 'StandardV2_GZRS' } }),
      storage('stone', { sku: { name: 'StandardV2_ZRS' } }),
    ],
    rules: spoiled('/storageAccounts\\?', {
      setProperty: { path: 'properties.secondaryLocation', value: 'eastus' },
    }),
    findings: {
      'storage-geo-redundant stnew': 'pass',
      'storage-geo-redundant stnewer': 'pass',
      'storage-geo-redundant stone': 'fail',
      'storage-secondary-location stnew': 'fail',
    },
    claims: { 'flex.location': 'broken' },
  },
  {
    row: 14,
    title: 'a global resource that holds data is not inside Europe for being global',
    resources: [
      { type: 'Microsoft.BotService/botServices', name: 'bot', location: 'global', properties: {} },
      { type: 'Microsoft.Insights/actionGroups', name: 'ag', location: 'global', properties: {} },
    ],
    findings: { 'resource-location bot': 'unknown', 'resource-location ag': 'not-applicable' },
    claims: { 'flex.location': 'unverified' },
  },
  {
    row: 15,
    title: 'no text of an error turns not knowing into a pass',
    resources: [server('err', { minimalTlsVersion: '1.2' }, [database('db', TWO_WEEKS)])],
    rules: [
      ...spoiled('transparentDataEncryption', { status: 404, code: 'ENOTFOUND' }),
      ...spoiled('/servers\\?', { status: 409, code: 'MissingSubscriptionRegistration' }),
      ...spoiled('backupShortTermRetentionPolicies', { status: 501, code: 'NotImplemented' }),
    ],
    findings: {
      'sql-transparent-data-encryption db': 'unknown',
      'sql-server-minimum-tls err': 'unknown',
      'sql-point-in-time-retention db': 'unknown',
    },
    claims: {
      'flex.encryption-at-rest': 'unverified',
      'flex.encryption-in-transit': 'unverified',
      'flex.pitr': 'unverified',
    },
  },
  {
    row: 21,
    title: 'zero days are no unlimited retention where a minimum is claimed',
    resources: [server('zero', { minimalTlsVersion: '1.2' }, [database('db')])],
    rules: spoiled('backupShortTermRetentionPolicies', {
      setProperty: { path: 'properties.retentionDays', value: 0 },
    }),
    findings: { 'sql-point-in-time-retention db': 'fail' },
    claims: { 'flex.pitr': 'broken' },
  },
  {
    row: 22,
    title: 'every page of every list is read',
    resources: [
      server('pages', { minimalTlsVersion: '1.2' }, [
        database('db1'),
        database('db2'),
        database('db3', { transparentDataEncryption: { state: 'Disabled' } }),
      ]),
    ],
    pageSize: 1,
    findings: {
      'sql-transparent-data-encryption db1': 'pass',
      'sql-transparent-data-encryption db2': 'pass',
      'sql-transparent-data-encryption db3': 'fail',
    },
    claims: { 'flex.encryption-at-rest': 'broken' },
  },
  {
    row: 22,
    title: 'children that could not be listed make the claim unverified, not compliant by absence',
    resources: [vault({ enablePurgeProtection: true })],
    rules: spoiled('/keys\\?', { status: 403, code: 'AuthorizationFailed' }),
    findings: { 'key-vault-key-rotation kv-trap': 'unknown' },
    claims: { 'flex.keys': 'broken' },
  },
  {
    row: 23,
    title: 'a key that may not be read is not a key without rotation',
    resources: [
      vault(
        { enablePurgeProtection: true },
        { keys: [{ name: 'key', properties: { attributes: { exp: '+P90D' } } }] },
      ),
    ],
    rules: spoiled('/keys/key', { status: 403, code: 'Forbidden' }),
    findings: { 'key-vault-key-rotation key': 'unknown', 'key-vault-key-expiry key': 'unknown' },
  },
  {
    row: 24,
    title: 'what a list leaves out is read from the vault itself before it is judged absent',
    resources: [
      vault({ enablePurgeProtection: true, enableSoftDelete: true, softDeleteRetentionInDays: 90 }),
    ],
    rules: spoiled('/vaults\\?', { removeProperty: 'properties' }),
    findings: {
      'key-vault-soft-delete kv-trap': 'pass',
      'key-vault-purge-protection kv-trap': 'pass',
    },
  },
];

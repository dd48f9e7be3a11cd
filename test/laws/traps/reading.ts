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
    findings: { 'backup-recent stsoft': 'fail' },
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
      'geo-redundant-backup stnew': 'pass',
      'geo-redundant-backup stnewer': 'pass',
      'geo-redundant-backup stone': 'fail',
      'location stnew': 'fail',
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
    findings: { 'location bot': 'unknown', 'location ag': 'none' },
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
      'encryption-at-rest db': 'unknown',
      'encryption-in-transit err': 'unknown',
      'point-in-time-restore db': 'unknown',
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
    findings: { 'point-in-time-restore db': 'fail' },
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
      'encryption-at-rest db1': 'pass',
      'encryption-at-rest db2': 'pass',
      'encryption-at-rest db3': 'fail',
    },
    claims: { 'flex.encryption-at-rest': 'broken' },
  },
  {
    row: 22,
    title: 'children that could not be listed make the claim unverified, not compliant by absence',
    resources: [vault({ enablePurgeProtection: true })],
    rules: spoiled('/keys\\?', { status: 403, code: 'AuthorizationFailed' }),
    findings: { 'key-rotation kv-trap': 'unknown' },
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
    findings: { 'key-rotation key': 'unknown', 'key-expiry key': 'unknown' },
  },
  {
    row: 24,
    title: 'what a list leaves out is read from the vault itself before it is judged absent',
    resources: [
      vault({
        enablePurgeProtection: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: true,
      }),
    ],
    rules: spoiled('/vaults\\?', { removeProperty: 'properties' }),
    findings: {
      'key-protection kv-trap': 'pass',
    },
  },
];

import type { ResourceSpec } from '#simulator/estate/schema.ts';
import { FLEX } from '../../harness/estates.ts';
import { database, server, spoiled, storage, type Trap, TWO_WEEKS } from './trap.ts';

const LONG_TERM = {
  weeklyRetention: 'PT0S',
  monthlyRetention: 'PT0S',
  yearlyRetention: 'PT0S',
  weekOfYear: 0,
};

const longTerm = (
  policy: Readonly<Record<string, string>>,
): NonNullable<ResourceSpec['settings']> => ({
  backupLongTermRetentionPolicies: { ...LONG_TERM, ...policy },
});

/** Traps by their rows. */
export const TRAPS: readonly Trap[] = [
  {
    row: 1,
    title: 'a version is no string to compare: "None" sorts after "1.2" and is worse',
    resources: [
      server('none', { minimalTlsVersion: 'None' }),
      server('low', { minimalTlsVersion: '1.1' }),
    ],
    findings: { 'sql-server-minimum-tls none': 'fail', 'sql-server-minimum-tls low': 'fail' },
    claims: { 'flex.encryption-in-transit': 'broken' },
  },
  {
    row: 1,
    title: 'a version that nobody knows is never a pass',
    resources: [server('new', { minimalTlsVersion: '1.2' })],
    rules: spoiled('/servers\\?', {
      setProperty: { path: 'properties.minimalTlsVersion', value: '2.0' },
    }),
    findings: { 'sql-server-minimum-tls new': 'unknown' },
    claims: { 'flex.encryption-in-transit': 'unverified' },
  },
  {
    row: 2,
    title: 'what is missing is unknown, not an empty string',
    resources: [server('bare', { minimalTlsVersion: '1.2' }, [database('db', TWO_WEEKS)])],
    rules: [
      ...spoiled('/servers\\?', { removeProperty: 'properties.minimalTlsVersion' }),
      ...spoiled('backupShortTermRetentionPolicies', {
        removeProperty: 'properties.retentionDays',
      }),
    ],
    findings: {
      'sql-server-minimum-tls bare': 'unknown',
      'sql-point-in-time-retention db': 'unknown',
    },
    claims: { 'flex.encryption-in-transit': 'unverified', 'flex.pitr': 'unverified' },
  },
  {
    row: 3,
    title: 'TLS 1.2 alone is enough',
    resources: [
      server('twelve', { minimalTlsVersion: '1.2' }),
      storage('sttwelve', { properties: { minimumTlsVersion: 'TLS1_2' } }),
    ],
    findings: { 'sql-server-minimum-tls twelve': 'pass', 'storage-minimum-tls sttwelve': 'pass' },
    claims: { 'flex.encryption-in-transit': 'holds' },
  },
  {
    row: 4,
    title: 'TLS 1.3 is more than TLS 1.2',
    resources: [
      server('thirteen', { minimalTlsVersion: '1.3' }),
      storage('stthirteen', { properties: { minimumTlsVersion: 'TLS1_3' } }),
    ],
    findings: {
      'sql-server-minimum-tls thirteen': 'pass',
      'storage-minimum-tls stthirteen': 'pass',
    },
    claims: { 'flex.encryption-in-transit': 'holds' },
  },
  {
    row: 5,
    title: 'an application gateway, whose policy no check reads, is not passed over in silence',
    resources: [
      {
        type: 'Microsoft.Network/applicationGateways',
        name: 'agw',
        properties: { sslPolicy: null },
      },
    ],
    findings: { 'resource-type-coverage agw': 'unknown' },
    claims: { 'flex.encryption-in-transit': 'unverified' },
  },
  {
    row: 6,
    title: 'encryption is read where Azure says it, and null is unknown',
    resources: [
      server('tde', { minimalTlsVersion: '1.2' }, [
        database('on'),
        database('off', { transparentDataEncryption: { state: 'Disabled' } }),
        database('dumb'),
      ]),
    ],
    rules: spoiled('/dumb/transparentDataEncryption', { nullProperty: 'properties.state' }),
    findings: {
      'sql-transparent-data-encryption on': 'pass',
      'sql-transparent-data-encryption off': 'fail',
      'sql-transparent-data-encryption dumb': 'unknown',
    },
    claims: { 'flex.encryption-at-rest': 'broken' },
  },
  {
    row: 7,
    title: 'master is never encrypted and is not counted; that is said',
    resources: [server('sys', { minimalTlsVersion: '1.2' }, [database('db')])],
    findings: {
      'sql-transparent-data-encryption master': 'not-applicable',
      'sql-transparent-data-encryption db': 'pass',
    },
    claims: { 'flex.encryption-at-rest': 'holds' },
  },
  {
    row: 8,
    title: 'PT0S is off, and four weeks are no month',
    resources: [
      server('ltr', { minimalTlsVersion: '1.2' }, [
        database('never', longTerm({})),
        database('weeks4', longTerm({ weeklyRetention: 'P4W' })),
        database('weeks5', longTerm({ weeklyRetention: 'P5W' })),
        database('month', longTerm({ monthlyRetention: 'P1M' })),
      ]),
    ],
    findings: {
      'sql-long-term-retention never': 'fail',
      'sql-long-term-retention weeks4': 'fail',
      'sql-long-term-retention weeks5': 'pass',
      'sql-long-term-retention month': 'pass',
    },
    claims: { 'flex.long-term-retention': 'broken' },
  },
  {
    row: 9,
    title:
      'the interval of differential backups is read, and what has none is set aside with a reason',
    resources: [
      server('diff', { minimalTlsVersion: '1.2' }, [
        database('half', {
          backupShortTermRetentionPolicies: { retentionDays: 14, diffBackupIntervalInHours: 12 },
        }),
        database('day', {
          backupShortTermRetentionPolicies: { retentionDays: 14, diffBackupIntervalInHours: 24 },
        }),
        database('huge', {}, { sku: { name: 'HS_Gen5', capacity: 4 } }),
        database('warehouse', {}, { sku: { name: 'DW100c' } }),
        database(
          'asleep',
          {
            backupShortTermRetentionPolicies: { retentionDays: 14, diffBackupIntervalInHours: 12 },
          },
          { sku: { name: 'GP_S_Gen5', capacity: 1 } },
        ),
      ]),
    ],
    findings: {
      'sql-differential-backup-interval half': 'pass',
      'sql-differential-backup-interval day': 'fail',
      'sql-differential-backup-interval huge': 'not-applicable',
      'sql-differential-backup-interval warehouse': 'not-applicable',
      'sql-differential-backup-interval asleep': 'pass',
      'sql-data-warehouse-recent-restore-point warehouse': 'pass',
    },
    claims: { 'flex.differential': 'broken' },
  },
  {
    row: 10,
    title: 'ids are the same whatever their case: nothing is judged twice or lost',
    resources: [
      server('case', { minimalTlsVersion: '1.2' }, [
        database('db', { backupShortTermRetentionPolicies: { retentionDays: 14 } }),
      ]),
    ],
    rules: spoiled('/servers\\?', {
      setProperty: {
        path: 'id',
        value: `/SUBSCRIPTIONS/${FLEX.subscription}/resourcegroups/RG/providers/microsoft.sql/SERVERS/CASE`,
      },
    }),
    findings: { 'sql-server-minimum-tls case': 'pass', 'sql-point-in-time-retention db': 'pass' },
    claims: { 'flex.encryption-in-transit': 'holds' },
  },
];

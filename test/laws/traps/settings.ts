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
    findings: { 'encryption-in-transit none': 'fail', 'encryption-in-transit low': 'fail' },
    claims: { 'flex.encryption-in-transit': 'broken' },
  },
  {
    row: 1,
    title: 'a version that nobody knows is never a pass',
    resources: [server('new', { minimalTlsVersion: '1.2' })],
    rules: spoiled('/servers\\?', {
      setProperty: { path: 'properties.minimalTlsVersion', value: '2.0' },
    }),
    findings: { 'encryption-in-transit new': 'unknown' },
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
      'encryption-in-transit bare': 'unknown',
      'point-in-time-restore db': 'unknown',
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
    findings: { 'encryption-in-transit twelve': 'pass', 'encryption-in-transit sttwelve': 'pass' },
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
      'encryption-in-transit thirteen': 'pass',
      'encryption-in-transit stthirteen': 'pass',
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
    findings: { 'encryption-in-transit agw': 'unknown' },
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
      'encryption-at-rest on': 'pass',
      'encryption-at-rest off': 'fail',
      'encryption-at-rest dumb': 'unknown',
    },
    claims: { 'flex.encryption-at-rest': 'broken' },
  },
  {
    row: 7,
    title: 'master is never encrypted and is not counted; that is said',
    resources: [server('sys', { minimalTlsVersion: '1.2' }, [database('db')])],
    findings: {
      'encryption-at-rest master': 'not-applicable',
      'encryption-at-rest db': 'pass',
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
      'long-term-retention never': 'fail',
      'long-term-retention weeks4': 'fail',
      'long-term-retention weeks5': 'pass',
      'long-term-retention month': 'pass',
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
      'differential-backup half': 'pass',
      'differential-backup day': 'fail',
      'differential-backup huge': 'not-applicable',
      'differential-backup warehouse': 'not-applicable',
      'differential-backup asleep': 'pass',
      'backup-recent warehouse': 'pass',
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
    findings: { 'encryption-in-transit case': 'pass', 'point-in-time-restore db': 'pass' },
    claims: { 'flex.encryption-in-transit': 'holds' },
  },
];

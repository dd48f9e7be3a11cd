import { databaseOf, databasesOf, FLEX, serverOf } from '../../harness/estates.ts';
import {
  answering,
  changed,
  literal,
  type MatrixRow,
  moreDaysThan,
  oftenerThan,
  set,
} from './breakage.ts';

const SERVER = 'Microsoft.Sql/servers';
const DATABASE = 'Microsoft.Sql/servers/databases';
const LONG_TERM = {
  weeklyRetention: 'P5W',
  monthlyRetention: 'P2M',
  yearlyRetention: 'P1Y',
  weekOfYear: 1,
};
const ONE_DAY_LESS: Readonly<Record<string, number>> = {
  'flex-applications': 13,
  'visma-severa': 29,
  'visma-draftit': 9,
};
const LONG_AGO = '2024-01-01T00:00:00.000Z';

const tls = (version: string): MatrixRow => ({
  title: `Server accepts TLS ${version}`,
  resourceType: SERVER,
  in: (service) =>
    changed(
      serverOf(service),
      { properties: { minimalTlsVersion: version } },
      { properties: { minimalTlsVersion: '1.2' } },
      [{ check: 'encryption-in-transit', resource: serverOf(service) }],
    ),
});

const retention = (what: string, daysFor: (document: string) => number | undefined): MatrixRow => ({
  title: `Point-in-time retention of a database is ${what}`,
  resourceType: DATABASE,
  in: (service) => {
    const resource = databaseOf(service);
    const days = daysFor(service.document);
    if (days === undefined) return undefined;
    const good = { retentionDays: service.retentionDays, diffBackupIntervalInHours: 12 };
    return set(
      `${resource}/backupShortTermRetentionPolicies/default`,
      { ...good, retentionDays: days },
      good,
      ['point-in-time-restore', 'backup-retention'].map((check) => ({
        check,
        resource,
        when: moreDaysThan(days),
      })),
    );
  },
});

const longTerm = (
  title: string,
  policy: Readonly<Record<string, string>>,
  checks: readonly string[] = ['long-term-retention', 'monthly-retention'],
): MatrixRow => ({
  title,
  resourceType: DATABASE,
  in: (service) => {
    const resource = databaseOf(service);
    return set(
      `${resource}/backupLongTermRetentionPolicies/default`,
      { ...LONG_TERM, ...policy },
      LONG_TERM,
      checks.map((check) => ({ check, resource })),
    );
  },
});

/** Servers and databases of Azure SQL. */
export const SQL_ROWS: readonly MatrixRow[] = [
  tls('1.0'),
  tls('1.1'),
  tls('None'),
  {
    title: 'Transparent data encryption of a database is off',
    resourceType: DATABASE,
    in: (service) =>
      set(
        `${databaseOf(service)}/transparentDataEncryption/current`,
        { state: 'Disabled' },
        { state: 'Enabled' },
        [{ check: 'encryption-at-rest', resource: databaseOf(service) }],
      ),
  },
  retention('7 days', () => 7),
  retention('one day less than claimed', (document) => ONE_DAY_LESS[document]),
  {
    title: 'Azure answers a point-in-time retention of 0 days',
    resourceType: DATABASE,
    in: (service) =>
      answering(
        `${databaseOf(service)}/backupShortTermRetentionPolicies`,
        'properties.retentionDays',
        0,
        // What is kept for no time is not there; that the platform takes it nevertheless is another question.
        ['point-in-time-restore', 'backup-retention', 'backup-recent'].map((check) => ({
          check,
          resource: databaseOf(service),
        })),
      ),
  },
  {
    title: 'Differential backups of a database every 24 hours',
    resourceType: DATABASE,
    in: (service) => {
      const good = { retentionDays: service.retentionDays, diffBackupIntervalInHours: 12 };
      return set(
        `${databaseOf(service)}/backupShortTermRetentionPolicies/default`,
        { ...good, diffBackupIntervalInHours: 24 },
        good,
        [{ check: 'differential-backup', resource: databaseOf(service), when: oftenerThan(24) }],
      );
    },
  },
  longTerm('Long-term retention of a database is off', {
    weeklyRetention: 'PT0S',
    monthlyRetention: 'PT0S',
    yearlyRetention: 'PT0S',
  }),
  longTerm('Long-term retention of a database is three weeks', {
    weeklyRetention: 'P3W',
    monthlyRetention: 'PT0S',
    yearlyRetention: 'PT0S',
  }),
  longTerm('The monthly backup of a database is kept for one month', { monthlyRetention: 'P1M' }, [
    'monthly-retention',
  ]),
  {
    title: 'No long-term backup of a server exists',
    resourceType: DATABASE,
    in: (service) => ({
      answers: [
        {
          match: { path: `longTermRetentionServers/${literal(service.server)}/` },
          effect: { emptyList: true },
        },
      ],
      expected: databasesOf(service.server).flatMap((name) =>
        ['long-term-retention', 'monthly-retention'].map((check) => ({
          check,
          resource: databaseOf(service, name),
        })),
      ),
    }),
  },
  {
    title: 'The newest backups of a server are old',
    resourceType: DATABASE,
    in: (service) =>
      answering(
        `${serverOf(service)}/recoverableDatabases`,
        'properties.lastAvailableBackupDate',
        LONG_AGO,
        databasesOf(service.server).map((name) => ({
          check: 'backup-recent',
          resource: databaseOf(service, name),
        })),
      ),
  },
  {
    title: 'Backups of a database stay in its own region',
    resourceType: DATABASE,
    in: (service) => {
      // A database without a replica where there is one: a replica is another way to survive the loss of a region.
      const resource = databaseOf(service, service === FLEX ? 'reports' : service.database);
      return changed(
        resource,
        { properties: { requestedBackupStorageRedundancy: 'Local' } },
        { properties: { requestedBackupStorageRedundancy: 'Geo' } },
        [
          // DraftIt's database has a replica, which its claim does not ask for.
          { check: 'geo-redundant-backup', resource },
          // Recoverable databases are those that can be restored in another region: there is none any more.
          { check: 'backup-recent', resource, becomes: 'unknown' as const },
        ],
      );
    },
  },
];

import { databaseOf, databasesOf, FLEX, FLINKER, SEVERA, serverOf } from '../../harness/estates.ts';
import { answering, changed, literal, type MatrixRow, moreDaysThan, set } from './breakage.ts';

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
      [{ check: 'sql-server-minimum-tls', resource: serverOf(service) }],
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
      ['sql-point-in-time-retention', 'sql-restore-window'].map((check) => ({
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
  when: (parameters: Readonly<Record<string, unknown>>) => boolean,
): MatrixRow => ({
  title,
  resourceType: DATABASE,
  in: (service) => {
    const resource = databaseOf(service);
    return set(
      `${resource}/backupLongTermRetentionPolicies/default`,
      { ...LONG_TERM, ...policy },
      LONG_TERM,
      [{ check: 'sql-long-term-retention', resource, when }],
    );
  },
});

const asksMonthly = ({ policies }: Readonly<Record<string, unknown>>): boolean =>
  Array.isArray(policies) && policies.length === 1 && policies[0] === 'monthly';

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
        [{ check: 'sql-transparent-data-encryption', resource: databaseOf(service) }],
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
        [{ check: 'sql-point-in-time-retention', resource: databaseOf(service) }],
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
        [{ check: 'sql-differential-backup-interval', resource: databaseOf(service) }],
      );
    },
  },
  longTerm(
    'Long-term retention of a database is off',
    { weeklyRetention: 'PT0S', monthlyRetention: 'PT0S', yearlyRetention: 'PT0S' },
    () => true,
  ),
  longTerm(
    'Long-term retention of a database is three weeks',
    { weeklyRetention: 'P3W', monthlyRetention: 'PT0S', yearlyRetention: 'PT0S' },
    () => true,
  ),
  longTerm(
    'The monthly backup of a database is kept for one month',
    { monthlyRetention: 'P1M' },
    asksMonthly,
  ),
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
      expected: databasesOf(service.server).map((name) => ({
        check: 'sql-long-term-backup-exists',
        resource: databaseOf(service, name),
      })),
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
          check: 'sql-recent-restore-point',
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
      const isAlone = service === FLEX || service === SEVERA || service === FLINKER;
      return changed(
        resource,
        { properties: { requestedBackupStorageRedundancy: 'Local' } },
        { properties: { requestedBackupStorageRedundancy: 'Geo' } },
        [
          { check: 'sql-geo-redundant-backup', resource },
          { check: 'sql-backup-separation', resource },
          ...(isAlone ? [{ check: 'sql-geo-replica', resource }] : []),
          // Recoverable databases are those that can be restored in another region: there is none any more.
          { check: 'sql-recent-restore-point', resource, becomes: 'unknown' as const },
        ],
      );
    },
  },
];

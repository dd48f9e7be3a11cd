import { instanceDatabaseOf, instanceOf, type Service } from '../../harness/estates.ts';
import {
  answering,
  changed,
  literal,
  type MatrixRow,
  moreDaysThan,
  set,
  without,
} from './breakage.ts';

const INSTANCE = 'Microsoft.Sql/managedInstances';
const DATABASE = 'Microsoft.Sql/managedInstances/databases';
const LONG_TERM = {
  weeklyRetention: 'P5W',
  monthlyRetention: 'P2M',
  yearlyRetention: 'P1Y',
  weekOfYear: 1,
};

/** The good estate has two databases on an instance, the ones that tests add have one. */
function databasesOf(service: Service): readonly string[] {
  const names = ['visma-draftit', 'flinker'].includes(service.document)
    ? ['ledger']
    : ['ledger', 'payroll'];
  return names.map((name) => `${instanceOf(service)}/databases/${name}`);
}

const longTerm = (
  title: string,
  policy: Readonly<Record<string, string>>,
  when: (parameters: Readonly<Record<string, unknown>>) => boolean,
): MatrixRow => ({
  title,
  resourceType: DATABASE,
  in: (service) => {
    const resource = instanceDatabaseOf(service);
    return set(
      `${resource}/backupLongTermRetentionPolicies/default`,
      { ...LONG_TERM, ...policy },
      LONG_TERM,
      [{ check: 'sql-managed-long-term-retention', resource, when }],
    );
  },
});

/** Managed instances and their databases. */
export const INSTANCE_ROWS: readonly MatrixRow[] = [
  {
    title: 'Instance accepts TLS 1.1',
    resourceType: INSTANCE,
    in: (service) =>
      changed(
        instanceOf(service),
        { properties: { minimalTlsVersion: '1.1' } },
        { properties: { minimalTlsVersion: '1.2' } },
        [{ check: 'sql-managed-instance-minimum-tls', resource: instanceOf(service) }],
      ),
  },
  {
    title: "Transparent data encryption of an instance's database is off",
    resourceType: DATABASE,
    in: (service) =>
      set(
        `${instanceDatabaseOf(service)}/transparentDataEncryption/current`,
        { state: 'Disabled' },
        { state: 'Enabled' },
        [
          {
            check: 'sql-managed-transparent-data-encryption',
            resource: instanceDatabaseOf(service),
          },
        ],
      ),
  },
  {
    title: "Point-in-time retention of an instance's database is 7 days",
    resourceType: DATABASE,
    in: (service) =>
      set(
        `${instanceDatabaseOf(service)}/backupShortTermRetentionPolicies/default`,
        { retentionDays: 7 },
        { retentionDays: service.retentionDays },
        ['sql-managed-point-in-time-retention', 'sql-managed-restore-window'].map((check) => ({
          check,
          resource: instanceDatabaseOf(service),
          when: moreDaysThan(7),
        })),
      ),
  },
  {
    title: 'Azure answers a point-in-time retention of 0 days on an instance',
    resourceType: DATABASE,
    in: (service) =>
      answering(
        `${instanceDatabaseOf(service)}/backupShortTermRetentionPolicies`,
        'properties.retentionDays',
        0,
        [{ check: 'sql-managed-point-in-time-retention', resource: instanceDatabaseOf(service) }],
      ),
  },
  longTerm(
    "Long-term retention of an instance's database is off",
    { weeklyRetention: 'PT0S', monthlyRetention: 'PT0S', yearlyRetention: 'PT0S' },
    () => true,
  ),
  longTerm(
    "The monthly backup of an instance's database is kept for one month",
    { monthlyRetention: 'P1M' },
    ({ policies }) => Array.isArray(policies) && policies.join() === 'monthly',
  ),
  {
    title: 'No long-term backup of an instance exists',
    resourceType: DATABASE,
    in: (service) => ({
      answers: [
        {
          match: { path: `longTermRetentionManagedInstances/${literal(service.instance)}/` },
          effect: { emptyList: true },
        },
      ],
      expected: databasesOf(service).map((resource) => ({
        check: 'sql-managed-long-term-backup-exists',
        resource,
      })),
    }),
  },
  {
    title: 'The newest backups of an instance are old',
    resourceType: DATABASE,
    in: (service) =>
      answering(
        `${instanceOf(service)}/recoverableDatabases`,
        'properties.lastAvailableBackupDate',
        '2024-01-01T00:00:00.000Z',
        databasesOf(service).map((resource) => ({
          check: 'sql-managed-recent-restore-point',
          resource,
        })),
      ),
  },
  {
    title: 'Backups of an instance stay in its own region',
    resourceType: INSTANCE,
    in: (service) =>
      changed(
        instanceOf(service),
        { properties: { requestedBackupStorageRedundancy: 'Local' } },
        { properties: { requestedBackupStorageRedundancy: 'Geo' } },
        [
          { check: 'sql-managed-geo-redundant-backup', resource: instanceOf(service) },
          ...databasesOf(service).map((resource) => ({
            check: 'sql-managed-recent-restore-point',
            resource,
            becomes: 'unknown' as const,
          })),
        ],
      ),
  },
  {
    title: 'An instance is in the United States',
    resourceType: INSTANCE,
    in: (service) =>
      answering(`/providers/Microsoft.Sql/managedInstances?`, 'location', 'eastus', [
        {
          check: 'sql-managed-backup-location',
          resource: instanceOf(service),
          when: without('eastus', 'westus'),
        },
        // Its long-term backups are looked for in its own region.
        ...databasesOf(service).map((resource) => ({
          check: 'sql-managed-long-term-backup-exists',
          resource,
        })),
      ]),
  },
];

import { instanceDatabaseOf, instanceOf, type Service } from '../../harness/estates.ts';
import {
  answering,
  changed,
  type Expected,
  literal,
  lying,
  type MatrixRow,
  moreDaysThan,
  processedOutside,
  set,
} from './breakage.ts';

const INSTANCE = 'Microsoft.Sql/managedInstances';
const DATABASE = 'Microsoft.Sql/managedInstances/databases';
const INSTANCES = '/providers/Microsoft.Sql/managedInstances?';
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
  checks: readonly string[] = ['long-term-retention', 'monthly-retention'],
): MatrixRow => ({
  title,
  resourceType: DATABASE,
  in: (service) => {
    const resource = instanceDatabaseOf(service);
    return set(
      `${resource}/backupLongTermRetentionPolicies/default`,
      { ...LONG_TERM, ...policy },
      LONG_TERM,
      checks.map((check) => ({ check, resource })),
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
        [{ check: 'encryption-in-transit', resource: instanceOf(service) }],
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
        [{ check: 'encryption-at-rest', resource: instanceDatabaseOf(service) }],
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
        ['point-in-time-restore', 'backup-retention'].map((check) => ({
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
        ['point-in-time-restore', 'backup-retention', 'backup-recent'].map((check) => ({
          check,
          resource: instanceDatabaseOf(service),
        })),
      ),
  },
  longTerm("Long-term retention of an instance's database is off", {
    weeklyRetention: 'PT0S',
    monthlyRetention: 'PT0S',
    yearlyRetention: 'PT0S',
  }),
  longTerm(
    "The monthly backup of an instance's database is kept for one month",
    { monthlyRetention: 'P1M' },
    ['monthly-retention'],
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
      expected: withoutLongTerm(service),
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
          check: 'backup-recent',
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
        databasesOf(service).flatMap((resource) => [
          { check: 'geo-redundant-backup', resource },
          { check: 'regional-redundancy', resource },
          { check: 'backup-recent', resource, becomes: 'unknown' as const },
        ]),
      ),
  },
  {
    title: 'An instance is in the United States',
    resourceType: INSTANCE,
    in: (service) =>
      answering(INSTANCES, 'location', 'eastus', [
        processedAbroad(service),
        // The databases still name another region: one of the two is wrong.
        ...databasesOf(service).flatMap((resource) =>
          ['location', 'regional-redundancy', 'geo-redundant-backup'].map((check) => ({
            check,
            resource,
            becomes: 'unknown' as const,
          })),
        ),
        // Its long-term backups are looked for in its own region.
        ...withoutLongTerm(service),
      ]),
  },
  {
    title: 'An instance is in the United States, and its databases as well',
    resourceType: INSTANCE,
    in: (service) => {
      const databases = answering(
        `${instanceOf(service)}/databases?`,
        'location',
        'eastus',
        databasesOf(service).flatMap((resource) =>
          lying(resource, { primary: 'eastus', copy: 'westus' }, 'backup'),
        ),
      );
      const instances = answering(INSTANCES, 'location', 'eastus', [
        processedAbroad(service),
        ...withoutLongTerm(service),
      ]);
      return {
        answers: [...(instances.answers ?? []), ...(databases.answers ?? [])],
        expected: [...instances.expected, ...databases.expected],
      };
    },
  },
];

function processedAbroad(service: Service): Expected {
  const when = processedOutside({ primary: 'eastus' });
  return { check: 'location', resource: instanceOf(service), when };
}

function withoutLongTerm(service: Service): readonly Expected[] {
  return databasesOf(service).flatMap((resource) =>
    ['long-term-retention', 'monthly-retention'].map((check) => ({ check, resource })),
  );
}

import { afterAll, expect, test } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { findingKey } from '#domain/finding.ts';
import { FLEX } from '../harness/estates.ts';
import { documentsOf, type SimulatedScan, startSimulatedAzure } from '../harness/simulated-scan.ts';
import { improvements } from './improvements.ts';
import { type Member, membersOf, type Spoiling, spoil } from './property-paths.ts';
import { SMALL_KINDS, type SmallKind } from './small-estates.ts';

/**
 * With LAW_EXHAUSTIVE every member is spoiled in every way. Without it a member that nonsense in its place leaves without any effect
 * counts as not read, and is not removed and nulled as well: what is not read cannot matter.
 */
const IS_EXHAUSTIVE = process.env['LAW_EXHAUSTIVE'] !== undefined;
const WAYS: readonly Spoiling[] = ['future', 'null', 'remove'];

const documents = documentsOf([FLEX.subscription]);
const mattering = new Map<string, Set<string>>();
let experiments = 0;

/** What findings say, without when and by what answers: only the way to a member inside of them is what it says. */
function said({ result }: SimulatedScan): ReadonlyMap<string, string> {
  const findings: readonly Finding[] = result.claims.flatMap((claim) => claim.findings);
  return new Map(
    findings.map((finding) => {
      const { evidence: _, readAt: __, readFrom, ...others } = finding;
      const rest = { ...others, at: readFrom?.map(({ pointer }) => pointer) };
      // Windows and ages move on while the experiments run.
      return [
        findingKey(finding),
        JSON.stringify(rest).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'then'),
      ];
    }),
  );
}

function differences(before: SimulatedScan, after: SimulatedScan): ReadonlySet<string> {
  const [one, other] = [said(before), said(after)];
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  return new Set(
    keys
      .filter((key) => one.get(key) !== other.get(key))
      .map((key) => key.split('\u001f')[2] ?? ''),
  );
}

/** `GET …/servers/*`: the address without names and without the subscription. */
function shapeOf({ method, address, path }: Member): string {
  const [where = ''] = address.split('?');
  const shape = where
    .replace(/^\/subscriptions\/[^/]+/u, '')
    .replace(/^(\/resourceGroups\/[^/]+)?\/providers/iu, '')
    .replaceAll(
      /(servers|managedInstances|databases|storageAccounts|vaults|keys|secrets|locations)\/[^/]+/giu,
      '$1/*',
    );
  const name = shape === '' ? 'subscription' : shape;
  return `${method === 'GET' ? '' : `${method} `}${name} ${path.replaceAll(/\.\d+/gu, '[]')}`;
}

async function spoilAll(
  { name, isRead }: SmallKind,
  variant: SmallKind['good'],
): Promise<readonly string[]> {
  const broken: string[] = [];
  await using azure = await startSimulatedAzure(variant);
  const before = await azure.scan({ documents, keepOpen: true });
  for (const member of membersOf(before.kept).filter(({ address }) => isRead(address))) {
    for (const how of WAYS) {
      const rule = spoil(member, how);
      if (rule === undefined) continue;
      experiments += 1;
      const after = await azure.scan({ documents, keepOpen: true, rules: [rule] });
      for (const line of improvements(before, after)) {
        broken.push(`${name}: ${how} ${member.path} of ${member.address}: ${line}`);
      }
      const changed = differences(before, after);
      for (const check of changed) {
        const shape = shapeOf(member);
        mattering.set(shape, (mattering.get(shape) ?? new Set()).add(check));
      }
      if (changed.size === 0 && !IS_EXHAUSTIVE) break;
    }
  }
  return broken;
}

afterAll(() => {
  const lines = [...mattering].map(
    ([member, checks]) => `${member}: ${[...checks].sort().join(', ')}`,
  );
  process.stdout.write(
    `${experiments} spoiled answers; members that matter:\n${lines.sort().join('\n')}\n`,
  );
});

test.each(SMALL_KINDS.map((kind) => [kind.name, kind] as const))(
  '%s: no member that is missing, null or of the future makes anything better',
  async (_, kind) => {
    expect(await spoilAll(kind, kind.good), 'where all is well').toEqual([]);
    expect(await spoilAll(kind, kind.bad), 'where all is wrong').toEqual([]);
  },
  900_000,
);

test('what the checks are about is really read: each such member matters to its check', () => {
  const reads = (member: string): readonly string[] => [...(mattering.get(member) ?? [])];
  for (const [member, check] of MUST_MATTER) expect(reads(member), member).toContain(check);
  expect(experiments).toBeGreaterThan(1000);
});

/** What each question's title speaks of, and where Azure says it. */
const MUST_MATTER: readonly (readonly [string, string])[] = [
  ['/Microsoft.Sql/servers properties.minimalTlsVersion', 'encryption-in-transit'],
  ['/Microsoft.Sql/managedInstances properties.minimalTlsVersion', 'encryption-in-transit'],
  ['/Microsoft.Storage/storageAccounts properties.minimumTlsVersion', 'encryption-in-transit'],
  [
    '/Microsoft.Storage/storageAccounts properties.supportsHttpsTrafficOnly',
    'encryption-in-transit',
  ],
  [
    '/Microsoft.Storage/storageAccounts properties.encryption.services.blob.enabled',
    'encryption-at-rest',
  ],
  ['/Microsoft.Storage/storageAccounts properties.secondaryLocation', 'location'],
  ['/Microsoft.Storage/storageAccounts sku.name', 'geo-redundant-backup'],
  ['/Microsoft.KeyVault/vaults/* properties.enablePurgeProtection', 'key-protection'],
  ['/Microsoft.KeyVault/vaults/*/keys/* properties.attributes.exp', 'key-expiry'],
  [
    '/Microsoft.KeyVault/vaults/*/providers/Microsoft.Insights/diagnosticSettings properties.logs[].enabled',
    'access-logging',
  ],
  ['/Microsoft.OperationalInsights/workspaces/w location', 'location'],
  [
    '/Microsoft.Sql/managedInstances/*/databases/*/backupShortTermRetentionPolicies/default properties.retentionDays',
    'backup-retention',
  ],
  [
    '/Microsoft.Sql/servers/*/databases/*/transparentDataEncryption/current properties.state',
    'encryption-at-rest',
  ],
  [
    '/Microsoft.Sql/servers/*/databases/*/backupShortTermRetentionPolicies/default properties.retentionDays',
    'point-in-time-restore',
  ],
  [
    '/Microsoft.Sql/servers/*/databases/*/backupShortTermRetentionPolicies/default properties.diffBackupIntervalInHours',
    'differential-backup',
  ],
  [
    '/Microsoft.Sql/servers/*/databases/*/backupLongTermRetentionPolicies/default properties.monthlyRetention',
    'long-term-retention',
  ],
  [
    '/Microsoft.Sql/servers/*/databases properties.currentBackupStorageRedundancy',
    'geo-redundant-backup',
  ],
  ['/Microsoft.Sql/servers/*/databases properties.earliestRestoreDate', 'point-in-time-restore'],
  [
    '/Microsoft.Sql/servers/*/recoverableDatabases properties.lastAvailableBackupDate',
    'backup-recent',
  ],
  ['/Microsoft.Sql/servers/*/replicationLinks properties.partnerLocation', 'location'],
];

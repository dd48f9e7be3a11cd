import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sqlCustomerManagedKey } from '#checks/sql/sql-customer-managed-key.ts';
import { sqlFailoverPartnerLocation } from '#checks/sql/sql-failover-partner-location.ts';
import { sqlGeoRedundantBackup } from '#checks/sql/sql-geo-redundant-backup.ts';
import { sqlLongTermRetention } from '#checks/sql/sql-long-term-retention.ts';
import { sqlPointInTimeRetention } from '#checks/sql/sql-point-in-time-retention.ts';
import { sqlReplicaLocation } from '#checks/sql/sql-replica-location.ts';
import { sqlServerMinimumTls } from '#checks/sql/sql-server-minimum-tls.ts';
import { sqlTransparentDataEncryption } from '#checks/sql/sql-transparent-data-encryption.ts';
import { judgeSql, SCHEMAS } from '../../checks/sql/judge-sql.ts';
import { sqlDatabase, sqlServer } from '../../harness/facts/sql.ts';
import { sharedIsHere, sharedPath } from '../../harness/shared.ts';

type Body = Record<string, unknown>;

interface Recording {
  readonly id: string;
  readonly resourceType: string;
  readonly body: Body;
}

const RECORDINGS = sharedIsHere ? readRecordings() : [];

describe.skipIf(!sharedIsHere)('recorded answers of Azure SQL (need the shared recordings)', () => {
  it('parse: servers, databases and what hangs on them', () => {
    const parsed = [
      ...rows('Microsoft.Sql/servers').map((row) => parses('sqlServer', row)),
      ...rows('Microsoft.Sql/servers/databases').map((row) => parses('sqlDatabase', row)),
      ...rows('Microsoft.Sql/servers/databases/transparentDataEncryption').map((row) =>
        parses('sqlDatabaseTransparentDataEncryption', row),
      ),
      ...rows('Microsoft.Sql/servers/encryptionProtector').map((row) =>
        parses('sqlServerEncryptionProtector', row),
      ),
      parses('sqlReplicationLinks', rows('Microsoft.Sql/servers/databases/replicationLinks')),
      parses('sqlFailoverGroups', rows('Microsoft.Sql/servers/failoverGroups')),
    ];

    expect(parsed.length).toBeGreaterThan(20);
    expect(parsed).not.toContain(false);
  });

  it('a server that was recorded without a minimum TLS version is unknown, one with 1.2 passes', () => {
    const verdicts = rows('Microsoft.Sql/servers').map((server) => ({
      found: (server['properties'] as Body)['minimalTlsVersion'] ?? null,
      status: statusOf(judgeSql(sqlServerMinimumTls, { sqlServer: server })),
    }));

    expect(new Set(verdicts.map(({ found }) => found))).toEqual(new Set([null, '1.2']));
    for (const { found, status } of verdicts)
      expect(status).toBe(found === null ? 'unknown' : 'pass');
  });

  it('master is set aside although it reports encryption off; others pass in the old shape', () => {
    const verdicts = rows('Microsoft.Sql/servers/databases/transparentDataEncryption').map(
      (setting) => {
        const name = String(setting['id']).split('/')[10] ?? '';
        const facts = {
          sqlDatabase: sqlDatabase({}, { name }),
          sqlDatabaseTransparentDataEncryption: setting,
        };
        return `${name === 'master' ? name : 'other'}: ${statusOf(judgeSql(sqlTransparentDataEncryption, facts))}`;
      },
    );

    expect(verdicts.toSorted()).toEqual(['master: not-applicable', 'other: pass', 'other: pass']);
  });

  it('old databases name no backup redundancy: unknown, and master not applicable', () => {
    const statuses = rows('Microsoft.Sql/servers/databases').map((database) =>
      statusOf(judgeSql(sqlGeoRedundantBackup, { sqlDatabase: database })),
    );

    expect(new Set(statuses)).toEqual(new Set(['unknown', 'not-applicable']));
  });

  it('retention policies are judged by what was recorded: 14 days, P10D weekly and P12M monthly', () => {
    const common = { sqlDatabase: sqlDatabase(), sqlReplicationLinks: [] };
    const [short] = rows('Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies');
    const [long] = rows('Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies');
    const kept = (days: number) =>
      statusOf(
        judgeSql(sqlPointInTimeRetention, { ...common, sqlShortTermRetention: short }, { days }),
      );
    const longer = (parameters: unknown) =>
      statusOf(
        judgeSql(sqlLongTermRetention, { ...common, sqlLongTermRetention: long }, parameters),
      );

    expect([kept(14), kept(15)]).toEqual(['pass', 'fail']);
    expect(longer({ atLeast: 'P1Y' })).toBe('pass');
    expect(longer({ atLeast: 'P1M', policies: ['weekly'] })).toBe('fail');
    expect(longer({ atLeast: 'P1M', policies: ['yearly'] })).toBe('fail');
  });

  it('protectors: a key in a vault passes, a service managed one fails', () => {
    const statuses = rows('Microsoft.Sql/servers/encryptionProtector').map((protector) =>
      statusOf(
        judgeSql(sqlCustomerManagedKey, {
          sqlDatabase: sqlDatabase(),
          sqlServerEncryptionProtector: protector,
        }),
      ),
    );

    expect(statuses.toSorted()).toEqual(['fail', 'pass']);
  });

  it('display names of regions are understood in links and failover groups', () => {
    const links = rows('Microsoft.Sql/servers/databases/replicationLinks');
    const id = String(links[0]?.['id']).replace(/\/replicationLinks\/.*/u, '');
    const replicas = judgeSql(
      sqlReplicaLocation,
      { sqlDatabase: sqlDatabase({}, { id }), sqlReplicationLinks: links },
      { within: 'JP' },
    );
    const partners = rows('Microsoft.Sql/servers/failoverGroups').map((group) =>
      statusOf(
        judgeSql(
          sqlFailoverPartnerLocation,
          { sqlServer: sqlServer(), sqlFailoverGroups: [group] },
          { within: 'EU' },
        ),
      ),
    );

    expect(statusOf(replicas)).toBe('pass');
    expect(partners.toSorted()).toEqual(['fail', 'pass']);
  });
});

function readRecordings(): readonly Recording[] {
  const text = readFileSync(sharedPath('azure-recordings', 'Microsoft.Sql.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recording);
}

/** The resources of a type, out of lists and single answers alike. */
function rows(type: string): readonly Body[] {
  return RECORDINGS.filter(({ resourceType }) => resourceType === type).flatMap(({ body }) =>
    Array.isArray(body['value']) ? (body['value'] as Body[]) : [body],
  );
}

function parses(fact: string, body: unknown): boolean {
  return SCHEMAS[fact]?.safeParse(body).success ?? false;
}

function statusOf(verdict: ReturnType<typeof judgeSql>): string {
  return verdict === 'malformed' ? verdict : verdict.status;
}

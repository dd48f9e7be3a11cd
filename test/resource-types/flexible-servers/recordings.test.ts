import { describe, expect, it } from 'vitest';
import { backupRetention } from '#checks/backup-retention.ts';
import { customerKeys } from '#checks/customer-keys.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { mysql } from '#resource-types/flexible-servers/mysql.ts';
import { postgresql } from '#resource-types/flexible-servers/postgresql.ts';
import { judgeType } from '../../harness/judge-type.ts';
import { type RecordedRow, recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

type Question = Parameters<typeof judgeType>[0];

async function verdicts(
  question: Question,
  type: typeof mysql,
  rows: readonly RecordedRow[],
  given = {},
): Promise<readonly (string | undefined)[]> {
  const said: (string | undefined)[] = [];
  for (const server of rows) {
    const [one] = await judgeType(question, type, { ...type.good.bodies, server }, given);
    said.push(one?.verdict.status);
  }
  return said;
}

describe.skipIf(!sharedIsHere)('recorded flexible servers (need the shared recordings)', () => {
  it('of PostgreSQL: two in the United States, seven days kept there, one behind its own network', async () => {
    const rows = recordedRows('Microsoft.DBforPostgreSQL/flexibleServers');
    const ask = (question: Question, given = {}) => verdicts(question, postgresql, rows, given);

    expect(rows).toHaveLength(2);
    expect(await ask(location, { within: 'EEA' })).toEqual(['fail', 'fail']);
    expect(await ask(geoRedundantBackup)).toEqual(['fail', 'fail']);
    expect(await ask(backupRetention, { days: 14 })).toEqual(['fail', 'fail']);
    // They name no encryption: it is always on, under the key of the service.
    expect(await ask(encryptionAtRest)).toEqual(['pass', 'pass']);
    expect(await ask(customerKeys)).toEqual(['fail', 'fail']);
    // The second is open, and no rule lets anybody in.
    expect(await ask(networkIsolation)).toEqual(['pass', 'pass']);
  });

  it('of MySQL, in the words of 2020: where they lie is said, and of the rest nothing is believed', async () => {
    const rows = recordedRows('Microsoft.DBForMySql/flexibleServers');
    const ask = (question: Question, given = {}) => verdicts(question, mysql, rows, given);

    expect(rows).toHaveLength(3);
    expect(new Set(await ask(location, { within: 'EEA' }))).toEqual(new Set(['fail']));
    for (const question of [geoRedundantBackup, networkIsolation])
      expect(new Set(await ask(question)), question.id).toEqual(new Set(['unknown']));
    expect(new Set(await ask(backupRetention, { days: 14 }))).toEqual(new Set(['unknown']));
  });
});

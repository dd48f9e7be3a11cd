import { describe, expect, it } from 'vitest';
import { sqlServerMinimumTls } from '#checks/sql/sql-server-minimum-tls.ts';
import { SERVER_ID, sqlServer } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const found = (minimalTlsVersion: unknown) => ({ sqlServer: sqlServer({ minimalTlsVersion }) });

judges(sqlServerMinimumTls, {}, [
  { when: 'the minimum is the claimed one', status: 'pass', facts: found('1.2') },
  {
    when: 'a newer version passes (trap: "!= 1.2" fails 1.3)',
    status: 'pass',
    facts: found('1.3'),
  },
  { when: 'the minimum is just below', status: 'fail', facts: found('1.1') },
  { when: 'the minimum is 1.0', status: 'fail', facts: found('1.0') },
  {
    when: 'None sorts higher as a string (trap)',
    status: 'fail',
    facts: found('None'),
    reason: /No minimum/u,
  },
  { when: 'the claim demands 1.3', status: 'fail', with: { atLeast: '1.3' }, facts: found('1.2') },
  {
    when: 'the claim demands only 1.0',
    status: 'pass',
    with: { atLeast: '1.0' },
    facts: found('1.0'),
  },
  { when: 'Azure omits the property', status: 'unknown', facts: { sqlServer: sqlServer() } },
  { when: 'the property is null', status: 'unknown', facts: found(null) },
  {
    when: 'all properties are missing',
    status: 'unknown',
    facts: { sqlServer: sqlServer({}, { properties: null }) },
  },
  { when: 'the value is of the future', status: 'unknown', facts: found('1.4') },
  { when: 'the token is empty', status: 'unknown', facts: found('') },
  {
    when: 'the server is of a Synapse workspace',
    status: 'not-applicable',
    facts: { sqlServer: sqlServer({ minimalTlsVersion: '1.0' }, { kind: 'v12.0,analytics' }) },
  },
]);

describe('sql-server-minimum-tls', () => {
  it('mends with the server’s own names, quoted', () => {
    const id = SERVER_ID.replace('sql-test', "sql'test");
    const command = sqlServerMinimumTls.remediation.command(
      { id, name: "sql'test", type: 'Microsoft.Sql/servers' },
      { atLeast: '1.2' },
    );

    expect(command).toBe(
      String.raw`az sql server update --name 'sql'\''test' --minimal-tls-version '1.2' --resource-group 'rg-test' --subscription '00000000-0000-0000-0000-000000000001'`,
    );
  });
});

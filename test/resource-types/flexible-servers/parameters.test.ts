import { describe, expect, it } from 'vitest';
import { accessLogging } from '#checks/access-logging.ts';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { mysql } from '#resource-types/flexible-servers/mysql.ts';
import { postgresql } from '#resource-types/flexible-servers/postgresql.ts';
import { type Bodies, brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

type Question = Parameters<typeof judgeType>[0];

async function statusOf(
  question: Question,
  type: typeof mysql,
  set: Readonly<Record<string, unknown>>,
  given = {},
): Promise<string | undefined> {
  const bodies: Bodies = brokenBodies(type, { parameters: set });
  const [judged] = await judgeType(question, type, bodies, given, { locate: locateGood });
  return judged?.verdict.status;
}

describe('the versions of TLS that a MySQL server accepts', () => {
  it.each([
    ['TLSv1.2', 'pass'],
    ['TLSv1.3', 'pass'],
    ['tlsv1.3, TLSV1.2', 'pass'],
    ['TLSv1.2,TLSv1.1', 'fail'],
    ['TLSv1.2,TLSv9', 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ])('are %s', async (value, status) => {
    expect(await statusOf(encryptionInTransit, mysql, { '1/properties/value': value })).toBe(
      status,
    );
  });

  it('are all at least 1.3 only where no other is accepted', async () => {
    const atLeast = { atLeast: '1.3' };
    const only = (value: string) =>
      statusOf(encryptionInTransit, mysql, { '1/properties/value': value }, atLeast);

    expect([await only('TLSv1.3'), await only('TLSv1.2,TLSv1.3')]).toEqual(['pass', 'fail']);
  });
});

describe('a parameter that is not in force', () => {
  it.each([
    [mysql, { '0/properties/isConfigPendingRestart': 'True' }],
    [mysql, { '0/properties/currentValue': 'OFF' }],
    [mysql, { '0/properties/isConfigPendingRestart': 'perhaps' }],
    [postgresql, { '0/properties/isConfigPendingRestart': true }],
    [postgresql, { '0/name': 'another_parameter' }],
  ])('proves nothing of %s', async (type, set) => {
    expect(await statusOf(encryptionInTransit, type, set)).toBe('unknown');
  });

  it.each([
    [mysql, { '0/properties/isConfigPendingRestart': 'False', '0/properties/currentValue': 'ON' }],
    [postgresql, { '0/properties/isConfigPendingRestart': false }],
  ])('is in force where it waits for nothing', async (type, set) => {
    expect(await statusOf(encryptionInTransit, type, set)).toBe('pass');
  });
});

describe('the audit of a PostgreSQL server', () => {
  it.each([
    ['pgaudit', 'pass'],
    ['pg_cron, PGAudit', 'pass'],
    ['pgauditlogtofile', 'fail'],
    [undefined, 'unknown'],
  ])('with the libraries %s', async (value, status) => {
    expect(await statusOf(accessLogging, postgresql, { '2/properties/value': value })).toBe(status);
  });
});

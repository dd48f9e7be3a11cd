import { describe, expect, it } from 'vitest';
import { KeyVaultKeyRow } from '#facts/key-vault-key.ts';
import { SqlRecoverableDatabases } from '#facts/sql-recoverable-databases.ts';
import { parseFact } from '#scan/parse-fact.ts';

const HOUR = 3_600_000;
const ANSWERED = Date.UTC(2026, 10, 21, 12);
const kept = { evidence: [], readAt: ANSWERED, answeredAt: ANSWERED };
const backup = (at: number) => [
  { id: '/x', name: 'x', properties: { lastAvailableBackupDate: new Date(at).toISOString() } },
];

describe('8: instants that have not come yet', () => {
  it('8: are held against the clock of the answer, an hour for clocks that differ', () => {
    const read = (at: number, answeredAt: number) =>
      parseFact(SqlRecoverableDatabases, backup(at), 'x', { ...kept, answeredAt }).status;

    expect(read(ANSWERED + HOUR, ANSWERED)).toBe('collected');
    expect(read(ANSWERED + HOUR + 1, ANSWERED)).toBe('unavailable');
    // Our clock is two hours behind Azure's: what Azure says of a minute ago is understood.
    expect(read(ANSWERED + 2 * HOUR - 60_000, ANSWERED + 2 * HOUR)).toBe('collected');
  });

  it('8: and named with both times', () => {
    const reading = parseFact(
      SqlRecoverableDatabases,
      backup(ANSWERED + 9 * HOUR),
      'the list',
      kept,
    );

    expect(reading).toMatchObject({
      code: 'MalformedAnswer',
      detail:
        "Azure's answer for the list cannot be: 0.properties.lastAvailableBackupDate is 2026-11-21T21:00:00.000Z, and Azure answered at 2026-11-21T12:00:00.000Z",
    });
  });

  it('8: in seconds too, but an expiry is of course to come', () => {
    const row = (attributes: object) =>
      parseFact(KeyVaultKeyRow, { properties: { attributes } }, 'x', kept).status;

    expect(row({ created: ANSWERED / 1000 + 7_200 })).toBe('unavailable');
    expect(row({ created: 1, exp: ANSWERED / 1000 + 7_200, nbf: ANSWERED / 1000 + 7_200 })).toBe(
      'collected',
    );
  });
});

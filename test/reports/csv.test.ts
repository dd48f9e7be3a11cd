import { assert, oneof, property, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows, renderCsv } from '#reports/csv.ts';
import { claimResult, databaseId, finding } from '../harness/findings.ts';
import { parseCsv } from '../harness/parse-csv.ts';
import { scanResult } from '../harness/scan-result.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

describe('csv', () => {
  it('has the columns of the evidence and one row per finding', () => {
    const result = VARIED_RESULTS['every finding status'];
    const rows = parseCsv(
      result ? renderCsv(result, { checkVersions: { 'sql-point-in-time-retention': '3' } }) : '',
    );

    expect(rows[0]?.join(',')).toBe(
      'run_id,claim_id,check_id,check_version,resource_id,subscription,resource_type,location,verdict,expected,actual,json_path,raw_sha256,observed_at,first_seen,exception_id,reason',
    );
    expect(rows.slice(1).map((row) => row[8])).toEqual([
      'FAIL',
      'UNKNOWN',
      'EXCEPTED',
      'PASS',
      'NOT_APPLICABLE',
    ]);
    expect(rows[1]?.slice(3, 6)).toEqual([
      '3',
      databaseId('db-fail'),
      '00000000-0000-0000-0000-000000000001',
    ]);
    expect(rows[1]?.[12]).toBe(`${'0'.repeat(64)} ${'a'.repeat(64)}`);
    expect(rows.slice(1).map((row) => row[11])).toEqual([
      '/properties/retentionDays /value/0/tags/cost%20center',
      '',
      '/properties/retentionDays /value/0/tags/cost%20center',
      '/properties/retentionDays /value/0/tags/cost%20center',
      '',
    ]);
    expect(rows[2]?.[10]).toBe('');
    expect(rows[3]?.[15]).toBe('RISK-7');
  });

  it('ends every row with CRLF, also the last one', () => {
    const result = scanResult([claimResult([finding()])]);

    expect([...csvRows(result)].every((row) => row.endsWith('\r\n'))).toBe(true);
  });

  it('keeps every text, and lets no cell begin like a formula', () => {
    const seed = Date.now();
    const text = oneof(string({ unit: 'binary' }), stringMatching(/^[=+\-@\t\r",\n'; a]{0,6}$/u));
    assert(
      property(text, (reason) => {
        const rows = parseCsv(renderCsv(scanResult([claimResult([finding({ reason })])])));
        const cell = rows[1]?.at(-1) ?? '';

        expect(rows).toHaveLength(2);
        expect(rows[1]).toHaveLength(17);
        expect(cell).not.toMatch(/^[=+\-@\t\r]/u);
        expect(cell === reason || cell === `'${reason}`).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
    process.stdout.write(`csv property: seed ${seed}\n`);
  });
});

import { describe, expect, it } from 'vitest';
import { driftCsv } from '#reports/drift-csv.ts';
import { author, finding } from '../harness/findings.ts';
import { parseCsv } from '../harness/parse-csv.ts';

const BEFORE = { status: 'pass', observed: { days: 35 } } as const;
const READ_FROM = [{ evidence: `sha256:${'0'.repeat(64)}`, pointer: '/properties/days' }] as const;
const AT = '2026-01-01T00:15:00.000Z';

describe('drift csv', () => {
  it('has the columns of the evidence, the values before and after, and who changed them', () => {
    const change = {
      kind: 'started-failing',
      at: AT,
      finding: finding({ status: 'fail', changedBy: author(), readFrom: READ_FROM }),
      before: BEFORE,
    } as const;
    const [header, row] = parseCsv([...driftCsv([change])].join(''));

    expect(header?.join(',')).toBe(
      'alert_id,claim_id,resource_id,json_path,from,to,changed_at,changed_by,changed_by_kind,client,operation,correlation_id,detected_at,paged_at,acked_at,acked_by,resolved_at,minutes_open,log_index',
    );
    expect(row?.slice(3, 8)).toEqual([
      '/properties/days',
      '{"days":35}',
      '{"days":7}',
      '2026-01-01T00:00:00.000Z',
      'alice@example.com',
    ]);
    expect([row?.[12], row?.[16]]).toEqual([AT, '']);
  });

  it.each([
    ['stopped-failing', AT, '{"days":35}'],
    ['gone', AT, ''],
    ['left-scope', '', ''],
    ['became-unreadable', '', '{"days":35}'],
  ] as const)('a finding that is %s is resolved at "%s"', (kind, resolvedAt, to) => {
    const [, row] = parseCsv(
      [...driftCsv([{ kind, at: AT, finding: finding(), before: BEFORE }])].join(''),
    );

    expect([row?.[16], row?.[5]]).toEqual([resolvedAt, to]);
  });
});

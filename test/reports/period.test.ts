import { describe, expect, it } from 'vitest';
import type { PeriodReport } from '#history/period-report.ts';
import { durationWords, percentWords } from '#reports/duration-words.ts';
import { periodHtml } from '#reports/period-html.ts';
import { periodText, pointInTimeText } from '#reports/period-text.ts';
import { timelineCsv } from '#reports/timeline-csv.ts';
import { author, databaseId, minute } from '../harness/findings.ts';
import { parseCsv } from '../harness/parse-csv.ts';
import { HOSTILE_NAMES } from '../harness/varied-results.ts';

const SPELL = {
  from: minute(0),
  to: minute(192),
  brokenBy: author({ operation: 'Microsoft.Sql/servers/write' }),
  mendedBy: author({ by: 'bob@example.com', operation: null }),
  reason: 'Seven days.',
  resourceIds: [databaseId('db1')],
};

function report(changes: Partial<PeriodReport['claims'][number]> = {}): PeriodReport {
  return {
    from: minute(0),
    to: minute(1440),
    coverage: { expected: 96, observed: 95 },
    gaps: [
      {
        from: minute(300),
        to: minute(331),
        cause: 'missed-run',
        detail: 'Missed runs: scan: asleep.',
      },
    ],
    blind: [],
    claims: [
      {
        document: 'flex',
        claim: 'flex.pitr',
        summary: 'Restorable.',
        milliseconds: { broken: 192 * 60_000, holds: 1217 * 60_000, 'not-known': 31 * 60_000 },
        spells: [SPELL],
        timeline: [
          { from: minute(0), to: minute(192), status: 'broken', reason: 'Seven days.' },
          { from: minute(192), to: minute(300), status: 'holds', reason: null },
          { from: minute(300), to: minute(331), status: 'not-known', reason: 'Missed runs.' },
          { from: minute(331), to: minute(1440), status: 'holds', reason: null },
        ],
        ...changes,
      },
    ],
  };
}

describe('period reports', () => {
  it('E8: the text tells how long, how often, by whom and mended by whom, and of what nothing is known', () => {
    const text = [...periodText(report())].join('');

    expect(text).toContain(
      '95 of 96 runs that were due took place (98.95 %); nothing is known of 31 min in one gap.',
    );
    expect(text).toContain(
      'broken 3 h 12 min (13.33 %) in one spell, holds 20 h 17 min (84.51 %), not known 31 min (2.15 %)',
    );
    expect(text).toContain(
      'first by alice@example.com via Microsoft.Sql/servers/write, mended by bob@example.com; 1 resource',
    );
    expect(text).toContain('Missed runs: scan: asleep.');
  });

  it('the timeline has a row per stretch, with who broke and who mended it', () => {
    const [header, ...rows] = parseCsv([...timelineCsv(report())].join(''));

    expect(header?.slice(0, 6)).toEqual([
      'document_id',
      'claim_id',
      'from',
      'to',
      'status',
      'minutes',
    ]);
    expect(rows.map((row) => [row[4], row[5], row[7]])).toEqual([
      ['broken', '192', 'alice@example.com'],
      ['holds', '108', 'bob@example.com'],
      ['not-known', '31', ''],
      ['holds', '1109', ''],
    ]);
  });

  it.each(HOSTILE_NAMES)('E20: shows hostile text, and lets none of it do anything: %j', (name) => {
    const hostile = report({
      claim: name,
      summary: name,
      document: name,
      spells: [{ ...SPELL, brokenBy: author({ by: name, operation: name }) }],
      timeline: [{ from: minute(0), to: minute(1440), status: 'broken', reason: name }],
    });
    const page = [...periodHtml(hostile)].join('');
    const [, row] = parseCsv([...timelineCsv(hostile)].join(''));
    const text = [...periodText(hostile)].join('');

    expect(page).not.toMatch(/<(?:script|img)/u);
    expect(text).not.toMatch(/[\u202e\u200b]|[^\P{Cc}\n]/u);
    expect(row?.[1]).not.toMatch(/^[=+\-@\t\r]/u);
  });

  it('says when no run was due, and heads no empty table with what could not be read', () => {
    const blind = {
      subscriptionId: 's',
      status: 'partial' as const,
      from: minute(0),
      to: null,
      codes: [],
      runs: 1,
      permissions: [],
    };
    const quiet = { ...report(), coverage: { expected: 0, observed: 0 } };
    const page = [...periodHtml(quiet)].join('');

    expect(page).toContain('No run was due by the schedules');
    expect(page).not.toContain('could not be read');
    expect([...periodHtml({ ...quiet, blind: [blind] })].join('')).toContain('could not be read');
  });

  it('a point in time says not known, and what was read before and after it', () => {
    const point = {
      document: 'flex',
      claim: 'flex.pitr',
      summary: 'Restorable.',
      at: minute(310),
      status: 'not-known',
      reason: 'Missed runs: scan: asleep.',
      before: { scanId: 'run-1', at: minute(286), status: 'holds' },
      after: null,
    } as const;
    const text = [...pointInTimeText([point])].join('');

    expect(text).toMatch(/^\? not known at .*: flex\.pitr/u);
    expect(text).toContain(`last reading before: ${minute(286)} holds (scan run-1)`);
    expect(text).toContain('next reading after:  none');
  });

  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [192 * 60_000, '3 h 12 min'],
    [86_400_000 + 60_000, '1 d'],
    [90_061_000, '1 d 1 h'],
  ])('%d ms are %s', (milliseconds, words) => {
    expect(durationWords(milliseconds)).toBe(words);
  });

  it.each([
    [99_999, 100_000, '99.99 %'],
    [100_000, 100_000, '100 %'],
    [1, 1_000_000, '< 0.01 %'],
    [0, 100, '0 %'],
    [0, 0, '-'],
  ])('%d of %d is %s: only everything is 100 %%, only nothing 0 %%', (part, whole, words) => {
    expect(percentWords(part, whole)).toBe(words);
  });
});

import { describe, expect, it } from 'vitest';
import { SEVERITY_WORDS } from '#channels/severity.ts';
import { SEVERITIES } from '#domain/severity.ts';

describe('the table of severities (A9)', () => {
  it('keeps the order of severities in the words of every receiver', () => {
    const rows = SEVERITIES.map((severity) => SEVERITY_WORDS[severity]);

    expect(rows.map(({ pagerDuty }) => pagerDuty)).toEqual([
      'critical',
      'error',
      'warning',
      'warning',
      'info',
    ]);
    for (const member of ['jira', 'serviceNow', 'azure'] as const) {
      const words = rows.map((row) => row[member]);
      expect(words).toEqual([...new Set(words)].toSorted());
    }
  });
});

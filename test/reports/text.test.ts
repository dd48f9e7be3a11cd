import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { visibleText } from '#domain/visible-text.ts';
import { renderText } from '#reports/text.ts';
import { author, claimResult, databaseId, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

const VIOLATION = scanResult([
  claimResult([
    finding({ status: 'fail', since: '2026-11-01T00:00:00.000Z', changedBy: author() }),
    finding({ resourceId: databaseId('db2') }),
  ]),
]);

describe('text', () => {
  it('shows of a violation the claim, resource, values, since when, who, the command and the evidence', () => {
    const text = renderText(VIOLATION);

    for (const part of [
      'flex.pitr: Databases can be restored to any point of the last 14 days. [high]',
      databaseId('db1'),
      'expected  days: 14',
      'observed  days: 7',
      'since     2026-11-01T00:00:00.000Z',
      'by alice@example.com at 2026-01-01T00:00:00.000Z through Azure Portal',
      "mend      az sql db str-policy set --name 'db1' --retention-days 14",
      `sha256:${'0'.repeat(64)}`,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('db2');
  });

  it('has escape codes only when told', () => {
    expect(renderText(VIOLATION)).not.toContain('\u001b');
    expect(renderText(VIOLATION, { colour: true })).toContain('\u001b[31m✖ broken\u001b[0m');
  });

  it('says the same words with and without colour', () => {
    const plain = stripVTControlCharacters(renderText(VIOLATION, { colour: true }));

    expect(plain).toBe(renderText(VIOLATION));
  });

  it('never paints what is not known like what holds', () => {
    const result = VARIED_RESULTS['passes in an unreadable scope'];
    const text = result ? renderText(result, { colour: true }) : '';

    expect(text).toContain('\u001b[33m? unverified');
    expect(text).toContain('No violation was seen in what could be read');
    expect(text).not.toContain('✔ holds');
  });

  it('names the permission that would mend what could not be read', () => {
    const result = VARIED_RESULTS['passes in an unreadable scope'];

    expect(result && renderText(result)).toMatch(
      /AuthorizationFailed\n.*\n\s+needs\s+Microsoft\.Sql\/servers\/read/u,
    );
  });

  it('names five of many unreadable resources and counts the rest', () => {
    const findings = Array.from({ length: 8 }, (_, index) =>
      finding({ status: 'unknown', resourceId: databaseId(`db${index}`), reason: 'Throttled.' }),
    );

    expect(renderText(scanResult([claimResult(findings)]))).toContain(
      'db0, db1, db2, db3, db4 and 3 more',
    );
  });

  it.each([60, 80, 120, 200])('keeps tables within %i columns and cuts nothing', (width) => {
    const id = `flex.${'very-long-'.repeat(8)}end`;
    const text = renderText(
      scanResult([claimResult([finding({ claim: id })], { reason: databaseId('q'.repeat(90)) })]),
      {
        width,
      },
    );
    const table = text.split('\n').filter((line) => /^[┌├└│]/u.test(line));

    expect(table.length).toBeGreaterThan(4);
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(text).not.toContain('…');
  });

  it('shows characters that hide or reorder text by their code', () => {
    const result = VARIED_RESULTS['hostile names'];
    const text = result ? renderText(result) : '';

    expect(text).toContain('exe\\u202egpj.elif');
    expect(text).toContain('\\u001b[31mred');
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u);
  });
});

describe('visibleText', () => {
  it.each([
    ['a\nb', 'a\\u000ab'],
    ['\u2067x', '\\u2067x'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['a\u00a0b', 'a\\u00a0b'],
    ['a\u2028b', 'a\\u2028b'],
    ['Ω 数 💾', 'Ω 数 💾'],
  ])('turns %j into %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });
});

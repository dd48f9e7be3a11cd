import { createHash } from 'node:crypto';
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '#reports/html.ts';
import { htmlText } from '#reports/html-text.ts';
import { claimResult, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

/** Every tag that the page may consist of. */
const TAGS =
  /<(?!\/?(?:!doctype|html|head|meta|title|style|body|h1|h2|p|ul|li|table|thead|tbody|tr|th|td|section|details|summary|span|small|br|div|dl|dt|dd|code)\b)/u;

describe('html', () => {
  it.each(Object.entries(VARIED_RESULTS))(
    'has no script, no event handler and nothing to load: %s',
    (_, result) => {
      const page = renderHtml(result);

      expect(page).not.toMatch(TAGS);
      expect(page).not.toMatch(/<[^>]*\s(?:on\w+|src|href|style)\s*=/iu);
      expect(page).not.toMatch(/[\u202a-\u202e\u200b]|[^\P{Cc}\n]/u);
    },
  );

  it('allows its own style sheet and nothing else', () => {
    const page = renderHtml(scanResult([claimResult([finding()])]));
    const style = /<style>(?<css>[\s\S]*)<\/style>/u.exec(page)?.groups?.['css'] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');

    expect(style.length).toBeGreaterThan(100);
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${digest}';`);
  });

  it('says every status as a word, not by colour alone', () => {
    const result = VARIED_RESULTS['every claim status'];
    const words = (result ? renderHtml(result) : '').replaceAll(/<[^>]*>/gu, '');

    for (const word of [
      'broken',
      'unverified',
      'expired',
      'vacuous',
      'excepted',
      'reported',
      'attested',
      'holds',
    ]) {
      expect(words).toMatch(new RegExp(`. ${word}`, 'u'));
    }
  });

  it('has what is to be looked at open, so that it is printed, and what passes closed', () => {
    const result = VARIED_RESULTS['every finding status'];
    const page = result ? renderHtml(result) : '';
    const [, open = '', closed = ''] = page.split('<details');

    expect(open).toMatch(/^ open><summary>3 findings to look at/u);
    expect(open).not.toContain('db-pass');
    expect(closed).toMatch(/^><summary>2 findings without a violation/u);
    expect(closed).not.toContain('db-fail');
  });

  it('escapes any text so that it comes back unchanged', () => {
    const seed = Date.now();
    assert(
      property(
        string({
          unit: constantFrom('<', '>', '&', '"', "'", '=', ';', '#', 'a', 'é', '💾', ' ', '/'),
        }),
        (text) => {
          const escaped = htmlText(text);

          expect(escaped).not.toMatch(/[<>"']/u);
          expect(unescaped(escaped)).toBe(text);
        },
      ),
      { seed, numRuns: 500 },
    );
    process.stdout.write(`html property: seed ${seed}\n`);
  });
});

function unescaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#39': "'",
    amp: '&',
  };
  return text.replaceAll(/&(?<name>[^;]*);/gu, (_, name: string) => names[name] ?? '?');
}

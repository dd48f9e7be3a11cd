import { createHash } from 'node:crypto';
import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlPieces, renderHtml } from '#reports/html.ts';
import { claimAnchor } from '#reports/html-anchor.ts';
import { exactText, htmlText, proseText } from '#reports/html-text.ts';
import { claimResult, databaseId, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';
import { VARIED_RESULTS } from '../harness/varied-results.ts';

/** Every tag that the page may consist of. */
const TAGS =
  /<(?!\/?(?:!doctype|html|head|meta|title|style|body|header|main|nav|footer|section|article|h1|h2|h3|p|ul|li|details|summary|fieldset|legend|input|label|svg|symbol|path|circle|use|a|time|strong|span|div|dl|dt|dd|code|pre)\b)/u;

describe('html', () => {
  it.each(Object.entries(VARIED_RESULTS))(
    'has no script, no event handler and nothing to load: %s',
    (_, result) => {
      const page = renderHtml(result);

      expect(page).not.toMatch(TAGS);
      // What is linked is in the page itself.
      expect(page).not.toMatch(/<[^>]*\s(?:on\w+|src|style|href(?!="#))\s*=/iu);
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

  it('26: has what is to be looked at in sight, each finding folded, and what passes closed', () => {
    const result = VARIED_RESULTS['every finding status'];
    const page = result ? renderHtml(result) : '';
    const [, toLookAt = '', quiet = ''] = page.split('<details class="findings');

    expect(toLookAt).toMatch(/^[^>]* open><summary>3 findings to look at/u);
    expect(toLookAt.match(/<details class="finding [^>]*>/gu)).toHaveLength(3);
    expect(toLookAt).not.toMatch(/<details class="finding [^>]* open/u);
    expect(toLookAt).not.toContain('db-pass');
    expect(quiet).toMatch(/^[^>]*"><summary>2 findings without a violation/u);
    expect(quiet).not.toContain('db-fail');
  });

  it('names the members that decided, with links to the kept answers where these are at hand', () => {
    const pointer = '/properties/<b>';
    const evidence = `sha256:${'c'.repeat(64)}` as const;
    const findings = (['fail', 'pass'] as const).map((status) =>
      finding({ status, evidence: [evidence], readFrom: [{ evidence, pointer }] }),
    );
    const result = scanResult([claimResult(findings)]);
    const inSnapshot = [...htmlPieces(result, { answers: 'raw/' })].join('');

    expect(
      renderHtml(result).match(/\/properties\/&lt;b&gt; in sha256:cccccccccccc…/gu),
    ).toHaveLength(2);
    expect(inSnapshot).toContain(
      `<dt>read from</dt><dd class="exact">/properties/&lt;b&gt; in <a href="raw/${'c'.repeat(64)}.body">sha256:cccccccccccc…</a></dd>`,
    );
  });

  it('names eight members, and how many more there are', () => {
    const evidence = `sha256:${'c'.repeat(64)}` as const;
    const readFrom = Array.from({ length: 10 }, (_, index) => ({
      evidence,
      pointer: `/value/${index}`,
    }));
    const page = renderHtml(scanResult([claimResult([finding({ status: 'fail', readFrom })])]));

    expect(page).toContain('/value/6, /value/7 in sha256:cccccccccccc…; and 2 more');
  });

  it('26: is bounded, and says how many there are and where all of them are', () => {
    const many = (status: 'fail' | 'pass', count: number) =>
      Array.from({ length: count }, (_, index) =>
        finding({ status, resourceId: databaseId(`${status}-${index}`) }),
      );
    const page = renderHtml(scanResult([claimResult([...many('fail', 60), ...many('pass', 400)])]));

    expect(page).toContain('60 findings to look at');
    expect(page).toContain('50 of 60 are told here; all of them are in results/results.csv');
    expect(page).toContain('400 findings without a violation');
    expect(page).toContain('20 of 400 are told here; all of them are in results/results.csv');
    expect(page.match(/databases\/pass-/gu)).toHaveLength(20);
  });

  it('26: claims with one id in two statements, or with strange ones, are linked apart', () => {
    const ids = ['a b', 'a_b', 'a-b', 'a/b', 'ä', '<x>'];
    const anchors = ids.flatMap((id) => [claimAnchor('one', id), claimAnchor('two', id)]);

    expect(new Set(anchors).size).toBe(anchors.length);
    for (const anchor of anchors) expect(anchor).toMatch(/^[\w.-]+$/u);
    expect(claimAnchor('flex.pitr')).toBe('claim-flex.pitr');
  });

  it('26: an instant is one element with the exact one in it, and no character of a value is altered', () => {
    const instant = '2026-11-20T01:02:03.450Z';

    expect(proseText(`since ${instant}.`)).toBe(
      `since <time datetime="${instant}">2026-11-20 01:02:03.45 UTC</time>.`,
    );
    expect(exactText(`<${instant}`)).toBe(`&lt;<time datetime="${instant}">${instant}</time>`);
    expect(proseText('20261121T030012500Z_x')).toBe('20261121T030012500Z_x');
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

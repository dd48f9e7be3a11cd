import { describe, expect, it } from 'vitest';
import { renderHtml } from '#reports/html.ts';
import { type AnnotatedStatement, statementHtml } from '#reports/statement-html.ts';
import { chromium, printed } from '../harness/chromium.ts';
import { scanResult } from '../harness/scan-result.ts';
import { HOSTILE_NAMES, VARIED_RESULTS } from '../harness/varied-results.ts';

const statement: AnnotatedStatement['statement'] = {
  id: 'a',
  title: 'A <b>statement</b>',
  claims: HOSTILE_NAMES.map((name, index) => ({
    id: `a.${index}`,
    section: 'Section',
    locator: name,
    summary: name,
    severity: 'high',
    kinds: ['auto'],
    verify: [],
  })),
};

const PAGES: Readonly<Record<string, string>> = {
  result: renderHtml(VARIED_RESULTS['every finding status'] ?? scanResult([])),
  'hostile result': renderHtml(VARIED_RESULTS['hostile names'] ?? scanResult([])),
  statement: [
    ...statementHtml({
      statement,
      result: scanResult([]),
      snapshot: null,
      text: HOSTILE_NAMES.join('\n\n'),
      periods: new Map(),
    }),
  ].join(''),
};

describe.skipIf(chromium === undefined)(
  'pages in a real browser (left out where Chromium is not installed)',
  () => {
    it.each(Object.entries(PAGES))(
      'prints to PDF, and breaks no rule of its own policy: %s',
      { timeout: 90_000 },
      (_, page) => {
        const { complaints, pdf } = printed(chromium ?? '', page);

        expect(complaints).toBe('');
        expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
        expect(pdf.length).toBeGreaterThan(5000);
      },
    );

    it('would have complained', { timeout: 90_000 }, () => {
      const page = PAGES['result'] ?? '';
      const altered = page.replace(
        '<h1>',
        '<script>document.title = "x"</script><h1 style="color:red">',
      );

      expect(printed(chromium ?? '', altered).complaints).toMatch(/Content Security Policy/u);
    });
  },
);

import { describe, expect, it } from 'vitest';
import type { Statement } from '#domain/document.ts';
import { type AnnotatedStatement, statementHtml } from '#reports/statement-html.ts';
import { author, claimResult, databaseId, finding } from '../harness/findings.ts';
import { scanResult, subscription } from '../harness/scan-result.ts';
import { HOSTILE_NAMES } from '../harness/varied-results.ts';

const TEXT = `1. Backups\n\nWe keep backups for 14 days, and all of it is encrypted. We are nice.\n\n2. Future\n\nWe <b>plan</b> well.`;

function claim(id: string, section: string, locator: string): Statement['claims'][number] {
  return {
    id,
    section,
    locator,
    summary: `Summary of ${id}.`,
    severity: 'high',
    kinds: ['auto'],
    verify: [],
  };
}

const CLAIMS = [
  claim('a.backup', '1. Backups', 'backups for 14 days'),
  claim('a.encrypted', '1. Backups', 'all of it is encrypted'),
  claim('a.plan', '2. Future', '<b>plan</b>'),
  claim('a.gone', '2. Future', 'words of another version'),
];

function input(changes: Partial<AnnotatedStatement> = {}): AnnotatedStatement {
  const failing = finding({
    status: 'fail',
    changedBy: author(),
    evidence: [`sha256:${'ab'.repeat(32)}`],
    readFrom: [{ evidence: `sha256:${'ab'.repeat(32)}`, pointer: '/properties/days' }],
  });
  return {
    statement: { id: 'a', title: 'Statement A', publisher: 'A <Ltd>', claims: CLAIMS },
    result: scanResult([
      claimResult([failing], { document: 'a', id: 'a.backup', since: '2026-11-20T00:00:00.000Z' }),
      claimResult([finding()], { document: 'a', id: 'a.encrypted' }),
      claimResult([finding({ status: 'unknown' })], { document: 'a', id: 'a.plan' }),
    ]),
    snapshot: '20261121T030012500Z_x',
    text: TEXT,
    periods: new Map(),
    ...changes,
  };
}

function page(changes: Partial<AnnotatedStatement> = {}): string {
  return [...statementHtml(input(changes))].join('');
}

describe('annotated statement', () => {
  it('marks each claim in place; a sentence with two claims looks no better than the worse of them', () => {
    const shown = page();

    expect(shown).toContain(
      '<mark class="bad">We keep backups for 14 days, and all of it is encrypted.</mark> <small>[<a href="#claim-a.backup">a.backup</a>, <a href="#claim-a.encrypted">a.encrypted</a>]</small> We are nice.',
    );
    expect(shown).toContain('<mark class="unsure">We &lt;b&gt;plan&lt;/b&gt; well.</mark>');
    expect(shown).toContain('id="claim-a.backup"');
  });

  it('tells status, since when, evidence, who broke it and the snapshot', () => {
    const shown = page();

    expect(shown).toContain('2026-11-20T00:00:00.000Z');
    expect(shown).toContain(`sha256:${'ab'.repeat(32)}`);
    expect(shown).toContain('changed by alice@example.com via');
    expect(shown).toContain(databaseId('db1'));
    expect(shown).toContain('20261121T030012500Z_x');
  });

  it('names the member that was violated, with a link to the kept answer where that is at hand', () => {
    const short = 'sha256:abababababab…';

    expect(page()).toContain(`read from /properties/days in ${short}`);
    expect(page({ answers: '../raw/' })).toContain(
      `read from /properties/days in <a href="../raw/${'ab'.repeat(32)}.body">${short}</a>`,
    );
  });

  it('lists a claim whose words are not in the text, and one that was not looked at never holds', () => {
    const [, end = ''] = page().split('Not found in the text');

    expect(end).toContain('a.gone');
    expect(end).toContain('words of another version');
    expect(end).toContain('not known');
    expect(end).not.toContain('holds');
  });

  it('says in its first sentence no more than was verified', () => {
    expect(page()).toContain('Of 4 claims 1 were verified and hold');
    expect(page({ result: scanResult([]) })).toContain('Of 4 claims 0 were verified and hold');
    const partial = scanResult([], {
      scan: { subscriptions: [subscription({ status: 'partial' })] },
    });
    expect(page({ result: partial })).toContain('Not all could be read of: ');
  });

  it('without the text has every claim by section and summary', () => {
    const shown = page({ text: null });

    expect(shown.match(/<h2>/gu)).toHaveLength(2);
    for (const { id, summary } of CLAIMS) {
      expect(shown).toContain(id);
      expect(shown).toContain(summary);
    }
  });

  it.each(HOSTILE_NAMES)('E20: text, names and reasons do nothing: %j', (name) => {
    const hostile = claim(name, name, name);
    const shown = page({
      statement: { id: 'a', title: name, publisher: name, claims: [{ ...hostile, summary: name }] },
      result: scanResult([
        claimResult([finding({ status: 'fail', resourceId: name, reason: name })], {
          document: 'a',
          id: name,
          reason: name,
        }),
      ]),
      text: `before ${name} after`,
    });

    expect(shown).not.toMatch(/<(?:script|img)/u);
    expect(shown).not.toMatch(/<[^>]*\s(?:on\w+|src|style)\s*=/iu);
    expect(shown).not.toMatch(/[\u202a-\u202e\u200b]|[^\P{Cc}\n]/u);
  });

  it('loses no character of the text that a reader sees', () => {
    const shown = page({
      statement: { id: 'a', title: 'A', claims: CLAIMS.map((each) => ({ ...each, summary: '-' })) },
      result: scanResult([]),
    });
    const [, body = ''] = shown.split('<div class="statement">');

    expect(body).toContain('<h2>1. Backups</h2>');

    const words = body
      .replaceAll(/<small>.*?<\/small>|<div class="finding".*?<\/div>|<h2>Not found[\s\S]*$/gu, '')
      .replaceAll(/<[^>]*>/gu, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll(/\s+/gu, ' ');

    expect(words).toContain(TEXT.replaceAll(/\s+/gu, ' '));
  });
});

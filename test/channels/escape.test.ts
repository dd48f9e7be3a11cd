import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutText,
  cutUnits,
  escapeCardText,
  escapeHtml,
  escapeSlack,
  headerText,
  httpsLink,
} from '#channels/escape.ts';
import { plainText } from '#channels/words-plain.ts';
import { azCommand } from '#domain/az-command.ts';
import { HOSTILE_TEXTS } from './hostile-corpus.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe('escaping (A17)', () => {
  it.each([
    ['https://runbooks.example.com/a?b=c', 'https://runbooks.example.com/a?b=c'],
    ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
    ['http://example.com/', null],
    ['javascript:alert(1)', null],
    ['https://user:key@example.com/', null],
    [`https://example.com/${'x'.repeat(1_000)}`, null],
    ['nothing', null],
    [null, null],
  ])('makes of the configured address %j the link %j', (address, link) => {
    expect(httpsLink(address)).toBe(link);
  });

  it('lets Slack see neither mention nor link', () => {
    expect(escapeSlack('<!channel> a & <https://e|x>')).toBe(
      '&lt;!channel&gt; a &amp; &lt;https://e|x&gt;',
    );
  });

  it.each([
    ['*bold* [x](y)', String.raw`\*bold\* \[x\]\(y\)`],
    ['- list', String.raw`\- list`],
    ['1. list', String.raw`1\. list`],
    ['2026-01-01', '2026-01-01'],
    ['{{DATE(2017)}}', String.raw`\{\{DATE\(2017\)\}\}`],
  ])('writes %j for a card as %j', (text, expected) => {
    expect(escapeCardText(text)).toBe(expected);
  });

  it('leaves HTML no tag and no attribute to begin', () => {
    expect(escapeHtml(`<a href="x" b='y'>&\``)).toBe(
      '&#60;a href=&#34;x&#34; b=&#39;y&#39;&#62;&#38;&#96;',
    );
  });

  it('breaks what a reader would make a link of by itself', () => {
    expect(plainText('see https://evil.example and WWW.evil.example')).toBe(
      'see https[:]//evil.example and WWW[.]evil.example',
    );
  });

  it('refuses a header with a line break', () => {
    expect(() => headerText('a\r\nBcc: b', 120)).toThrow(RangeError);
    expect(() => headerText('a\u2028b', 120)).toThrow(RangeError);
    expect(headerText('ä'.repeat(200), 120)).toBe(`${'ä'.repeat(119)}…`);
  });

  it(`cuts at characters, never within one (seed ${String(seed)})`, () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 40 }),
        (text, most) => {
          const [points, units] = [cutText(text, most), cutUnits(text, most)];
          expect(Array.from(points).length).toBeLessThanOrEqual(most);
          expect(units.length).toBeLessThanOrEqual(most);
          expect([points, units].every((cut) => cut.isWellFormed())).toBe(true);
          for (const cut of [points, units])
            expect(cut === text || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1)))).toBe(
              true,
            );
        },
      ),
      { seed, numRuns: 200 },
    );
  });
});

describe('a command that mends (A17)', () => {
  it.each(Object.entries(HOSTILE_TEXTS).filter(([, text]) => !text.includes('\u0000')))(
    'gives a real shell the name as it is, one argument: %s',
    (_, text) => {
      // Half a pair cannot be handed to a process at all.
      const name = text.toWellFormed();
      const command = azCommand`printf %s ${name}`;

      const shell = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' });

      expect(shell.stderr).toBe('');
      expect(shell.stdout).toBe(name);
    },
  );
});

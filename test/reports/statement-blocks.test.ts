import { describe, expect, it } from 'vitest';
import { type StatementBlock, statementBlocks } from '#reports/statement-blocks.ts';
import { inlineRuns } from '#reports/statement-inline.ts';

function shown(text: string, together: readonly { from: number; to: number }[] = []) {
  return statementBlocks(text, [], together).map((block) => [
    nameOf(block),
    text.slice(block.from, block.to),
  ]);
}

function nameOf(block: StatementBlock): string {
  switch (block.kind) {
    case 'heading':
      return `h${block.level}`;
    case 'item':
      return `${block.marker ?? '•'}${block.depth}`;
    case 'code':
    case 'paragraph':
    case 'quote':
    case 'rule':
      return block.kind;
  }
}

const TEXTS: readonly (readonly [string, string, readonly (readonly [string, string])[]])[] = [
  [
    'a heading by marks',
    '# A\n\n### B ##\nwords',
    [
      ['h2', 'A'],
      ['h3', 'B'],
      ['paragraph', 'words'],
    ],
  ],
  [
    'a heading by a line below',
    'A\n===\nB\n---\nwords',
    [
      ['h2', 'A'],
      ['h3', 'B'],
      ['paragraph', 'words'],
    ],
  ],
  [
    'numbered sections',
    '1. A\n\nWords.\n\nPart\n\nWords.\n\n2. B\n\nWords.',
    [
      ['h2', '1. A'],
      ['paragraph', 'Words.'],
      ['h3', 'Part'],
      ['paragraph', 'Words.'],
      ['h2', '2. B'],
      ['paragraph', 'Words.'],
    ],
  ],
  [
    'a numbered list',
    '1. one\n2. two\n\n3) three',
    [
      ['1.0', 'one'],
      ['2.0', 'two'],
      ['3)0', 'three'],
    ],
  ],
  [
    'bullets of every kind',
    '• a\n  * b\n- c\n   – d',
    [
      ['•0', 'a'],
      ['•0', 'b'],
      ['•0', 'c'],
      ['•1', 'd'],
    ],
  ],
  [
    'a short last line that heads nothing',
    'Words.\n\nRegards',
    [
      ['paragraph', 'Words.'],
      ['paragraph', 'Regards'],
    ],
  ],
  [
    'code, a rule and a quote',
    '```\n# no heading\n```\n***\n> said',
    [
      ['code', '# no heading'],
      ['rule', '***'],
      ['quote', 'said'],
    ],
  ],
  [
    'code without an end',
    'a\n```\nb',
    [
      ['paragraph', 'a'],
      ['code', 'b'],
    ],
  ],
  [
    'lines of Windows',
    '# A\r\n\r\nb\r\nc\r\n',
    [
      ['h2', 'A'],
      ['paragraph', 'b\r\nc'],
    ],
  ],
  ['nothing', '', []],
];

describe('26: the blocks of a statement', () => {
  it.each(TEXTS)('26: %s', (_, text, blocks) => {
    expect(shown(text)).toEqual(blocks);
  });

  it('26: a sentence that goes over an empty line or into a list is not divided', () => {
    const text = 'We keep\n\n- backups. Yes.';

    expect(shown(text, [{ from: 0, to: 18 }])).toEqual([['paragraph', text]]);
  });
});

describe('26: emphasis within a line', () => {
  it.each([
    ['a **b** c', 'a [b] c'],
    ['a __b__ c', 'a [b] c'],
    ['*b*, _c_', '(b), (c)'],
    ['***b***', '[(b)]'],
    ['**b *c* d**', '[b ][(c)][ d]'],
    ['`**b**`', '{**b**}'],
    ['snake_case_name 2 * 3 * 4', 'snake_case_name 2 * 3 * 4'],
    ['\\*b\\*', '*b*'],
    ['[b](#) ![c](https://x/)', 'b c<https://x/>'],
    ['**unclosed', '**unclosed'],
    ['[x](javascript:alert) <b>', 'x<javascript:alert> <b>'],
  ])('26: %s', (text, words) => {
    const runs = inlineRuns(text, 0, text.length).map(
      ({ from, to, strong, emphasised, code, address }) => {
        let run = text.slice(from, to);
        if (emphasised) run = `(${run})`;
        if (strong) run = `[${run}]`;
        if (code) run = `{${run}}`;
        return address ? `<${run}>` : run;
      },
    );

    expect(runs.join('')).toBe(words);
  });

  it('26: a hostile text does not make it slow', () => {
    const text = '**a _b `c [d]('.repeat(5000);
    const begin = performance.now();
    inlineRuns(text, 0, text.length);

    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});

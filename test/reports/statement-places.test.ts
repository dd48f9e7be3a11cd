import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Placed, statementPlaces } from '#reports/statement-places.ts';
import { sharedPath } from '../harness/shared.ts';

const DOCUMENTS = ['flex-applications', 'flinker', 'visma-draftit', 'visma-severa'] as const;

const TEXT = `Contents
1. Storage  2

1. Storage
Everything is kept. Data is \u201cencrypted\u201d at\u00a0rest \u2013 always. It stays
in Europe!

2. Transport:
\u2022 Everything is kept twice, and TLS is used.
Nothing else`;

function place(section: string, locator: string, id = locator): Placed {
  return { id, section, locator };
}

function marked(...claims: readonly Placed[]): readonly (readonly [string, readonly string[]])[] {
  return statementPlaces(TEXT, claims).sentences.map(
    ({ from, to, claims: ids }) => [TEXT.slice(from, to), ids] as const,
  );
}

describe('statement places', () => {
  it.each([
    [
      'case and white space',
      'DATA  is',
      'Data is \u201cencrypted\u201d at\u00a0rest \u2013 always.',
    ],
    [
      'quotes',
      'is "encrypted" at rest',
      'Data is \u201cencrypted\u201d at\u00a0rest \u2013 always.',
    ],
    ['dashes', 'rest - always', 'Data is \u201cencrypted\u201d at\u00a0rest \u2013 always.'],
    ['a line break', 'stays in europe', 'It stays\nin Europe!'],
    ['a bullet', 'TLS is used', 'Everything is kept twice, and TLS is used.'],
    ['no full stop', 'Nothing else', 'Nothing else'],
  ])('finds a sentence whatever its %s', (_, locator, sentence) => {
    expect(marked(place('1. Storage', locator))).toEqual([[sentence, [locator]]]);
  });

  it('of several takes the one below the heading of its section, not the first', () => {
    const both = [
      place('1. Storage', 'everything is kept', 'a'),
      place('2. Transport', 'everything is kept', 'b'),
    ];

    expect(marked(...both)).toEqual([
      ['Everything is kept.', ['a']],
      ['Everything is kept twice, and TLS is used.', ['b']],
    ]);
  });

  it('has claims of one sentence together, and says which are not there', () => {
    const claims = [
      place('2. Transport', 'kept twice', 'a'),
      place('2. Transport', 'TLS', 'b'),
      place('2. Transport', 'quantum', 'c'),
    ];

    expect(marked(...claims)).toEqual([['Everything is kept twice, and TLS is used.', ['a', 'b']]]);
    expect(statementPlaces(TEXT, claims).missing).toEqual(['c']);
  });

  it('finds nothing for words that consist of nothing', () => {
    expect(statementPlaces(TEXT, [place('1. Storage', ' \u200b ')]).missing).toHaveLength(1);
  });
});

describe.skipIf(!existsSync(sharedPath('documents')))(
  'places of the published statements (left out where their texts are not at hand)',
  () => {
    it.each(DOCUMENTS)('every locator of %s stands in its text, below its heading', (id) => {
      const text = readFileSync(sharedPath('documents', `${id}.txt`), 'utf8');
      const { claims } = parse(readFileSync(`config/documents/${id}.yaml`, 'utf8')) as {
        claims: Placed[];
      };
      const { sentences, missing } = statementPlaces(text, claims);

      expect(missing).toEqual([]);
      expect(claims.length).toBeGreaterThan(15);
      expect(sentences.flatMap((sentence) => sentence.claims).sort()).toEqual(
        claims.map((claim) => claim.id).sort(),
      );
      for (const sentence of sentences) {
        expect(sentence.to).toBeGreaterThan(sentence.from);
        expect(sentence.to - sentence.from).toBeLessThan(800);
      }
    });
  },
);

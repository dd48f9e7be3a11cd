import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDatetime,
  formatTimespan,
  parseDatetime,
  parseTimespan,
} from '#simulator/kql/instant.ts';
import { KqlError } from '#simulator/kql/kql-error.ts';
import { runQuery } from '#simulator/kql/run-query.ts';
import { tokenize } from '#simulator/kql/tokenize.ts';

const SEED = Number(process.env['TEST_SEED'] ?? 20260301);
const WORDS = [
  'resources',
  '|',
  'where',
  'project',
  'extend',
  'by',
  'summarize',
  'count()',
  'join',
  'union',
  'on',
  'id',
  'name',
  '(',
  ')',
  '[',
  ']',
  ',',
  '.',
  '==',
  '=~',
  'in',
  '!in~',
  "'a'",
  '1',
  '1d',
  'and',
  'or',
  'between',
  '..',
  'tags',
  'datetime(2026-01-01)',
  'dynamic([',
  '-',
  '*',
  'asc',
  'order',
  'mv-expand',
  'top',
  'take',
  '=',
  '"',
  "@'",
  '//',
];

describe(`any text (seed ${SEED})`, () => {
  it('is cut into words that are the text again, or is refused', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), words());
    fc.assert(
      fc.property(texts, (text) => {
        const tokens = onlyKqlErrors(() => tokenize(text));
        if (tokens === undefined) return;
        const printed = tokens.map((token) => text.slice(token.start, token.end)).join(' ');

        const again = tokenize(printed);

        expect(again.map(withoutPlace)).toEqual(tokens.map(withoutPlace));
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('is answered or refused with a position inside the query, never anything else', () => {
    fc.assert(
      fc.property(words(), (text) => {
        onlyKqlErrors(() =>
          runQuery(`resources | ${text}`, { resources: [{ id: 'x' }] }, new Date(0)),
        );
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe(`instants (seed ${SEED})`, () => {
  it('are printed as the platform prints them, and read back to the tick', () => {
    const range = {
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(range), fc.bigInt(0n, 9999n), (date, ticks) => {
        const instant = BigInt(date.getTime()) * 10_000n;

        expect(formatDatetime(instant, 'full')).toBe(date.toISOString().replace('Z', '0000Z'));
        expect(parseDatetime(formatDatetime(instant + ticks, 'short'))).toBe(instant + ticks);
      }),
      { seed: SEED },
    );
  });

  it('and spans between them are read as they were printed', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), (ticks) => {
        expect(parseTimespan(formatTimespan(ticks))).toBe(ticks);
      }),
      { seed: SEED },
    );
  });

  it.each([
    ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00Z'],
    ['2026-03-01T12:00', '2026-03-01T12:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2023-02-29', undefined],
    ['2026-13-01', undefined],
    ['yesterday', undefined],
  ])('%s is %s', (text, expected) => {
    const ticks = parseDatetime(text);

    expect(ticks === undefined ? undefined : formatDatetime(ticks, 'short')).toBe(expected);
  });
});

function words(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((list) => list.join(' '));
}

function withoutPlace({
  start: _start,
  end: _end,
  ...token
}: ReturnType<typeof tokenize>[number]): object {
  return token;
}

function onlyKqlErrors<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof KqlError)) throw error;
    expect(error.position).toBeGreaterThanOrEqual(0);
    return undefined;
  }
}

import { describe, expect, it } from 'vitest';
import { detailsOf, summaryOf, withinBytes } from '#channels/details.ts';
import { partsOf } from '#channels/words.ts';
import { author } from '../harness/findings.ts';
import { notification } from '../harness/notifications.ts';

describe('detailsOf', () => {
  it('numbers the sections so that a receiver that sorts names keeps their order', () => {
    const names = Object.keys(detailsOf(partsOf(notification({}, 2))));

    expect(names.length).toBeGreaterThan(8);
    expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(names[0]).toBe('01 From → to');
  });
});

describe('summaryOf', () => {
  it('puts what survives a cut first', () => {
    const summary = summaryOf(partsOf(notification()));

    expect(summary.startsWith('[HIGH] Broken: ')).toBe(true);
    expect(summary.indexOf('→')).toBeLessThan(summary.indexOf('alice@example.com'));
  });

  it('never lets one name stand for what several did', () => {
    const { items } = notification({}, 3);
    const by = (...names: string[]) =>
      items.map((item, n) => ({ ...item, changedBy: author({ by: names[n] ?? 'alice' }) }));
    const told = (...names: string[]) =>
      summaryOf(partsOf(notification({ who: author({ by: 'alice' }), items: by(...names) })))
        .split(' · ')
        .at(-1);

    expect(told()).toBe('by alice');
    expect(told('alice', 'bob')).toBe('by alice and bob');
    expect(told('alice', 'bob', 'carl')).toBe('by alice and 2 others');
  });

  it('names nobody where nobody is to be named', () => {
    expect(summaryOf(partsOf(notification({ kind: 'test', who: null, items: [] })))).toMatch(
      /^\[TEST\] [^·]+$/u,
    );
  });
});

describe('withinBytes', () => {
  it('leaves out the longest text first and says so', () => {
    const texts = { a: 'x'.repeat(50), b: 'x'.repeat(500), c: ['y'.repeat(300), 'z'] };

    const none = () => false;

    expect(withinBytes(texts, 2_000, none)).toEqual(texts);
    expect(withinBytes(texts, 500, none)).toEqual({ a: texts.a, c: texts.c, left_out: 'b' });
    expect(withinBytes(texts, 200, none)).toEqual({ a: texts.a, left_out: 'b, c' });
  });

  it('leaves out last what must be told, and even that when it is too long', () => {
    const texts = { a: 'x'.repeat(50), b: 'x'.repeat(500), c: 'y'.repeat(300) };
    const b = (name: string) => name === 'b';

    expect(withinBytes(texts, 600, b)).toEqual({ a: texts.a, b: texts.b, left_out: 'c' });
    expect(withinBytes(texts, 510, b)).toEqual({ left_out: 'c, a, b' });
  });

  it('counts bytes and not characters', () => {
    expect(withinBytes({ a: '🦜'.repeat(25) }, 100, () => false)).toEqual({ left_out: 'a' });
    expect(withinBytes({ a: 'x'.repeat(25) }, 100, () => false)).toEqual({ a: 'x'.repeat(25) });
  });
});

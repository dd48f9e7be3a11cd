import { describe, expect, it } from 'vitest';
import { guessesPage } from '../../tools/generate-guesses.ts';

describe('the page of guesses', () => {
  it('holds comments alone: a branch of members in a text begins none', () => {
    const guesses = guessesPage().content.match(/^- .*$/gmu) ?? [];

    expect(guesses.length).toBeGreaterThan(50);
    expect(guesses.filter((line) => /[^`]\}\)|';|': '/u.test(line))).toEqual([]);
  });
});

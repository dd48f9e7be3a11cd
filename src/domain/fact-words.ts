import type { Finding } from './finding.ts';

/** A violation as a telephone shows it. */
export interface FactWords {
  /** How the setting is, in at most 60 characters and without the resource's name, e.g. `purge protection is off`. */
  readonly fact: string;
  /** What Azure calls the setting whose value `observed` is; null where the value names its members itself. */
  readonly property: string | null;
}

/** Finds the words for a violation. */
export type FactOf = (finding: Finding) => FactWords;

/** So much of a fact is shown. */
const MOST_FACT = 60;

/** The words where nobody knows better ones: the reason of the verdict. */
export function factInReason({ reason }: Pick<Finding, 'reason'>): FactWords {
  return { fact: shortFact(reason), property: null };
}

/** A sentence as the words after a colon: no article, no capital, no full stop, and cut after a whole word where it is too long. */
export function shortFact(sentence: string): string {
  const words = sentence
    .trim()
    .replace(/\.$/u, '')
    .replace(/^(?:The|An?) (?=\S)/u, '')
    // An abbreviation keeps its capitals.
    .replace(/^\p{Lu}(?=\p{Ll}|$|\s)/u, (letter) => letter.toLowerCase());
  const characters = Array.from(words);
  if (characters.length <= MOST_FACT) return words;
  const start = characters.slice(0, MOST_FACT - 1).join('');
  return `${start.replace(/[\s,;:(]+\S*$/u, '') || start}…`;
}

/** A text in which words are found however they are written. */
export interface FoldedText {
  readonly folded: string;
  /** Where the words stand in the text itself, from the first character to behind the last; empty words stand nowhere. */
  placesOf(words: string): readonly { readonly from: number; readonly to: number }[];
}

/** Soft hyphens and zero-width characters: a reader does not see them. */
const UNSEEN = /^[\u00ad\u200b-\u200d\u2060\ufeff]$/u;

/** Folds case, every kind of white space, dashes and quotes; a run of white space counts as one space. */
export function foldedText(text: string): FoldedText {
  const { folded, origins } = fold(text);
  return {
    folded,
    placesOf(words) {
      const wanted = fold(words).folded.trim();
      const places: { from: number; to: number }[] = [];
      if (wanted === '') return places;
      for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + 1)) {
        const last = at + wanted.length - 1;
        places.push({ from: origins[at] ?? 0, to: (origins[last] ?? 0) + 1 });
      }
      return places;
    },
  };
}

function fold(text: string): { folded: string; origins: readonly number[] } {
  let folded = '';
  const origins: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (UNSEEN.test(unit)) continue;
    const plain = plainUnit(unit);
    if (plain === ' ' && folded.endsWith(' ')) continue;
    folded += plain;
    for (let each = 0; each < plain.length; each += 1) origins.push(at);
  }
  return { folded, origins };
}

function plainUnit(unit: string): string {
  if (/\s/u.test(unit)) return ' ';
  if (/\p{Pd}|\u2212/u.test(unit)) return '-';
  if (/[\u2018\u2019\u201a\u201b\u2032]/u.test(unit)) return "'";
  if (/[\u201c-\u201f\u2033\u00ab\u00bb]/u.test(unit)) return '"';
  return unit.toLowerCase();
}

import { visibleText } from '#domain/visible-text.ts';
import type { StatusWord } from './status-words.ts';

/** SGR codes: red, yellow, none, cyan, green; all legible on dark and light ground. */
const TONES: Readonly<Record<StatusWord['tone'], string>> = {
  bad: '31',
  unsure: '33',
  fair: '',
  vouched: '36',
  good: '32',
};

/** Writes for a terminal, or without any escape code. */
export interface Paint {
  status(word: StatusWord): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Hostile text is made visible here, so that what is painted never carries an escape code of its own. */
export function createPaint(isColoured: boolean): Paint {
  const wrap = (code: string, text: string): string =>
    isColoured && code !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
  return {
    status: ({ glyph, word, tone }) => wrap(TONES[tone], `${glyph} ${word}`),
    strong: (text) => wrap('1', visibleText(text)),
    faint: (text) => wrap('2', visibleText(text)),
  };
}

import type { Shape, StatusWord } from './status-words.ts';

/**
 * What is drawn for each status, on a ground of 16 by 16: told apart by outline alone, without colour. Filled is a verdict of a
 * machine, hollow is something owed.
 */
const DRAWN: Readonly<Record<Shape, string>> = {
  broken:
    '<path class="fill" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path class="ground" d="M5.3 5.3l5.4 5.4M10.7 5.3l-5.4 5.4"/>',
  unverified:
    '<path class="line" d="M8 1l7 7-7 7-7-7z"/><path class="line" d="M6.3 6.6a1.8 1.8 0 1 1 2.4 1.7q-.7.3-.7 1.1"/><circle class="fill" cx="8" cy="11.3" r=".9"/>',
  expired: '<circle class="line" cx="8" cy="8" r="6.4"/><path class="line" d="M8 4v4.3l2.9 1.7"/>',
  vacuous: '<path class="thick" d="M2.5 8h11"/>',
  excepted:
    '<path class="line" d="M8 1.2l5.6 2v4.6c0 3.4-2.3 5.7-5.6 7-3.3-1.3-5.6-3.6-5.6-7V3.2z"/><path class="fill" d="M8 1.2v13.6c-3.3-1.3-5.6-3.6-5.6-7V3.2z"/>',
  reported: '<path class="fill" d="M2 9h3v5H2zM6.5 5.5h3V14h-3zM11 2h3v12h-3z"/>',
  attested:
    '<circle class="line" cx="8" cy="8" r="6.8"/><path class="line" d="M4.6 10.9l.6-2.2 4.6-4.5 1.6 1.6-4.6 4.5zM8.2 11.6h3.4"/>',
  holds:
    '<circle class="fill" cx="8" cy="8" r="7"/><path class="ground" d="M4.6 8.3l2.4 2.4 4.4-5"/>',
  'not-known':
    '<path class="line dashed" d="M1.5 1.5h13v13h-13z"/><path class="line" d="M4 12L12 4"/>',
};

/** Once a page: what `badge` points at. */
export const SHAPES = `<svg class="shapes" width="0" height="0" aria-hidden="true">${Object.entries(
  DRAWN,
)
  .map(([name, drawn]) => `<symbol id="shape-${name}" viewBox="0 0 16 16">${drawn}</symbol>`)
  .join('')}</svg>`;

/** A status as shape, word and hue. The shape says nothing to who hears the page: the word stands beside it. */
export function badge({ word, tone, shape }: StatusWord): string {
  return `<span class="status ${tone} is-${shape}"><svg class="shape" aria-hidden="true"><use href="#shape-${shape}"/></svg> ${word}</span>`;
}

/** A word as the begin of a heading. */
export function headed(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

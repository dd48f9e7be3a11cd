import type { Notification } from '#domain/alert.ts';
import { fit } from './fit.ts';
import { type MessageParts, partsOf } from './words.ts';
import { sectionsOf } from './words-sections.ts';

/** What a terminal shows: the headline, then each section with its label; no colour, one line per text, nothing hidden. */
export function textLines(notification: Notification): string[] {
  return fit(
    partsOf(notification),
    MOST_ITEMS,
    (parts) => linesOf(parts),
    () => true,
  );
}

/** Parts as lines of plain text, for a terminal and for mail. */
export function linesOf(parts: MessageParts): string[] {
  return [
    parts.headline,
    ...sectionsOf(parts).flatMap(({ label, lines }) =>
      lines.map(({ text }, index) => `  ${(index === 0 ? label : '').padEnd(WIDTH)}  ${text}`),
    ),
  ];
}

const MOST_ITEMS = 5;
const WIDTH = 'From → to'.length;

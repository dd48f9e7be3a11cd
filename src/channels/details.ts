import type { MessageParts } from './words.ts';
import { sectionsOf } from './words-sections.ts';

/**
 * Everything below the headline as named texts, in the order of A2. Receivers sort names, so each begins with its number; several
 * lines under one name are a list.
 */
export function detailsOf(parts: MessageParts): Readonly<Record<string, string | string[]>> {
  return Object.fromEntries(
    sectionsOf(parts).map(({ label, lines }, index) => {
      const texts = lines.map(({ text }) => text);
      const [only] = texts;
      const name = `${String(index + 1).padStart(2, '0')} ${label}`;
      return [name, texts.length === 1 && only !== undefined ? only : texts];
    }),
  );
}

/**
 * The alert in one line: what is wrong, on what, from what to what, by whom (names; the rest is in the details). The headline comes
 * first: it survives a cut.
 */
export function summaryOf(parts: MessageParts): string {
  const by = namesOf(parts);
  return `${wrongOf(parts)}${by === '' ? '' : ` · by ${by}`}`;
}

/** That somebody changed something, in one line; undefined where nobody is known. */
export function changeOf(parts: MessageParts): string | undefined {
  const by = namesOf(parts);
  return by === '' ? undefined : `${by} changed it: ${wrongOf(parts)}`;
}

/** What is wrong in one line: the headline names resource and fact, so that of the first line only the values are missing. */
export function wrongOf({ headline, items }: MessageParts): string {
  const [first] = items;
  if (first === undefined || first.from === null || first.to === null) return headline;
  const name = first.name !== null && !headline.includes(first.name) ? `${first.name}: ` : '';
  return `${headline} · ${name}${first.from} → ${first.to}`;
}

/** One name must not stand for what several did. */
function namesOf({ authors }: MessageParts): string {
  const [first = '', second] = authors;
  if (second === undefined) return first;
  return authors.length === 2
    ? `${first} and ${second}`
    : `${first} and ${String(authors.length - 1)} others`;
}

/**
 * The texts whose JSON has at most so many bytes: as long as it is longer the longest one is left out, what must be told last of all,
 * and the names of what is left out are said. For texts that are as short as they get and still too long together.
 */
export function withinBytes<T extends string | string[]>(
  texts: Readonly<Record<string, T>>,
  most: number,
  mustBeTold: (name: string) => boolean,
): Readonly<Record<string, T | string>> {
  const kept = new Map<string, T>(Object.entries(texts));
  const leftOut: string[] = [];
  for (;;) {
    const result = {
      ...Object.fromEntries(kept),
      ...(leftOut.length === 0 ? {} : { left_out: leftOut.join(', ') }),
    };
    const names = [...kept]
      .toSorted(([, a], [, b]) => bytesOf(b) - bytesOf(a))
      .map(([name]) => name);
    const next = names.find((name) => !mustBeTold(name)) ?? names[0];
    if (bytesOf(result) <= most || next === undefined) return result;
    kept.delete(next);
    leftOut.push(next);
  }
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

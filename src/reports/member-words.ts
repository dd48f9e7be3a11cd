import type { Finding } from '#domain/finding.ts';
import type { Digest } from '#domain/reading.ts';
import { visibleText } from '#domain/visible-text.ts';
import { htmlText } from './html-text.ts';

/** How many members a person is told; `results.ndjson` and the JSON have every one. */
const MOST_TOLD = 8;
/** Hex digits by which the whole digest is found. */
const SHORT_DIGITS = 12;

/** The members that decided, each answer by the short form of its digest; undefined where no single ones are known. */
export function memberWords({ readFrom = [] }: Finding): string | undefined {
  return readFrom.length === 0 ? undefined : worded(readFrom, visibleText, shortDigest);
}

/** The same for a page; `answers`: where the kept answers lie, as seen from it (`raw/`); undefined: they are not at hand. */
export function memberHtml(
  { readFrom = [] }: Finding,
  answers: string | undefined,
): string | undefined {
  if (readFrom.length === 0) return undefined;
  return worded(readFrom, htmlText, (digest) => {
    const short = htmlText(shortDigest(digest));
    return answers === undefined
      ? short
      : `<a href="${htmlText(answerHref(digest, answers))}">${short}</a>`;
  });
}

/** The file of an answer in a snapshot; `answers`: its folder, as seen from what refers to it. */
export function answerHref(digest: Digest, answers = 'raw/'): string {
  return `${answers}${digest.slice('sha256:'.length)}.body`;
}

/** A pointer as the fragment of an answer's address; nothing for the whole answer. Source: RFC 6901, section 6. */
export function pointerFragment(pointer: string): string {
  return pointer === ''
    ? ''
    : `#${pointer.toWellFormed().split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * The pointers for a cell, each once, divided by a space; a space of their own is `%20`. Nothing where whole answers decided (that a
 * list is empty, that there is no such thing), and where nobody said which members did.
 */
export function pointerCell({ readFrom = [] }: Finding): string {
  const pointers = readFrom.map(({ pointer }) => pointer.replaceAll(' ', '%20'));
  return [...new Set(pointers)].filter((pointer) => pointer !== '').join(' ');
}

type Members = NonNullable<Finding['readFrom']>;

function worded(
  members: Members,
  pointerIn: (pointer: string) => string,
  digestIn: (digest: Digest) => string,
): string {
  const byAnswer = Map.groupBy(members.slice(0, MOST_TOLD), ({ evidence }) => evidence);
  const parts = [...byAnswer].map(([digest, some]) => {
    const pointers = some.map(({ pointer }) =>
      pointer === '' ? 'the whole answer' : pointerIn(pointer),
    );
    return `${pointers.join(', ')} in ${digestIn(digest)}`;
  });
  const more = members.length - MOST_TOLD;
  return more > 0 ? `${parts.join('; ')}; and ${more} more` : parts.join('; ');
}

function shortDigest(digest: Digest): string {
  return `${digest.slice(0, 'sha256:'.length + SHORT_DIGITS)}…`;
}

import type { ExceptionCover } from '#domain/document.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { TakeOver } from '#domain/state-store.ts';
import { exceptionKey, renamedException } from '#evaluation/exception.ts';
import type { Names } from './names-today.ts';

/**
 * What exceptions cover, by the names of today. What was wholly excepted stays so, as the next scan observes it; where something beside
 * it failed, the question fails, and nobody has approved that.
 */
export function takeOverCovers(
  covers: readonly ExceptionCover[],
  excepted: readonly Finding[],
  { successorOf }: Names,
): TakeOver['covers'] {
  const whole = new Map(excepted.map((finding) => [findingKey(finding), finding]));
  const added = new Map<string, ExceptionCover>();
  const put = (cover: ExceptionCover): void => {
    const name = `${cover.exception}\u001e${cover.finding}`;
    const other = added.get(name);
    if (other?.deviated !== true) added.set(name, cover);
  };
  const removed: ExceptionCover[] = [];
  for (const cover of covers) {
    const named = partsOf(cover.finding);
    const successor = named === undefined ? 'same' : successorOf(named);
    if (named === undefined || typeof successor === 'string') continue;
    removed.push(cover);
    const finding = findingKey({ ...named, ...successor });
    const exception = renamedException(cover.exception, named.check, successor.check);
    const isWhole = cover.deviated && whole.has(finding);
    put({ ...cover, exception, finding, ...(isWhole ? { isFormer: true } : {}) });
  }
  for (const [finding, { exception, check, readAt }] of whole) {
    if (exception === null) continue;
    const key = exceptionKey({ ...exception, check });
    put({ exception: key, finding, at: readAt, deviated: true, observed: null, isFormer: true });
  }
  return { removed, added: [...added.values()] };
}

/** The finding, where all that former checks told of it was excepted. */
export function exceptedFormer({ finding, formerly }: RecordedFinding): readonly Finding[] {
  return formerly !== undefined && finding.status === 'excepted' ? [finding] : [];
}

/** A finding's key in its parts; the item is the part between check and resource. */
function partsOf(key: string) {
  const [document, claim, check, ...rest] = key.split('\u001f');
  const resourceId = rest.pop();
  if (document === undefined || claim === undefined || check === undefined) return undefined;
  if (resourceId === undefined) return undefined;
  const [item] = rest;
  return { document, claim, check, resourceId, ...(item === undefined ? {} : { item }) };
}

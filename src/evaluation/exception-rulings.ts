import type { Exception, ExceptionCover } from '#domain/document.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { shownValue } from '#domain/visible-text.ts';
import { exceptionKey, findExceptions } from './exception.ts';

/** What the exceptions in date say of a finding: that one covers it, or why the one that speaks of it does not. */
export type Ruling =
  | { readonly exception: Exception }
  | { readonly exception: null; readonly because: string };

/** Undefined: no exception speaks of it. The caller has fixed the instant. */
export type ExceptionLookup = (finding: Finding) => Ruling | undefined;

export interface ExceptionRulings {
  readonly ruleOn: ExceptionLookup;
  /** What the exceptions were seen to cover first, of what these findings show and is not known yet. */
  firstSeen(findings: readonly Finding[]): readonly ExceptionCover[];
}

/**
 * Rules by the exceptions and by what they were seen to cover first (`covers`). An exception says itself what was observed when it was
 * approved, or the first scan under it says so: then what had deviated is covered as it was, and what had not is not covered at all.
 * Another value than that is taken for a worse one, because nobody approved it; only a figure can be seen to be better. What an older
 * version's checks had seen cannot be compared with what today's question sees: it is covered once, and from then on as that shows it.
 */
export function createExceptionRulings(options: {
  readonly exceptions: readonly Exception[];
  readonly covers: readonly ExceptionCover[];
  readonly asOf: Instant;
  /** Whether two observed values show the same setting. */
  readonly isSameSetting: (a: unknown, b: unknown) => boolean;
}): ExceptionRulings {
  const { exceptions, asOf, isSameSetting } = options;
  const isNoWorse = (approved: unknown, finding: Finding): boolean =>
    isSameSetting(approved, finding.observed) || isBetterFigure(approved, finding);
  const known = new Map(
    options.covers.map((cover) => [nameOf(cover.exception, cover.finding), cover]),
  );
  const coverOf = (exception: Exception, finding: Finding): ExceptionCover | undefined =>
    known.get(nameOf(exceptionKey(exception), findingKey(finding)));

  return {
    ruleOn(finding) {
      if (exceptions.length === 0) return undefined;
      const speaking = findExceptions(exceptions, finding, asOf);
      const covering = speaking.find((exception) => {
        const { observed } = exception;
        if (observed !== undefined && isNoWorse(observed, finding)) return true;
        const cover = coverOf(exception, finding);
        if (cover === undefined) return observed === undefined;
        return cover.deviated && (cover.isFormer === true || isNoWorse(cover.observed, finding));
      });
      if (covering !== undefined) return { exception: covering };
      const [first] = speaking;
      if (first === undefined) return undefined;
      return { exception: null, because: because(first, coverOf(first, finding)) };
    },
    firstSeen: (findings) =>
      exceptions.length === 0
        ? []
        : findings.flatMap((finding) =>
            findExceptions(exceptions, finding, asOf).flatMap((exception) => {
              const cover = coverOf(exception, finding);
              if (cover?.isFormer === true) return inFormOfToday(cover, finding);
              const isSettled = exception.observed !== undefined || cover !== undefined;
              return isSettled ? [] : coverFrom(exception, finding, asOf);
            }),
          ),
  };
}

function coverFrom(exception: Exception, finding: Finding, at: Instant): readonly ExceptionCover[] {
  const { status, observed } = finding;
  // What could not be read, or does not bear on it, was not observed.
  if (status === 'unknown' || status === 'not-applicable') return [];
  const deviated = status !== 'pass';
  return [
    { exception: exceptionKey(exception), finding: findingKey(finding), at, deviated, observed },
  ];
}

function inFormOfToday(cover: ExceptionCover, finding: Finding): readonly ExceptionCover[] {
  const { isFormer: _former, ...known } = cover;
  const { status, observed } = finding;
  if (status === 'excepted') return [{ ...known, observed }];
  return status === 'pass' ? [{ ...known, observed, deviated: false }] : [];
}

function isBetterFigure(approved: unknown, { observed, expected }: Finding): boolean {
  // A figure says by itself which way is better: towards what is asked for.
  if (![approved, observed, expected].every((value) => typeof value === 'number')) return false;
  const [from, to, wanted] = [approved, observed, expected].map(Number);
  if (from === undefined || to === undefined || wanted === undefined) return false;
  return from < wanted ? to >= from : to <= from;
}

function because(exception: Exception, cover: ExceptionCover | undefined): string {
  const { approvedBy, observed } = exception;
  const approved = observed === undefined ? cover?.observed : observed;
  const was =
    observed === undefined && cover?.deviated !== true
      ? `when it was first seen, at ${cover?.at ?? 'an unknown time'}, nothing deviated`
      : `it covers ${shownValue(approved, 'nothing')}`;
  return `Not covered by the exception that ${approvedBy} approved: ${was}. Mend it, or have it approved anew.`;
}

function nameOf(exception: string, finding: string): string {
  return `${exception}\u001e${finding}`;
}

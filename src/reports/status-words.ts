import type { SubscriptionResult } from '#domain/scan.ts';
import type { ClaimStatus, FindingStatus } from '#domain/status.ts';

/** What a page draws beside the word, and in which hue: that of a claim's status, or of not knowing it. */
export type Shape = ClaimStatus | 'not-known';

/** How a status is shown. The word says it all; glyph, shape and tone only help the eye. */
export interface StatusWord {
  /** For a terminal. */
  readonly glyph: string;
  readonly word: string;
  readonly tone: 'bad' | 'unsure' | 'fair' | 'vouched' | 'good';
  readonly shape: Shape;
}

/** Only what was verified has the good tone: what a person vouches for, and what is not known, never looks like it. */
export const CLAIM_WORDS: Readonly<Record<ClaimStatus, StatusWord>> = {
  broken: { glyph: '✖', word: 'broken', tone: 'bad', shape: 'broken' },
  unverified: { glyph: '?', word: 'unverified', tone: 'unsure', shape: 'unverified' },
  expired: { glyph: '⌛', word: 'expired', tone: 'unsure', shape: 'expired' },
  vacuous: { glyph: '∅', word: 'vacuous', tone: 'unsure', shape: 'vacuous' },
  excepted: { glyph: '~', word: 'excepted', tone: 'fair', shape: 'excepted' },
  reported: { glyph: 'i', word: 'reported', tone: 'fair', shape: 'reported' },
  attested: { glyph: '✎', word: 'attested', tone: 'vouched', shape: 'attested' },
  holds: { glyph: '✔', word: 'holds', tone: 'good', shape: 'holds' },
};

export const FINDING_WORDS: Readonly<Record<FindingStatus, StatusWord>> = {
  fail: { glyph: '✖', word: 'fail', tone: 'bad', shape: 'broken' },
  unknown: { glyph: '?', word: 'unknown', tone: 'unsure', shape: 'unverified' },
  excepted: { glyph: '~', word: 'excepted', tone: 'fair', shape: 'excepted' },
  pass: { glyph: '✔', word: 'pass', tone: 'good', shape: 'holds' },
  'not-applicable': { glyph: '-', word: 'not applicable', tone: 'fair', shape: 'vacuous' },
};

/** How completely a subscription was read. */
export const READ_WORDS: Readonly<Record<SubscriptionResult['status'], StatusWord>> = {
  complete: { glyph: '✔', word: 'complete', tone: 'good', shape: 'holds' },
  partial: { glyph: '?', word: 'partial', tone: 'unsure', shape: 'unverified' },
  unreadable: { glyph: '?', word: 'unreadable', tone: 'unsure', shape: 'unverified' },
};

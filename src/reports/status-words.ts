import type { ClaimStatus, FindingStatus } from '#domain/status.ts';

/** How a status is shown. The word says it all; glyph and tone only help the eye. */
export interface StatusWord {
  readonly glyph: string;
  readonly word: string;
  readonly tone: 'bad' | 'unsure' | 'fair' | 'good';
}

/** Only what was verified or vouched for has the good tone; what is not known never looks like it. */
export const CLAIM_WORDS: Readonly<Record<ClaimStatus, StatusWord>> = {
  broken: { glyph: '✖', word: 'broken', tone: 'bad' },
  unverified: { glyph: '?', word: 'unverified', tone: 'unsure' },
  expired: { glyph: '⌛', word: 'expired', tone: 'unsure' },
  vacuous: { glyph: '∅', word: 'vacuous', tone: 'unsure' },
  excepted: { glyph: '~', word: 'excepted', tone: 'fair' },
  reported: { glyph: 'i', word: 'reported', tone: 'fair' },
  attested: { glyph: '✓', word: 'attested', tone: 'good' },
  holds: { glyph: '✔', word: 'holds', tone: 'good' },
};

export const FINDING_WORDS: Readonly<Record<FindingStatus, StatusWord>> = {
  fail: { glyph: '✖', word: 'fail', tone: 'bad' },
  unknown: { glyph: '?', word: 'unknown', tone: 'unsure' },
  excepted: { glyph: '~', word: 'excepted', tone: 'fair' },
  pass: { glyph: '✔', word: 'pass', tone: 'good' },
  'not-applicable': { glyph: '-', word: 'not applicable', tone: 'fair' },
};

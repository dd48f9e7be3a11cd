import { describe, expect, it } from 'vitest';
import { draftOf } from '#alerting/draft.ts';
import { whatToTell } from '#alerting/telling.ts';
import type { Alert, Mute } from '#domain/alert.ts';
import { minute } from '../harness/findings.ts';
import { alert, policy } from './policies.ts';

const SILENCED: Mute = { because: 'silence', by: 'si_1' };
const INHIBITED: Mute = { because: 'inhibition', by: 'al_2' };

interface Case {
  readonly before?: Partial<Alert>;
  readonly now?: { mute?: Mute | null; hasNews?: boolean; isUrgent?: boolean };
  readonly at?: number;
  readonly isAcknowledged?: boolean;
}

function told({ before = {}, now = {}, at = 1, isAcknowledged = false }: Case) {
  const draft = { ...draftOf(alert({ toldAt: minute(0), ...before })), ...now };
  return whatToTell(draft, { timing: policy().timing, at: minute(at), isAcknowledged });
}

describe('what to tell', () => {
  it.each([
    ['nothing', 'of what was told and is as it was', {}],
    ['firing', 'of what stands and was never told', { before: { toldAt: null } }],
    [
      'nothing',
      'of what was not seen often enough',
      { before: { toldAt: null, state: 'pending' } },
    ],
    ['nothing', 'while it recovers', { before: { state: 'recovering' }, at: 900 }],
    ['resolved', 'of the end of what was told', { before: { state: 'resolved' } }],
    ['nothing', 'of the end of what was not', { before: { state: 'resolved', toldAt: null } }],
    [
      'resolved',
      'of an end during a silence',
      { before: { state: 'resolved' }, now: { mute: SILENCED } },
    ],
    ['nothing', 'while it is muted', { before: { toldAt: null }, now: { mute: SILENCED } }],
    ['reminder', 'after a silence', { before: { mute: SILENCED }, now: { mute: null } }],
    [
      'firing',
      'after a silence in which it began',
      { before: { mute: SILENCED, toldAt: null }, now: { mute: null } },
    ],
    ['nothing', 'when an inhibition ends', { before: { mute: INHIBITED }, now: { mute: null } }],
    ['updated', 'of what cannot wait', { now: { isUrgent: true } }],
    ['nothing', 'of news that can, before its turn', { now: { hasNews: true }, at: 4 }],
    ['updated', 'of news when it is its turn', { now: { hasNews: true }, at: 5 }],
    ['updated', 'of news that waited', { before: { hasUntoldNews: true }, at: 5 }],
    ['nothing', 'just before four hours', { at: 239 }],
    ['reminder', 'after four hours', { at: 240 }],
    ['reminder', 'rather than an update after four hours', { now: { hasNews: true }, at: 240 }],
    ['nothing', 'after four hours of what somebody has taken', { at: 240, isAcknowledged: true }],
    ['reminder', 'after a day of what somebody has taken', { at: 1440, isAcknowledged: true }],
  ] satisfies [string, string, Case][])('A11: %s %s', (expected, _, of) => {
    expect(told(of) ?? 'nothing').toBe(expected);
  });
});

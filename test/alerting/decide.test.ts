import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { author, claimResult, databaseId, finding, minute } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

const failing = (changes: Partial<Finding> = {}): Finding =>
  finding({ status: 'fail', ...changes });
const unread = (changes: Partial<Finding> = {}): Finding =>
  finding({
    status: 'unknown',
    problem: { code: 'AuthorizationFailed', permission: null },
    ...changes,
  });
const db = (name: string, server?: string) => ({ resourceId: databaseId(name, server) });
const HOUR = 60;

/** A scan that saw it pass, and one five minutes later that sees it fail and tells it. */
function withViolation() {
  const scans = createScans();
  scans.scan({ findings: [finding()] });
  const [told] = scans.scan({ findings: [failing()], at: 5 }).notifications;
  return { scans, told };
}

describe('decide: beginnings', () => {
  it('A3: tells a violation at once, whoever it was, and says that nobody is known yet', () => {
    const { told } = withViolation();

    expect(told).toMatchObject({ kind: 'firing', about: 'violation', who: null, changedAt: null });
    expect(told?.notes).toEqual([
      'Who changed it is not known yet; it is told as soon as Azure names somebody.',
    ]);
  });

  it('A4: says whether a second reading saw it too', () => {
    const confirmed = withViolation().told;
    const scans = createScans();
    scans.scan({ findings: [finding()] });
    const [alone] = scans.scan({ findings: [failing()], confirmed: null }).notifications;

    expect(confirmed?.confirmed).toBe(true);
    expect(alone?.confirmed).toBeNull();
    expect(alone?.notes[0]).toBe('A second reading could not confirm it.');
  });

  it('A1: one deployment that breaks five hundred resources is one page, and two people are two', () => {
    const scans = createScans();
    const names = Array.from({ length: 500 }, (_, n) => db(`db${String(n)}`, `sql-${String(n)}`));
    const other = db('other', 'sql-other');
    scans.scan({ findings: [...names, other].map(finding) });

    const changedBy = author();
    const bob = author({ by: 'bob@example.com', correlationId: 'another' });
    const { notifications } = scans.scan({
      findings: [
        ...names.map((name) => failing({ ...name, changedBy })),
        failing({ ...other, changedBy: bob }),
      ],
    });

    expect(notifications.map(({ kind, counts }) => [kind, counts.resources])).toEqual([
      ['firing', 500],
      ['firing', 1],
    ]);
    expect(scans.tick(200)).toEqual([]);
  });
});

describe('decide: authors', () => {
  it('A3: tells the first author at once, and further ones at most every five minutes', () => {
    const scans = createScans();
    const changedBy = author();
    const [a, b] = [db('db1'), db('db2')];
    scans.scan({ findings: [failing(a), failing(b)] });

    const first = scans.scan({ findings: [failing({ ...a, changedBy }), failing(b)] });
    const second = scans.scan({
      findings: [failing({ ...a, changedBy }), failing({ ...b, changedBy })],
    });

    expect(first.notifications).toMatchObject([{ kind: 'updated', who: { by: changedBy.by } }]);
    expect(second.notifications).toEqual([]);
    expect(scans.open()[0]?.hasUntoldNews).toBe(true);
    expect(scans.tick(5)).toEqual([]);
    expect(scans.tick(6)).toMatchObject([{ kind: 'updated' }]);
    expect(scans.tick(30)).toEqual([]);
  });

  it('A3: gives up honestly after half an hour, in the next message and in no other', () => {
    const { scans } = withViolation();

    const note = (at: number) => scans.tick(at).map(({ notes }) => notes.join(' '));

    expect(note(40)).toEqual([]);
    expect(note(5 + 4 * HOUR)).toEqual([
      expect.stringContaining('named nobody who changed it within 30 minutes'),
    ]);
    expect(note(5 + 8 * HOUR)).toEqual([expect.not.stringContaining('named nobody')]);
  });
});

describe('decide: ends', () => {
  it('A4: is over when it has passed for five minutes after two readings, and says who, how and how long', () => {
    const { scans } = withViolation();
    const changedBy = author({ by: 'carol@example.com', at: minute(9) });

    const passes = scans.scan({ findings: [finding({ changedBy })], at: 10 });
    const waiting = scans.tick(14);
    const over = scans.tick(15);

    expect(passes.notifications).toEqual([]);
    expect(passes.changedAlerts).toMatchObject([
      { state: 'recovering', recoveringSince: minute(10), confirmed: true },
    ]);
    expect(waiting).toEqual([]);
    expect(over).toMatchObject([
      {
        kind: 'resolved',
        sequence: 2,
        title: 'db1: restored, was: database keeps backups for some days (flex.pitr)',
        openedAt: minute(5),
        resolvedAt: minute(10),
        who: { by: 'carol@example.com' },
        items: [{ from: { days: 7 }, to: { days: 35 } }],
      },
    ]);
    expect(scans.tick(500)).toEqual([]);
  });

  it('A4: without a second reading waits for a second scan in which it still passes', () => {
    const { scans } = withViolation();
    scans.scan({ findings: [finding()], at: 10, confirmed: null });

    expect(scans.tick(60)).toEqual([]);
    expect(scans.scan({ findings: [finding()], at: 61 }).notifications).toMatchObject([
      { kind: 'resolved', resolvedAt: minute(10) },
    ]);
  });

  it('A4: a scan of a part that does not mention it is no second reading, for one that is gone neither', () => {
    const { scans } = withViolation();
    scans.scan({ findings: [], gone: [databaseId('db1')], at: 10, confirmed: null });

    const part = scans.scan({ findings: [], whole: false, at: 20 });
    const blind = scans.scan({
      findings: [],
      at: 21,
      problems: [{ operation: 'x', code: 'Throttled', message: 'x', permission: null }],
    });
    const whole = scans.scan({ findings: [], at: 22 });

    expect(part.notifications).toEqual([]);
    expect(blind.notifications).toEqual([]);
    expect(whole.notifications).toMatchObject([{ kind: 'resolved' }]);
  });

  it('A4: fails again while it recovers: the same alert goes on, nothing is told, the next message says so', () => {
    const { scans, told } = withViolation();
    scans.scan({ findings: [finding()], at: 10 });

    const again = scans.scan({ findings: [failing()], at: 12 });
    const reminder = scans.tick(5 + 4 * HOUR);

    expect(again.notifications).toEqual([]);
    expect(scans.open()).toMatchObject([{ id: told?.alertId, recoveringSince: null }]);
    expect(reminder).toMatchObject([{ alertId: told?.alertId, kind: 'reminder' }]);
  });

  it('A1: somebody else who breaks it anew while it recovers is news of the same alert, and no page', () => {
    const { scans, told } = withViolation();
    scans.scan({ findings: [finding()], at: 6 });

    const changedBy = author({ by: 'mallory@example.com', correlationId: 'another' });
    const again = scans.scan({ findings: [failing({ changedBy })], at: 7 });

    expect(again.notifications).toEqual([]);
    expect(scans.tick(10)).toMatchObject([
      { alertId: told?.alertId, kind: 'updated', who: { by: 'mallory@example.com' } },
    ]);
    expect(scans.alerts()).toHaveLength(1);
  });

  it('A1: what was mended in an alert that goes on, and that somebody else breaks, is an alert of its own', () => {
    const scans = createScans();
    const changedBy = author();
    const [a, b] = [db('a'), db('b')];
    scans.scan({ findings: [failing({ ...a, changedBy }), failing({ ...b, changedBy })] });
    scans.scan({ findings: [finding(a), failing({ ...b, changedBy })] });

    const other = author({ by: 'mallory@example.com', correlationId: 'another' });
    const broken = [failing({ ...a, changedBy: other }), failing({ ...b, changedBy })];

    expect(scans.scan({ findings: broken }).notifications).toMatchObject([
      { kind: 'firing', who: { by: 'mallory@example.com' }, counts: { resources: 1 } },
    ]);
    expect(scans.open()).toHaveLength(2);
  });

  it('A4: the next message says that it was in order for a while', () => {
    const { scans } = withViolation();
    scans.scan({ findings: [finding()], at: 10 });
    scans.scan({ findings: [failing()], at: 12 });

    const { notifications } = scans.scan({
      findings: [failing({ changedBy: author() })],
      at: 20,
    });

    expect(notifications).toMatchObject([{ kind: 'updated' }]);
    expect(notifications[0]?.notes).toContain(
      `It was in order for a while from ${minute(10)} on, and fails again since ${minute(12)}.`,
    );
  });

  it('A12: what cannot be read while it recovers ends nothing, and may recover later', () => {
    const { scans } = withViolation();
    scans.scan({ findings: [finding()], at: 10 });
    scans.scan({ findings: [unread()], at: 12 });

    expect(scans.tick(20)).toEqual([]);
    expect(scans.open()).toMatchObject([{ kind: 'violation', staleSince: minute(12) }]);

    scans.silences.push(silence(20, 30));
    scans.tick(21);
    const [reminder] = scans.tick(30);
    expect(reminder?.notes).toContain(
      `Since ${minute(12)} 1 of 1 cannot be looked at: not known whether they still fail.`,
    );
    expect(reminder?.notes.join(' ')).not.toContain('in order for a while');

    scans.scan({ findings: [finding()], at: 300 });
    expect(scans.tick(305)).toMatchObject([
      { about: 'violation', kind: 'resolved', resolvedAt: minute(300) },
    ]);
  });

  it.each([
    ['nobody is known', [null, null], 'did not become known'],
    ['one did it', ['bob', 'bob'], 'broken by bob at 2026-01-01T00:00:00.000Z.'],
    ['two did', ['bob', 'carol'], 'broken by bob at 2026-01-01T00:00:00.000Z, and by 1 other.'],
  ])('A12: an end says whose doing it was: %s', (_, names, words) => {
    const both = (of: (by: string | null) => Partial<Finding>) =>
      names.map((by, n) => finding({ resourceId: databaseId(`db${String(n)}`), ...of(by) }));
    const scans = createScans();
    scans.scan({ findings: both(() => ({})), at: 0 });
    const correlationId = 'one deployment';
    scans.scan({
      findings: both((by) => ({
        status: 'fail',
        changedBy: by === null ? null : author({ by, correlationId }),
      })),
      at: 5,
    });
    scans.scan({ findings: both(() => ({})), at: 10 });

    const ended = scans.tick(20).filter(({ kind }) => kind === 'resolved');

    expect(ended.flatMap(({ notes }) => notes)).toEqual([expect.stringContaining(words)]);
  });

  it('A12: an alert that nobody was told of ends in silence', () => {
    const scans = createScans();
    scans.silences.push(silence(0, 10));
    scans.scan({ findings: [failing()], at: 0 });
    scans.scan({ findings: [finding()], at: 2 });

    expect(scans.tick(8)).toEqual([]);
    expect(scans.alerts()).toMatchObject([{ state: 'resolved', sequence: 0 }]);
    expect(scans.tick(20)).toEqual([]);
  });
});

describe('decide: what cannot be read', () => {
  const refused = {
    operation: 'list servers',
    code: 'AuthorizationFailed',
    message: 'refused',
    permission: 'Microsoft.Sql/servers/read',
  } as const;

  it('A8: is told at the second run that sees it, once', () => {
    const scans = createScans();
    scans.scan({ findings: [finding()] });

    const first = scans.scan({ findings: [unread()], problems: [refused] });
    const second = scans.scan({ findings: [unread()], problems: [refused] });
    const third = scans.scan({ findings: [unread()], problems: [refused] });

    expect(first.notifications).toEqual([]);
    expect(first.changedAlerts).toMatchObject([{ state: 'pending', scansSeen: 1 }]);
    expect(second.notifications).toMatchObject([{ kind: 'firing', about: 'blind' }]);
    expect(third.notifications).toEqual([]);
  });

  it('A8: is nothing when the second run reads it', () => {
    const scans = createScans();
    scans.scan({ findings: [unread()], problems: [refused] });
    const over = scans.scan({ findings: [finding()] });
    const again = scans.scan({ findings: [unread()], problems: [refused] });

    expect(over.notifications).toEqual([]);
    expect(over.changedAlerts).toMatchObject([{ state: 'resolved', sequence: 0 }]);
    expect(again.notifications).toEqual([]);
  });

  it('A7: a subscription that becomes unreadable is one blind alert, ends nothing, and holds reminders back', () => {
    const scans = createScans();
    const names = ['a', 'b', 'c'].map((name) => db(name, `sql-${name}`));
    const { notifications } = scans.scan({ findings: names.map(failing) });
    const blind = { findings: names.map(unread), problems: [refused] };
    scans.scan({ ...blind, at: 10 });
    const told = scans.scan({ ...blind, at: 20 }).notifications;
    const later = scans.tick(5 * HOUR);

    expect(notifications).toHaveLength(3);
    expect(told).toMatchObject([{ kind: 'firing', about: 'blind' }]);
    expect(later).toMatchObject([{ kind: 'reminder', about: 'blind' }]);
    const [first, ...others] = scans.open().filter(({ kind }) => kind === 'violation');
    expect(others).toHaveLength(2);
    expect(first?.mute).toEqual({ because: 'inhibition', by: told[0]?.alertId });

    scans.scan({ findings: names.map(failing), at: 5 * HOUR + 1 });
    expect(scans.open()).toHaveLength(3);
    expect(scans.open().every(({ mute }) => mute === null)).toBe(true);
  });
});

describe('decide: claims of a document', () => {
  const claim = (status: 'unverified' | 'holds') => claimResult([], { id: 'a', status });

  it('A8: one that is unverified for a reason of its own is told at the second run', () => {
    const scans = createScans();
    const first = scans.scan({ findings: [], claims: [claim('unverified')] });
    const second = scans.scan({ findings: [], claims: [claim('unverified')] });

    expect(first.notifications).toEqual([]);
    expect(second.notifications).toMatchObject([{ kind: 'firing', about: 'blind' }]);
    expect(second.notifications[0]?.notes).not.toContain('A second reading could not confirm it.');
  });

  it('A4: one that is verified for a moment stays the same alert, without news', () => {
    const scans = createScans();
    for (const at of [0, 10]) scans.scan({ findings: [], claims: [claim('unverified')], at });
    scans.scan({ findings: [], claims: [claim('holds')], at: 20 });
    scans.scan({ findings: [], claims: [claim('unverified')], at: 22 });

    expect(scans.tick(60)).toEqual([]);
    expect(scans.open()).toMatchObject([{ kind: 'blind', sequence: 1 }]);
  });
});

describe('decide: while it stands', () => {
  it('A9: what becomes worse is told at once, but not each time that its worst part comes back', () => {
    const scans = createScans();
    const changedBy = author();
    const low = failing({ ...db('a'), changedBy, severity: 'low' });
    const critical = { ...db('b'), changedBy, claim: 'flex.tde', severity: 'critical' } as const;
    scans.scan({ findings: [low], at: 0 });

    const worse = scans.scan({ findings: [low, failing(critical)], at: 1 });
    scans.scan({ findings: [low, finding(critical)], at: 2 });
    const back = scans.scan({ findings: [low, failing(critical)], at: 3 });

    expect(worse.notifications).toMatchObject([{ kind: 'updated', severity: 'critical' }]);
    expect(back.notifications).toEqual([]);
  });

  it('A11: reminds every four hours, and says that it still fails', () => {
    const { scans, told } = withViolation();

    expect(scans.tick(5 + 4 * HOUR - 1)).toEqual([]);
    const [reminder] = scans.tick(5 + 4 * HOUR);
    expect(reminder).toMatchObject({ kind: 'reminder', alertId: told?.alertId, sequence: 2 });
    expect(reminder?.notes).toContain(
      'If the incident was closed by hand, it opens anew, because it is still so.',
    );
    expect(scans.tick(5 + 4 * HOUR + 1)).toEqual([]);
    expect(scans.tick(5 + 8 * HOUR)).toHaveLength(1);
  });

  it('A11: reminds of what somebody has taken after a day', () => {
    const { scans, told } = withViolation();
    const alertId = told?.alertId ?? '';
    scans.acknowledgements.push({ alertId, by: 'carol', at: minute(6), note: null });

    expect(scans.tick(23 * HOUR)).toEqual([]);
    expect(scans.tick(5 + 24 * HOUR)).toMatchObject([
      { kind: 'reminder', acknowledgedBy: 'carol' },
    ]);
  });

  it('A10: a silence mutes, keeps the state, and its end tells what was never told', () => {
    const scans = createScans();
    scans.silences.push(silence(0, 30));
    const muted = scans.scan({ findings: [failing()], at: 1 });
    const reminded = scans.tick(29);

    expect(muted.notifications).toEqual([]);
    expect(muted.changedAlerts).toMatchObject([
      { state: 'firing', toldAt: null, mute: { because: 'silence', by: 'si_1' } },
    ]);
    expect(reminded).toEqual([]);
    expect(scans.tick(30)).toMatchObject([{ kind: 'firing', sequence: 1 }]);
  });

  it('A10: the end of a silence reminds of what was told before, an end is told all the same', () => {
    const { scans } = withViolation();
    scans.silences.push(silence(6, 30));
    scans.tick(7);

    const [reminder] = scans.tick(30);
    scans.silences.push(silence(40, 90));
    scans.scan({ findings: [finding()], at: 50 });

    expect(reminder).toMatchObject({ kind: 'reminder' });
    expect(reminder?.notes[0]).toBe('The silence si_1 has ended and it is still so.');
    expect(scans.tick(55)).toMatchObject([{ kind: 'resolved' }]);
  });

  it('A10: a silence says an hour before its end that something still fails, once', () => {
    const { scans } = withViolation();
    scans.silences.push(silence(6, 4 * HOUR));

    expect(scans.tick(3 * HOUR - 1)).toEqual([]);
    const warned = scans.tick(3 * HOUR);
    expect(warned).toMatchObject([{ kind: 'reminder' }]);
    expect(warned[0]?.notes[0]).toContain(`si_1 (carol: upgrade) ends at ${minute(4 * HOUR)}`);
    expect(scans.tick(3 * HOUR + 1)).toEqual([]);
  });

  it('A10: a silence of one alert leaves the others alone', () => {
    const scans = createScans();
    const told = scans.scan({ findings: [failing(), failing(db('b', 'sql-b'))] }).notifications;
    scans.silences.push({ ...silence(0, 20 * HOUR), alertId: told[0]?.alertId ?? '' });

    expect(scans.tick(5 * HOUR)).toMatchObject([{ kind: 'reminder', alertId: told[1]?.alertId }]);
  });
});

function silence(from: number, to: number) {
  return {
    id: 'si_1',
    match: {},
    alertId: null,
    by: 'carol',
    reason: 'upgrade',
    ticket: null,
    createdAt: minute(from),
    expiresAt: minute(to),
    endedAt: null,
    warnedAt: null,
  };
}

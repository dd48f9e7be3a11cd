import { describe, expect, it } from 'vitest';
import type { Silence } from '#domain/silence.ts';
import { author, databaseId, finding, minute } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';
import { CHAT, route } from './policies.ts';

const HOUR = 60;
const db = (name: string) => ({ resourceId: databaseId(name, name) });
const failing = (name = 'a', changes = {}) => finding({ ...db(name), status: 'fail', ...changes });
const passing = (name = 'a') => finding(db(name));

const silence = (from: number, to: number, changes: Partial<Silence> = {}): Silence => ({
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
  ...changes,
});

describe('silences', () => {
  it('A10: one that was ended by hand mutes no more', () => {
    const scans = createScans();
    scans.silences.push(silence(0, 600, { endedAt: minute(1) }));

    expect(scans.scan({ findings: [failing()], at: 2 }).notifications).toHaveLength(1);
  });

  it('A10: only the passing of time warns, each silence of what it mutes itself', () => {
    const scans = createScans();
    scans.scan({ findings: [failing()], at: 0 });
    const [first] = scans.open();
    scans.silences.push(silence(1, 3 * HOUR, { alertId: first?.id ?? '' }));
    scans.silences.push(silence(1, 3 * HOUR, { id: 'si_2', alertId: 'al_other' }));
    scans.tick(2);

    const scan = scans.scan({ findings: [failing()], at: 2 * HOUR + 1 });
    const ticked = scans.tick(2 * HOUR + 2);

    expect(scan.notifications).toEqual([]);
    expect(ticked).toHaveLength(1);
    expect(ticked[0]?.notes[0]).toContain('si_1');
  });

  it('A10: what recovers while it is silenced is not warned of', () => {
    const scans = createScans();
    scans.scan({ findings: [failing()], at: 0 });
    scans.silences.push(silence(1, 3 * HOUR));
    scans.scan({ findings: [passing()], at: 2 * HOUR - 1, confirmed: null });

    expect(scans.tick(2 * HOUR + 5)).toEqual([]);
    expect(scans.alerts()).toMatchObject([{ state: 'recovering' }]);
  });

  it('A10: one that was made for an hour warns nobody', () => {
    const scans = createScans();
    scans.scan({ findings: [failing()], at: 0 });
    scans.silences.push(silence(1, HOUR));

    expect(scans.tick(2)).toEqual([]);
  });

  it('A3: what begins to be told half an hour late says that nobody is looked for any more', () => {
    const scans = createScans();
    scans.silences.push(silence(0, 45));
    scans.scan({ findings: [failing()], at: 0 });

    expect(scans.tick(45)[0]?.notes.join(' ')).toContain('looked for no longer');
  });

  it('A5: what flaps in a silence is told by nobody', () => {
    const scans = createScans();
    scans.scan({ findings: [passing()], at: 0 });
    const [first] = scans.scan({ findings: [failing()], at: 1 }).notifications;
    scans.silences.push(silence(1, 600, { alertId: first?.alertId ?? '' }));
    for (let at = 2; at <= 20; at += 1)
      expect(scans.scan({ findings: [at % 2 ? failing() : passing()], at }).notifications).toEqual(
        [],
      );

    expect(scans.alerts().map(({ mute }) => mute?.because)).toEqual(['silence', 'silence']);
  });

  it('A5: an alert with other members is told itself, though one of them flaps', () => {
    const scans = createScans();
    const changedBy = author();
    // Three changes that nobody was told of again, then a fourth together with another resource.
    scans.scan({ findings: [failing('a'), passing('b')], at: 0 });
    scans.scan({ findings: [passing('a'), passing('b')], at: 50 });
    scans.tick(55);
    scans.scan({ findings: [failing('a'), passing('b')], at: 62 });
    scans.scan({ findings: [passing('a'), passing('b')], at: 70 });
    scans.tick(75);

    const { notifications } = scans.scan({
      findings: [failing('a', { changedBy }), failing('b', { changedBy })],
      at: 82,
    });

    expect(notifications).toMatchObject([
      { kind: 'firing', about: 'violation', counts: { resources: 2 } },
    ]);
    expect(notifications[0]?.notes[0]).toContain('broke or mended 4 times');
  });
});

describe('quiet hours', () => {
  const quiet = { timezone: 'UTC', from: '00:00', to: '02:00' };
  const rules = { channels: [CHAT], routes: [route(['slack'], { quiet })] };

  it('A13: holds back what is not critical and tells it in one digest, whose end is told too', () => {
    const scans = createScans(rules);
    const during = scans.scan({ findings: [failing('a'), failing('b')], at: 1 });
    const held = scans.held().length;
    const digest = scans.tick(2 * HOUR);
    scans.scan({ findings: [passing('a'), failing('b')], at: 2 * HOUR + 10 });

    expect(during.notifications).toEqual([]);
    expect(held).toBe(2);
    expect(digest).toMatchObject([{ kind: 'digest', counts: { items: 2 } }]);
    expect(scans.held()).toEqual([]);
    expect(scans.tick(2 * HOUR + 15)).toMatchObject([
      { kind: 'resolved', items: [{ resourceId: databaseId('a', 'a') }] },
    ]);
  });
});

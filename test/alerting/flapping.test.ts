import { describe, expect, it } from 'vitest';
import { transitionsOf } from '#alerting/flapping.ts';
import type { Notification } from '#domain/alert.ts';
import type { ChangeKind } from '#domain/change.ts';
import { databaseId, finding, minute } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

const failing = (name = 'db1') => finding({ status: 'fail', resourceId: databaseId(name) });
const passing = (name = 'db1') => finding({ resourceId: databaseId(name) });

/** Fails at every odd minute and passes at every even one. */
function flap(scans: ReturnType<typeof createScans>, from: number, to: number): Notification[] {
  const told: Notification[] = [];
  for (let at = from; at <= to; at += 1) {
    const seen = at % 2 === 1 ? failing() : passing();
    told.push(...scans.scan({ findings: [seen], at }).notifications);
  }
  return told;
}

const pages = (told: readonly Notification[]) => told.filter(({ kind }) => kind === 'firing');

describe('flapping', () => {
  it('A5: a resource that flaps is one page, however long, and one flapping alert', () => {
    const scans = createScans();

    const told = flap(scans, 0, 40);

    expect(pages(told)).toHaveLength(1);
    expect(told.filter(({ kind }) => kind === 'resolved')).toEqual([]);
    const flapping = scans.alerts().filter(({ kind }) => kind === 'flapping');
    expect(flapping).toMatchObject([{ state: 'firing', openedAt: minute(4) }]);
    expect(flapping[0]?.mute).toEqual({ because: 'flapping', by: pages(told)[0]?.alertId });
  });

  it('A5: three changes within the hour are not flapping, four are', () => {
    const scans = createScans();

    flap(scans, 0, 3);
    const before = scans.alerts().map(({ kind }) => kind);
    flap(scans, 4, 4);

    expect(before).toEqual(['violation']);
    expect(scans.alerts().map(({ kind }) => kind)).toEqual(['violation', 'flapping']);
  });

  it('A5: four changes in more than an hour are not flapping', () => {
    const scans = createScans();
    scans.scan({ findings: [passing()], at: 0 });
    scans.scan({ findings: [failing()], at: 1 });
    scans.scan({ findings: [passing()], at: 2 });
    scans.scan({ findings: [failing()], at: 3 });
    scans.scan({ findings: [passing()], at: 62 });

    expect(scans.alerts().map(({ kind }) => kind)).toEqual(['violation']);
  });

  it('A5: tells that it flaps with the next update', () => {
    const scans = createScans();

    const updates = flap(scans, 0, 20).filter(({ kind }) => kind === 'updated');

    expect(updates[0]?.notes[0]).toContain('within the last hour');
    expect(updates[0]?.notes[0]).toContain('until it has stood still for 30 minutes');
  });

  it('A5: is over after half an hour in which it passes, and only then its violation ends', () => {
    const scans = createScans();
    flap(scans, 0, 10);

    expect(scans.tick(39)).toEqual([]);
    const over = scans.tick(40);

    expect(over).toMatchObject([{ kind: 'resolved', about: 'violation' }]);
    expect(scans.alerts().map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });

  it('A5: what stays broken after it is told as broken, without a second page', () => {
    const scans = createScans();
    const told = flap(scans, 0, 11);

    const after = scans.tick(41);

    expect(after).toMatchObject([
      { kind: 'updated', about: 'violation', alertId: pages(told)[0]?.alertId },
    ]);
    expect(after[0]?.notes[0]).toContain(`since ${minute(11)} it stays broken`);
    expect(scans.open()).toMatchObject([{ kind: 'violation', mute: null }]);
  });

  it('A5: a violation that nobody was told of is told as flapping, then as broken where it stays so', () => {
    const scans = createScans();
    scans.scan({ findings: [failing()], at: 0 });
    scans.scan({ findings: [passing()], at: 50 });
    scans.tick(55);
    scans.scan({ findings: [failing()], at: 62 });
    scans.scan({ findings: [passing()], at: 70 });
    const ended = scans.tick(75);
    const flapping = scans.scan({ findings: [failing()], at: 82 });

    expect(ended).toMatchObject([{ kind: 'resolved' }]);
    expect(pages(flapping.notifications)).toHaveLength(1);
    expect(flapping.notifications).toMatchObject([{ about: 'flapping' }]);
    expect(scans.open().find(({ kind }) => kind === 'violation')?.mute?.because).toBe('flapping');
    expect(scans.tick(111)).toEqual([]);
    const after = scans.tick(112);
    expect(after.map(({ about, kind }) => [about, kind])).toEqual(
      expect.arrayContaining([
        ['violation', 'firing'],
        ['flapping', 'resolved'],
      ]),
    );
    expect(after).toHaveLength(2);
  });

  it('A5: what cannot be read has not stood still', () => {
    const scans = createScans();
    flap(scans, 0, 11);
    const problem = { code: 'Timeout', permission: null } as const;
    scans.scan({ findings: [finding({ status: 'unknown', problem })], at: 12 });

    scans.tick(300);

    const states = scans.alerts().filter(({ kind }) => kind !== 'blind');
    expect(states.map(({ state }) => state)).toEqual(['firing', 'firing']);
  });
});

describe('transitions of a scan', () => {
  const change = (kind: ChangeKind, before: 'fail' | 'pass' = 'pass') => ({
    kind,
    at: minute(1),
    finding: failing(),
    before: { status: before, observed: null },
  });

  it.each([
    ['found-failing', [true]],
    ['started-failing', [true]],
    ['stopped-failing', [false]],
    ['became-unreadable', []],
    ['readable-again', []],
    ['value-changed', []],
    ['appeared', []],
  ] satisfies [ChangeKind, boolean[]][])('A5: %s counts as %o', (kind, expected) => {
    expect(transitionsOf([change(kind)]).map(({ isFailing }) => isFailing)).toEqual(expected);
  });

  it.each(['gone', 'left-scope'] as const)('A5: %s counts where it failed before', (kind) => {
    expect(transitionsOf([change(kind, 'fail')])).toMatchObject([{ isFailing: false }]);
    expect(transitionsOf([change(kind, 'pass')])).toEqual([]);
  });
});

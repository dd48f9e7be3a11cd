import { describe, expect, it } from 'vitest';
import type { Symptom } from '#domain/symptom.ts';
import { databaseId, finding, minute, SUBSCRIPTION } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

const HOUR = 60;
const problem = { code: 'AuthorizationFailed', permission: null } as const;
const refused = { operation: 'x', message: 'x', ...problem };
const failing = (name: string) => finding({ status: 'fail', resourceId: databaseId(name, name) });
const unread = (name: string) =>
  finding({ status: 'unknown', resourceId: databaseId(name, name), problem });

const symptom = (code: string): Symptom => ({
  code,
  severity: 'critical',
  message: code,
  remedy: null,
});

describe('inhibition', () => {
  it('A7: a violation that is still seen failing is reminded of, whatever else cannot be read', () => {
    const scans = createScans();
    scans.scan({ findings: [failing('a'), failing('b')], at: 0 });
    const partly = { findings: [failing('a'), unread('b')], problems: [refused] };
    scans.scan({ ...partly, at: 10 });
    scans.scan({ ...partly, at: 20 });

    const reminded = scans.tick(4 * HOUR);

    expect(reminded.map(({ about, items }) => [about, items[0]?.resourceId])).toEqual([
      ['violation', databaseId('a', 'a')],
    ]);
    expect(reminded[0]?.notes.join(' ')).not.toContain('cannot be looked at');
  });

  it('A7: a disk that fills blinds no subscription', () => {
    const scans = createScans();
    scans.tick(0, [symptom('DiskSpace')]);
    const blind = { findings: [unread('a')], problems: [refused] };
    scans.scan({ ...blind, at: 1 });

    expect(scans.scan({ ...blind, at: 2 }).notifications).toMatchObject([
      { kind: 'firing', about: 'blind' },
    ]);
  });

  it('A7: who was told first goes on to speak for a subscription, whichever is wider', () => {
    const scans = createScans();
    const step = (counts: readonly [number, number], at: number) => {
      const of = (code: 'AuthorizationFailed' | 'Timeout', count: number) =>
        Array.from({ length: count }, () => ({ ...refused, code }));
      const problems = [...of('AuthorizationFailed', counts[0]), ...of('Timeout', counts[1])];
      const subscription = { id: SUBSCRIPTION, name: 'prod', resources: 0, problems };
      return scans.scan({
        findings: [],
        subscriptions: [{ ...subscription, status: 'unreadable' }],
        at,
      }).notifications;
    };
    step([2, 1], 0);
    const told = step([2, 1], 10);

    expect(told).toHaveLength(1);
    expect(step([2, 5], 20)).toEqual([]);
    expect(scans.tick(30)).toEqual([]);
    const muted = scans.open().filter(({ mute }) => mute !== null);
    expect(muted.map(({ cause, mute }) => [cause, mute?.by])).toEqual([
      [{ kind: 'unreadable', subscriptionId: SUBSCRIPTION, code: 'Timeout' }, told[0]?.alertId],
    ]);
  });

  it('A8: what could not be read and is read for a moment stays the same alert', () => {
    const scans = createScans();
    const blind = { findings: [unread('a')], problems: [refused] };
    scans.scan({ ...blind, at: 0 });
    const told = scans.scan({ ...blind, at: 10 }).notifications;
    const read = scans.scan({ findings: [finding({ resourceId: databaseId('a', 'a') })], at: 20 });
    const again = scans.scan({ ...blind, at: 22 });

    expect(told).toHaveLength(1);
    expect(read.changedAlerts).toMatchObject([
      { state: 'recovering', recoveringSince: minute(20) },
    ]);
    expect(again.notifications).toEqual([]);
    expect(scans.open().map(({ id }) => id)).toEqual([told[0]?.alertId]);
    expect(scans.tick(60)).toEqual([]);
  });
});

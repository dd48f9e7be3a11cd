import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { address } from '#alerting/addressing.ts';
import { digests } from '#alerting/digest.ts';
import type { Notification } from '#domain/alert.ts';
import type { AlertPolicy, QuietHours } from '#domain/alert-policy.ts';
import type { HeldNotification } from '#domain/outbox-message.ts';
import { notification } from '../harness/notifications.ts';
import { alert, CHAT, policy, route } from './policies.ts';

const NIGHT: QuietHours = { timezone: 'UTC', from: '22:00', to: '07:00' };
const DEEP_NIGHT = '2026-01-15T02:00:00.000Z';
const ALMOST = '2026-01-15T06:59:59.999Z';
const MORNING = '2026-01-15T07:00:00.000Z';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const ROUTED = policy({ routes: [route(['slack', 'email'], { name: 'all', quiet: NIGHT })] });

/** What is held of an alert that nobody knows. */
function held(
  id: string,
  changes: Partial<Notification> = {},
  at = DEEP_NIGHT,
): readonly HeldNotification[] {
  const sequence = changes.sequence ?? 1;
  const told = notification({
    id: `msg_${id}_${String(sequence)}`,
    alertId: id,
    title: `Broken: claim of ${id}`,
    sequence,
    ...changes,
  });
  return address(told, alert({ id, severity: told.severity }), ROUTED, at).held;
}

function digest(all: readonly HeldNotification[], at = MORNING, given: AlertPolicy = ROUTED) {
  return digests(all, given, at, hash);
}

function first(all: readonly HeldNotification[], at = MORNING): Notification {
  const [message] = digest(all, at).messages;
  if (message === undefined) throw new Error('there is no digest');
  return message.notification;
}

describe('the digest after quiet hours (A13)', () => {
  it('comes when they are over and not a millisecond earlier', () => {
    const all = held('al_1');

    expect(digest(all, ALMOST)).toEqual({ messages: [], released: [], told: [] });
    expect(digest(all).messages.map(({ kind, channel }) => [kind, channel])).toEqual([
      ['digest', 'slack'],
      ['digest', 'email'],
    ]);
    expect(digest(all).released).toEqual(all.map(({ id }) => id));
  });

  it('is one per channel, with a line per alert, what still stands and is worst first', () => {
    const all = [
      ...held('al_mild', { severity: 'low' }),
      ...held('al_bad'),
      ...held('al_gone', { severity: 'high' }),
      ...held('al_gone', { kind: 'resolved', sequence: 2, resolvedAt: ALMOST }),
    ];

    const told = first(all);

    expect(digest(all).messages).toHaveLength(2);
    expect(told).toMatchObject({
      kind: 'digest',
      severity: 'high',
      title: 'Quiet hours are over: 2 alerts are still to be looked at, 1 alert is over by now',
      counts: { items: 3, open: 2, claims: 1, resources: 3 },
      notes: ['Held back during quiet hours: 2 high, 1 low; 2 still so, 1 over.'],
    });
    expect(told.items.map(({ reason }) => reason)).toEqual([
      'high, still so: Broken: claim of al_bad (posture alerts show al_bad)',
      'low, still so: Broken: claim of al_mild (posture alerts show al_mild)',
      `high, over since ${ALMOST}: Broken: claim of al_gone (posture alerts show al_gone)`,
    ]);
  });

  it('tells an alert as it is at the end, however often it changed', () => {
    const all = [
      ...held('al_1', { kind: 'updated', sequence: 2, title: 'Broken: more of it' }),
      ...held('al_1'),
      ...held('al_1', { kind: 'reminder', sequence: 3, title: 'Broken: still' }),
    ];

    expect(first(all).items.map(({ reason }) => reason)).toEqual([
      'high, still so: Broken: still (posture alerts show al_1)',
    ]);
    expect(digest(all).released).toHaveLength(all.length);
  });

  it('A12: says which alerts are known now where, so that their end goes there', () => {
    const all = [
      ...held('al_1'),
      ...held('al_2'),
      ...held('al_2', { kind: 'resolved', sequence: 2 }),
    ];

    expect(digest(all).told).toEqual([
      { alertId: 'al_1', destination: { channel: 'slack', destinationVersion: 'slack-1' } },
      { alertId: 'al_1', destination: { channel: 'email', destinationVersion: 'email-1' } },
    ]);
  });

  it('knows of an end that came in the very moment in which they are over', () => {
    const all = [...held('al_1'), ...held('al_1', { kind: 'resolved', sequence: 2 }, MORNING)];

    expect(first(all).title).toBe('Quiet hours are over: 1 alert is over by now');
  });

  it('waits for the quiet hours that hold something, whatever else joined it before', () => {
    const [onChat] = held('al_1', { kind: 'updated', sequence: 2 });
    if (onChat === undefined) throw new Error('nothing is held');
    const joined = {
      ...onChat,
      id: 'earlier',
      route: '',
      notification: { ...onChat.notification, sequence: 1 },
    };

    expect(digest([joined, onChat], ALMOST).released).toEqual([]);
    expect(digest([joined, onChat]).released).toEqual(['earlier', onChat.id]);
  });

  it('forgets an end that joins nothing', () => {
    const end = held('al_1', { kind: 'resolved', sequence: 2 });

    expect(digest(end, DEEP_NIGHT)).toMatchObject({ messages: [], told: [] });
    expect(digest(end, DEEP_NIGHT).released).toHaveLength(2);
  });

  it('does not wait for quiet hours that are no longer configured', () => {
    const awake = policy({ routes: [route(['slack', 'email'], { name: 'all' })] });

    expect(digest(held('al_1'), DEEP_NIGHT, awake).messages).toHaveLength(2);
  });

  it('has no way to a channel that is no longer configured', () => {
    const { messages, released } = digest(held('al_1'), MORNING, { ...ROUTED, channels: [CHAT] });

    expect(messages.map(({ channel }) => channel)).toEqual(['slack']);
    expect(released).toHaveLength(2);
  });

  it('lists fifty alerts and counts the rest', () => {
    const all = Array.from({ length: 60 }, (_, n) => held(`al_${String(n)}`)).flat();

    const told = first(all);

    expect(told.items).toHaveLength(50);
    expect(told.counts.items).toBe(60);
    expect(told.notes).toContain('10 more are listed by: posture alerts list');
  });

  it('is the same for the same input, and another one for another night', () => {
    const all = held('al_1');

    expect(digest(all)).toEqual(digest(all));
    expect(first(all).id).not.toBe(first(all, '2026-01-16T07:00:00.000Z').id);
    expect(digest(all).messages.map(({ alertId }) => alertId)).not.toContain('al_1');
    expect(new Set(digest(all).messages.map(({ alertId }) => alertId)).size).toBe(2);
  });
});

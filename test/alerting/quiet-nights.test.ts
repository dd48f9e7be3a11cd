import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { address } from '#alerting/addressing.ts';
import { digests } from '#alerting/digest.ts';
import { isQuiet } from '#alerting/quiet-hours.ts';
import { routedAlert, routesOf } from '#alerting/route.ts';
import type { Alert, NotificationKind } from '#domain/alert.ts';
import type { AlertPolicy, AlertRoute, QuietHours } from '#domain/alert-policy.ts';
import { toInstant } from '#domain/instant.ts';
import type { HeldNotification, OutboxMessage } from '#domain/outbox-message.ts';
import { SEVERITIES, type Severity } from '#domain/severity.ts';
import { notification } from '../harness/notifications.ts';
import { alert, policy, route } from './policies.ts';

const SEED = Number(process.env['POSTURE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const HOUR = 3_600_000;
const START = Date.parse('2026-10-23T12:00:00Z');
/** Noon, days after the last event: nobody is quiet. */
const END = START + 120 * HOUR;
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

const NIGHTS: readonly (QuietHours | null)[] = [
  null,
  { timezone: 'Europe/Stockholm', from: '22:00', to: '07:00' },
  { timezone: 'America/New_York', from: '01:30', to: '02:30' },
  { timezone: 'Asia/Tokyo', from: '12:00', to: '08:00', days: ['sat', 'sun'] },
];

const anyRoute = fc
  .record({
    channels: fc.subarray(['pagerduty', 'slack', 'email'], { minLength: 1 }),
    severities: fc.option(fc.subarray([...SEVERITIES], { minLength: 1 })),
    quiet: fc.constantFrom(...NIGHTS),
    continues: fc.boolean(),
  })
  .map(({ channels, severities, quiet, continues }): AlertRoute => {
    const match = severities === null ? {} : { severities };
    return route(channels, { match, quiet, continue: continues, fallback: ['log'] });
  });

const anyPolicy = fc
  .array(anyRoute, { maxLength: 3 })
  .map((routes) =>
    policy({ routes: routes.map((one, index) => ({ ...one, name: `route ${String(index)}` })) }),
  );

/** What happens to one of three alerts, hours after what happened before. */
const anyEvent = fc.record({
  alertId: fc.constantFrom('al_a', 'al_b', 'al_c'),
  kind: fc.constantFrom<NotificationKind>('updated', 'reminder', 'resolved', 'acknowledged'),
  severity: fc.constantFrom<Severity>(...SEVERITIES),
  afterMs: fc.integer({ min: 1000, max: 9 * HOUR }),
});

interface Sent {
  readonly message: OutboxMessage;
  readonly atMs: number;
}

/** Keeps alerts, what is held and what was sent, as the state does. */
function createNights(given: AlertPolicy) {
  const alerts = new Map<string, Alert>();
  const sent: Sent[] = [];
  let held: readonly HeldNotification[] = [];

  function send(of: Alert, kind: NotificationKind, atMs: number): Alert {
    const at = toInstant(atMs);
    const { id, sequence, severity } = of;
    const told = notification({
      id: `msg_${id}_${String(sequence)}`,
      alertId: id,
      kind,
      sequence,
      severity,
      at,
    });
    const { messages, held: more, destinations } = address(told, of, given, at);
    sent.push(...messages.map((message) => ({ message, atMs })));
    held = [...held, ...more];
    return { ...of, destinations };
  }

  function tick(atMs: number): void {
    const { messages, released, told } = digests(held, given, toInstant(atMs), hash);
    sent.push(...messages.map((message) => ({ message, atMs })));
    held = held.filter(({ id }) => !released.includes(id));
    for (const { alertId, destination } of told) {
      const of = alerts.get(alertId);
      const isKnown = of?.destinations.some(({ channel }) => channel === destination.channel);
      if (of !== undefined && !isKnown)
        alerts.set(alertId, { ...of, destinations: [...of.destinations, destination] });
    }
  }

  return {
    alerts,
    sent,
    held: () => held,
    tick,
    happen(alertId: string, kind: NotificationKind, severity: Severity, atMs: number): void {
      const before = alerts.get(alertId);
      if (before === undefined) {
        const begun = alert({ id: alertId, severity });
        alerts.set(alertId, send(begun, 'firing', atMs));
      } else if (before.state === 'firing') {
        // Only what is learnt of it makes an alert worse or better.
        const changes = kind === 'updated' ? { severity } : {};
        const state = kind === 'resolved' ? 'resolved' : 'firing';
        const after = { ...before, ...changes, state, sequence: before.sequence + 1 } as const;
        alerts.set(alertId, send(after, kind, atMs));
      }
      tick(atMs);
    },
  };
}

/** What a channel was told of an alert, in order. */
function storyOf(sent: readonly Sent[], channel: string, alertId: string): string[] {
  return sent.flatMap(({ message }) => {
    if (message.channel !== channel) return [];
    if (message.kind !== 'digest') return message.alertId === alertId ? [message.kind] : [];
    const lines = message.notification.items.filter(({ reason }) =>
      reason.includes(`show ${alertId})`),
    );
    return lines.map(({ reason }) =>
      reason.includes('still so') ? 'digest: open' : 'digest: over',
    );
  });
}

describe(`nights with quiet hours (seed ${SEED})`, () => {
  const nights = fc.record({
    given: anyPolicy,
    events: fc.array(anyEvent, { maxLength: 10 }),
  });

  it('A12, A13: lose nothing, tell no end without a beginning, and wake nobody for less', () => {
    let digestsSeen = 0;
    fc.assert(
      fc.property(nights, ({ given, events }) => {
        const world = createNights(given);
        let now = START;
        for (const { alertId, kind, severity, afterMs } of events) {
          now += afterMs;
          world.happen(alertId, kind, severity, now);
        }
        for (const [id, of] of world.alerts) {
          const begun = routesOf(given, routedAlert(of)).map(({ channel }) => channel.name);
          if (of.state === 'firing') world.happen(id, 'resolved', of.severity, END - HOUR);
          world.tick(END);
          for (const name of begun) expect(storyOf(world.sent, name, id).length).toBeGreaterThan(0);
        }

        expect(world.held()).toEqual([]);
        for (const { message, atMs } of world.sent) expectNobodyWoken(message, atMs, given);
        for (const id of world.alerts.keys()) {
          for (const { name } of given.channels) expectWholeStory(storyOf(world.sent, name, id));
        }
        digestsSeen += world.sent.filter(({ message }) => message.kind === 'digest').length;
        const ids = world.sent.map(({ message }) => message.id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { seed: SEED, numRuns: 300 },
    );
    expect(digestsSeen).toBeGreaterThan(20);
  });

  function expectWholeStory(story: readonly string[]): void {
    let isOpen = false;
    for (const word of story) {
      if (word === 'trigger' || word === 'digest: open') isOpen = true;
      if (word === 'update' || word === 'resolve' || word === 'ack')
        expect(isOpen, story.join()).toBe(true);
      if (word === 'resolve' || word === 'digest: over') isOpen = false;
    }
    expect(isOpen, story.join()).toBe(false);
  }

  function expectNobodyWoken(message: OutboxMessage, atMs: number, given: AlertPolicy): void {
    const { notification: told, channel, kind } = message;
    if (told.severity === 'critical' || kind === 'ack' || kind === 'digest') return;
    if (kind === 'resolve' && channel === 'pagerduty') return;
    const of = alert({ severity: told.severity });
    const ways = routesOf(given, routedAlert(of)).filter((way) => way.channel.name === channel);
    for (const { routes } of ways) {
      const awake = routes.filter(({ quiet }) => quiet === null || !isQuiet(quiet, atMs));
      expect(routes.length === 0 || awake.length > 0).toBe(true);
    }
  }
});

import { describe, expect, it } from 'vitest';
import { type Addressed, address } from '#alerting/addressing.ts';
import type { Alert, Notification } from '#domain/alert.ts';
import type { AlertPolicy, QuietHours } from '#domain/alert-policy.ts';
import { notification } from '../harness/notifications.ts';
import { alert, channel, LOG, PAGER, policy, route } from './policies.ts';

const NIGHT: QuietHours = { timezone: 'UTC', from: '22:00', to: '07:00' };
const NOON = '2026-01-15T12:00:00.000Z';
const DEEP_NIGHT = '2026-01-15T02:00:00.000Z';

/** The pager by day and night, chat by day. */
const ROUTED = policy({
  routes: [
    route(['pagerduty', 'slack'], {
      name: 'worst',
      match: { severities: ['critical'] },
      fallback: ['email'],
      quiet: NIGHT,
    }),
    route(['slack'], { name: 'chat', match: { documents: ['flex'] }, quiet: NIGHT }),
  ],
});

/** An alert that is known on these ways, each with an address of before. */
function known(names: readonly string[], changes: Partial<Alert> = {}): Alert {
  const destinations = names.map((name) => ({ channel: name, destinationVersion: `${name}-0` }));
  return alert({ destinations, ...changes });
}

interface Given {
  readonly kind: Notification['kind'];
  readonly of?: Alert;
  readonly at?: string;
  readonly given?: AlertPolicy;
}

function send({ kind, of = alert(), at = NOON, given = ROUTED }: Given): Addressed {
  return address(notification({ kind, severity: of.severity }), of, given, at);
}

function sent({ messages }: Addressed): string[] {
  return messages.map((one) => `${one.kind} ${one.channel} ${one.destinationVersion}`);
}

function kept({ held }: Addressed): string[] {
  return held.map((one) => `${one.channel} by ${one.route === '' ? 'nothing' : one.route}`);
}

describe('a beginning', () => {
  it('A12: goes where the routes say, and the address of now is remembered for its end', () => {
    const addressed = send({ kind: 'firing' });

    expect(sent(addressed)).toEqual(['trigger slack slack-1']);
    expect(addressed.destinations).toEqual([{ channel: 'slack', destinationVersion: 'slack-1' }]);
    expect(addressed.held).toEqual([]);
  });

  it('A15: has the fallback of its route when it is critical, and none otherwise', () => {
    const critical = send({ kind: 'firing', of: alert({ severity: 'critical' }) });

    expect(critical.messages.map(({ channel: name, fallback }) => [name, fallback])).toEqual([
      ['pagerduty', ['email']],
      ['slack', ['email']],
    ]);
    const given = policy({ routes: [route(['slack'], { fallback: ['email'] })] });
    expect(send({ kind: 'firing', given }).messages.map(({ fallback }) => fallback)).toEqual([[]]);
  });

  it('A13: is held during quiet hours and not remembered, because nobody knows of it', () => {
    const addressed = send({ kind: 'firing', at: DEEP_NIGHT });

    expect(sent(addressed)).toEqual([]);
    expect(kept(addressed)).toEqual(['slack by chat']);
    expect(addressed.held[0]).toMatchObject({
      heldAt: DEEP_NIGHT,
      notification: { kind: 'firing' },
    });
    expect(addressed.destinations).toEqual([]);
  });

  it('A13: breaks through quiet hours when it is critical', () => {
    const critical = alert({ severity: 'critical' });

    const addressed = send({ kind: 'firing', of: critical, at: DEEP_NIGHT });

    expect(sent(addressed)).toEqual(['trigger pagerduty pagerduty-1', 'trigger slack slack-1']);
    expect(kept(addressed)).toEqual([]);
  });

  it('A13: is told at once through another route without quiet hours now', () => {
    const given = policy({
      routes: [
        route(['slack'], { name: 'quiet', quiet: NIGHT, continue: true }),
        route(['slack'], { name: 'awake' }),
      ],
    });

    expect(sent(send({ kind: 'firing', at: DEEP_NIGHT, given }))).toEqual([
      'trigger slack slack-1',
    ]);
  });
});

describe('a reminder', () => {
  it('A11: updates what its channel knows, at the address of then', () => {
    const addressed = send({ kind: 'reminder', of: known(['slack']) });

    expect(sent(addressed)).toEqual(['update slack slack-0']);
    expect(addressed.destinations).toEqual([{ channel: 'slack', destinationVersion: 'slack-0' }]);
  });

  it('A11: is the beginning for a channel that was never told', () => {
    const addressed = send({ kind: 'reminder', of: known(['email']) });

    expect(sent(addressed)).toEqual(['trigger slack slack-1']);
    expect(addressed.destinations.map(({ channel: name }) => name)).toEqual(['email', 'slack']);
  });

  it('A15: has a fallback too when it is critical', () => {
    const of = known(['pagerduty', 'slack'], { severity: 'critical' });

    expect(send({ kind: 'reminder', of }).messages.map(({ fallback }) => fallback)).toEqual([
      ['email'],
      ['email'],
    ]);
  });

  it('A13: is held during quiet hours', () => {
    expect(kept(send({ kind: 'reminder', of: known(['slack']), at: DEEP_NIGHT }))).toEqual([
      'slack by chat',
    ]);
  });
});

describe('an update', () => {
  it('A12: goes where the alert is known, whatever the routes say now', () => {
    const addressed = send({ kind: 'updated', of: known(['slack', 'email']) });

    expect(sent(addressed)).toEqual(['update slack slack-0', 'update email email-0']);
  });

  it('is the beginning for whom the routes name by now, because it became worse', () => {
    const addressed = send({ kind: 'updated', of: known(['slack'], { severity: 'critical' }) });

    expect(sent(addressed)).toEqual(['update slack slack-0', 'trigger pagerduty pagerduty-1']);
    expect(addressed.destinations.map(({ channel: name }) => name)).toEqual(['slack', 'pagerduty']);
    expect(addressed.messages[1]?.fallback).toEqual(['email']);
  });

  it('A13: is held during quiet hours where the alert is known and where its beginning waits', () => {
    expect(kept(send({ kind: 'updated', of: known(['slack']), at: DEEP_NIGHT }))).toContain(
      'slack by chat',
    );
    expect(kept(send({ kind: 'updated', at: DEEP_NIGHT }))).toContain('slack by chat');
    expect(sent(send({ kind: 'updated', at: DEEP_NIGHT }))).toEqual([]);
  });
});

describe('an end', () => {
  it('A12: goes where the alert is known, at the address of then, and nowhere else', () => {
    const addressed = send({ kind: 'resolved', of: known(['pagerduty', 'email']) });

    expect(sent(addressed)).toEqual(['resolve pagerduty pagerduty-0', 'resolve email email-0']);
  });

  it('A12: goes to a channel that is no longer configured, for whoever puts it back', () => {
    expect(sent(send({ kind: 'resolved', of: known(['former']) }))).toEqual([
      'resolve former former-0',
    ]);
  });

  it('A13: closes incidents during quiet hours, but lets people sleep', () => {
    const given = policy({
      routes: [route(['pagerduty', 'slack'], { name: 'all', quiet: NIGHT })],
    });

    const addressed = send({
      kind: 'resolved',
      of: known(['pagerduty', 'slack']),
      at: DEEP_NIGHT,
      given,
    });

    expect(sent(addressed)).toEqual(['resolve pagerduty pagerduty-0']);
    // What the pager was not told of it during the night must not say later that it goes on.
    expect(kept(addressed)).toEqual(['slack by all', 'pagerduty by nothing']);
  });

  it('A13: of something critical is told at any hour', () => {
    const of = known(['slack'], { severity: 'critical' });

    expect(sent(send({ kind: 'resolved', of, at: DEEP_NIGHT }))).toEqual(['resolve slack slack-0']);
  });

  it('A13: joins a beginning that may wait for the digest, also when its hours are over by now', () => {
    const addressed = send({ kind: 'resolved', of: alert({ members: [] }) });

    expect(sent(addressed)).toEqual([]);
    expect(kept(addressed)).toEqual(['pagerduty by nothing', 'slack by nothing']);
  });
});

describe('an acknowledgement', () => {
  it('A10: goes where the alert is known, at any hour', () => {
    const addressed = send({ kind: 'acknowledged', of: known(['slack']), at: DEEP_NIGHT });

    expect(sent(addressed)).toEqual(['ack slack slack-0']);
    expect(addressed.held).toEqual([]);
  });
});

describe('without routes', () => {
  it('A9: an update tells those that page once it is bad enough', () => {
    const given = policy({ channels: [PAGER, LOG, channel('hook', 'webhook')] });

    const begun = send({ kind: 'firing', of: alert({ severity: 'medium' }), given });
    const worse = send({ kind: 'updated', of: known(['log', 'hook']), given });

    expect(sent(begun)).toEqual(['trigger log log-1', 'trigger hook hook-1']);
    expect(sent(worse)).toEqual([
      'update log log-0',
      'update hook hook-0',
      'trigger pagerduty pagerduty-1',
    ]);
  });
});

describe("the monitor's own trouble with a channel", () => {
  it('A22: is not told on that channel', () => {
    const cause = { kind: 'monitor', code: 'DeliveryFailed:slack' } as const;
    const given = policy({ routes: [route(['slack', 'email'])] });

    expect(sent(send({ kind: 'firing', of: alert({ cause }, []), given }))).toEqual([
      'trigger email email-1',
    ]);
  });
});

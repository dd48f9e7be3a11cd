import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { accepted, filesOf, MINIMAL, OWN, read } from './configuration-text.ts';
import { KNOWN_CHECKS } from './known-checks.ts';

const CHANNELS = `alerts:
  channels:
    - type: log
    - { type: pagerduty, name: on-call, routingKey: { env: PD } }
    - { type: slack, name: chat, url: { env: SLACK } }
`;

function alertsOf(text: string, more: Record<string, string> = {}) {
  return accepted(read(`${MINIMAL}${text}`, {}, more)).alerts;
}

function noticesOf(text: string): string[] {
  const { notices, problems } = validateConfiguration({
    file: 'etc/posture.yaml',
    environment: {},
    checks: KNOWN_CHECKS,
    asOf: '2026-11-21T12:00:00.000Z',
    files: filesOf({ 'etc/posture.yaml': `${MINIMAL}${text}`, 'etc/own.yaml': OWN }),
  });
  expect(problems).toEqual([]);
  return notices.flatMap(({ kind, line, message }) =>
    kind === 'alerts' ? [`${line} ${message}`] : [],
  );
}

describe('the alerts section', () => {
  it('A11: has the times of the requirements and the log when nothing is said', () => {
    expect(alertsOf('')).toEqual({
      channels: [{ type: 'log' }],
      policy: {
        routes: [],
        defaultChannels: [],
        timing: {
          confirmWithinMs: 30_000,
          recoverAfterMs: 5 * 60_000,
          remindAfterMs: 4 * 3_600_000,
          remindAcknowledgedAfterMs: 24 * 3_600_000,
          updateEveryMs: 5 * 60_000,
          fallbackAfterMs: 5 * 60_000,
          blindAfterScans: 2,
        },
        publicUrl: null,
        command: expect.stringMatching(/^(npx )?posture --config /u) as string,
        timezone: 'UTC',
        runbooks: [],
        canary: null,
      },
      heartbeat: null,
      dailyTest: null,
    });
  });

  it('understands a webhook as it was written before there were others', () => {
    const text = `alerts:
  channels:
    - { type: webhook, name: hook, url: https://alerts.example.com/x, secret: { env: KEY } }
`;

    expect(alertsOf(text).channels).toEqual([
      {
        type: 'webhook',
        name: 'hook',
        url: 'https://alerts.example.com/x',
        secret: { env: 'KEY' },
        previousSecrets: [],
        format: 'cloudevents',
        privateNetwork: false,
        pages: false,
      },
    ]);
  });

  it('A14: turns routes into a policy; they are named by their place where they have no name', () => {
    const text = `${CHANNELS}  routes:
    - match: { severities: [critical], claims: ["own.*"], subscriptions: [AAAAAAAA-0000-4000-8000-00000000000A] }
      channels: [on-call, on-call]
      fallback: [chat]
    - name: rest
      channels: [chat]
      quiet: { timezone: Europe/Stockholm, from: 22:00, to: 07:00, days: [mon, sun] }
      continue: true
      singleChannel: true
  default: [log]
`;

    expect(alertsOf(text).policy).toMatchObject({
      routes: [
        {
          name: 'route 1',
          match: {
            severities: ['critical'],
            claims: ['own.*'],
            subscriptions: ['aaaaaaaa-0000-4000-8000-00000000000a'],
          },
          channels: ['on-call'],
          fallback: ['chat'],
          quiet: null,
          continue: false,
        },
        {
          name: 'rest',
          match: {},
          channels: ['chat'],
          fallback: [],
          quiet: { timezone: 'Europe/Stockholm', from: '22:00', to: '07:00', days: ['mon', 'sun'] },
          continue: true,
        },
      ],
      defaultChannels: ['log'],
    });
  });

  it('A16: knows canary, heartbeat, daily test, runbooks and its own address', () => {
    const text = `alerts:
  canary: own.pitr
  heartbeat: { url: { env: BEAT } }
  dailyTest: { channels: [log] }
  publicUrl: https://posture.example.com/
  runbooks: [{ claims: own.*, url: https://runbooks.example.com/own }]
  timing: { recoverAfter: PT90S, remindAfter: P1DT12H, blindAfterScans: 3 }
`;

    const { policy, heartbeat, dailyTest } = alertsOf(text);

    expect(policy).toMatchObject({
      canary: 'own.pitr',
      publicUrl: 'https://posture.example.com',
      runbooks: [{ claims: 'own.*', url: 'https://runbooks.example.com/own' }],
      timing: { recoverAfterMs: 90_000, remindAfterMs: 36 * 3_600_000, blindAfterScans: 3 },
    });
    expect(heartbeat).toEqual({ url: { env: 'BEAT' } });
    expect(dailyTest).toEqual({ schedule: '0 9 * * 1-5', channels: ['log'] });
  });

  it.each([
    ['pagerduty', 'routingKey: { env: A }', true],
    ['jira-service-management', 'apiKey: { env: A }', true],
    ['webhook', 'url: { env: A }', false],
    ['slack', 'url: { env: A }', false],
    ['teams', 'url: { env: A }', false],
    ['email', 'host: mx, port: 587, from: a@example.com, to: [b@example.com]', false],
    ['alertmanager', 'url: { env: A }', false],
    ['servicenow', 'url: { env: A }, user: u, password: { env: P }', false],
  ])('A9: lets %s page or not, unless it is told otherwise', (type, settings, pages) => {
    const one = (name: string, more: string) =>
      `    - { type: ${type}, name: ${name}, ${settings}${more} }\n`;
    const text = `alerts:\n  channels:\n    - type: log\n${one('a', '')}${one('b', `, pages: ${!pages}`)}`;

    expect(alertsOf(text).channels.slice(1)).toMatchObject([{ pages }, { pages: !pages }]);
  });

  it.each(['http://127.0.0.1:9093', 'http://localhost:9093', 'http://[::1]:9093'])(
    'speaks plain http to this machine: %s',
    (url) => {
      const text = `alerts:\n  channels:\n    - { type: alertmanager, name: am, url: "${url}" }\n`;

      expect(alertsOf(text).channels).toMatchObject([{ url, resendEvery: 'PT1M' }]);
    },
  );

  it('finds the certificate authority of a channel beside the configuration', () => {
    const text = `alerts:\n  channels:\n    - { type: alertmanager, name: am, url: { env: AM }, caFile: ca.pem }\n`;

    const { channels } = alertsOf(text, { 'etc/ca.pem': 'x' });

    expect(channels).toMatchObject([{ caFile: resolve('etc/ca.pem') }]);
  });
});

describe('16: a route for a check that does not exist', () => {
  it('16: is an error with its suggestion: it would silently tell nobody', () => {
    const text = `${CHANNELS}  routes:
    - { match: { checks: [sql-restore-windw] }, channels: [on-call, chat] }
  default: [log]
`;
    const outcome = read(`${MINIMAL}${text}`);

    expect('problems' in outcome && outcome.problems.map(({ message }) => message)).toEqual([
      'alerts.routes[0].match.checks[0]: there is no check "sql-restore-windw"; did you mean "sql-restore-window"?; posture checks lists them',
    ]);
  });
});

describe('what is worth knowing of alerts', () => {
  it('A14: a route that is never reached', () => {
    const text = `${CHANNELS}  routes:
    - { name: all, channels: [on-call, chat] }
    - { channels: [chat, on-call] }
  default: [log]
`;

    expect(noticesOf(text)).toEqual([
      '11 alerts.routes[1]: is never reached: "all" matches everything and does not continue',
    ]);
  });

  it('nothing of a route below one that continues', () => {
    const text = `${CHANNELS}  routes:
    - { name: all, channels: [on-call, chat], continue: true }
    - { channels: [chat, on-call] }
  default: [log]
`;

    expect(noticesOf(text)).toEqual([]);
  });

  it('words that nothing has', () => {
    const text = `${CHANNELS}  routes:
    - match: { documents: [owm], claims: [own.*, owm.*], checks: [sql-restore-window, not-made-yet, link-answers] }
      channels: [on-call, chat]
  default: [log]
  runbooks: [{ claims: flex.*, url: https://runbooks.example.com }]
`;

    expect(noticesOf(text)).toEqual([
      '10 alerts.routes[0].match.documents[0]: matches nothing: there is no document "owm"; did you mean "own"?',
      '10 alerts.routes[0].match.claims[1]: matches nothing: no claim is like "owm.*"',
      '13 alerts.runbooks[0].claims: matches nothing: no claim is like "flex.*"',
    ]);
  });

  it('A15: that there is only one way out', () => {
    const text = 'alerts:\n  channels:\n    - { type: slack, name: chat, url: { env: A } }\n';

    expect(noticesOf(text)).toEqual([
      '6 alerts.channels: "chat" is the only way out besides the log: when it fails, a critical alert reaches nobody',
    ]);
  });
});

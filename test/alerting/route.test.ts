import { describe, expect, it } from 'vitest';
import type { AlertSubject } from '#alerting/facets.ts';
import { explainRoute, routedAlert, routesOf } from '#alerting/route.ts';
import type { Alert } from '#domain/alert.ts';
import type { AlertPolicy, QuietHours } from '#domain/alert-policy.ts';
import { alert, channel, LOG, member, PAGER, policy, route } from './policies.ts';

const NIGHT: QuietHours = { timezone: 'Europe/Stockholm', from: '22:00', to: '07:00' };

function told(given: AlertPolicy, of: Alert = alert()) {
  return routesOf(given, routedAlert(of)).map(({ channel: { name }, routes, fallback }) => ({
    name,
    routes: routes.map((one) => one.name),
    fallback,
  }));
}

function names(given: AlertPolicy, of?: Alert): string[] {
  return told(given, of).map(({ name }) => name);
}

describe('routes', () => {
  const routed = policy({
    routes: [
      route(['pagerduty'], {
        name: 'worst',
        match: { severities: ['critical'] },
        fallback: ['email'],
      }),
      route(['slack'], { name: 'flex', match: { documents: ['flex'] }, continue: true }),
      route(['slack', 'email'], { name: 'sql', match: { checks: ['sql-*'] } }),
      route(['email'], { name: 'never' }),
    ],
  });

  it('A14: the first that matches counts', () => {
    expect(told(routed, alert({ severity: 'critical' }))).toEqual([
      { name: 'pagerduty', routes: ['worst'], fallback: ['email'] },
    ]);
  });

  it('A14: after one with continue the following count too, and each channel is told once', () => {
    expect(told(routed)).toEqual([
      { name: 'slack', routes: ['flex', 'sql'], fallback: [] },
      { name: 'email', routes: ['sql'], fallback: [] },
    ]);
  });

  it('A14: what matches none goes to the default channels, with all others as their fallback', () => {
    const narrow = policy({ routes: [route(['slack'], { match: { documents: ['severa'] } })] });

    expect(told(narrow)).toEqual([
      { name: 'log', routes: [], fallback: ['pagerduty', 'slack', 'email'] },
    ]);
  });

  it('A14: a route that matches without continue leaves the default alone', () => {
    expect(names(policy({ routes: [route(['slack'], { continue: true })] }))).toEqual(['slack']);
  });

  it('A15: a fallback is another channel than those that are told', () => {
    const given = policy({
      routes: [
        route(['slack'], { fallback: ['email', 'pagerduty'], continue: true }),
        route(['email'], { name: 'mail', fallback: ['slack'] }),
      ],
    });

    expect(told(given).map(({ name, fallback }) => [name, fallback])).toEqual([
      ['slack', ['pagerduty']],
      ['email', []],
    ]);
  });

  it('A14: tells everybody rather than nobody when no channel has the names', () => {
    expect(names(policy({ routes: [route(['gone'])] }))).toEqual([
      'pagerduty',
      'slack',
      'email',
      'log',
    ]);
  });
});

describe('without routes', () => {
  it.each([
    ['critical', ['pagerduty', 'slack', 'email', 'log']],
    ['high', ['pagerduty', 'slack', 'email', 'log']],
    ['medium', ['slack', 'email', 'log']],
    ['low', ['slack', 'email', 'log']],
    ['informational', ['slack', 'email', 'log']],
  ] as const)('A9: of what is %s, %j are told', (severity, expected) => {
    expect(names(policy(), alert({ severity }))).toEqual(expected);
  });

  it('A14: what is not worth a page is told all the same when every channel pages', () => {
    expect(names(policy({ channels: [PAGER] }), alert({ severity: 'low' }))).toEqual(['pagerduty']);
  });

  it('A9: a channel pages when the operator says so', () => {
    const given = policy({ channels: [channel('slack', 'slack', { pages: true }), LOG] });

    expect(names(given, alert({ severity: 'low' }))).toEqual(['log']);
  });
});

describe('the dry run (A14)', () => {
  const subject: AlertSubject = {
    kind: 'violation',
    severity: 'high',
    documents: ['flex'],
    claims: ['flex.pitr'],
    checks: [],
    subscriptions: [],
    owners: [],
    resourceGroups: [],
    resources: [],
  };
  const given = policy({
    routes: [
      route(['pagerduty'], {
        name: 'worst',
        match: { severities: ['critical'] },
        fallback: ['email'],
      }),
      route(['slack'], { name: 'vaults', match: { checks: ['key-vault-sku'] } }),
      route(['slack', 'email'], { name: 'flex', match: { documents: ['flex'] }, quiet: NIGHT }),
    ],
  });
  const DAY = '2026-01-15T12:00:00.000Z';
  const DEEP_NIGHT = '2026-01-15T02:00:00.000Z';

  it('says who is told and why, line by line', () => {
    expect(explainRoute(given, subject, DAY)).toEqual({
      told: [
        { channel: 'slack', type: 'slack', heldUntil: null, fallback: [] },
        { channel: 'email', type: 'email', heldUntil: null, fallback: [] },
      ],
      lines: [
        'worst: does not match: severity high is none of critical',
        'vaults: does not match: checks must be like key-vault-sku; none is given',
        'flex: matches',
        '-> slack (slack) by flex: at once',
        '-> email (email) by flex: at once',
      ],
    });
  });

  it('says what quiet hours hold back, and until when', () => {
    const { told: held, lines } = explainRoute(given, subject, DEEP_NIGHT);

    expect(held[0]?.heldUntil).toBe('2026-01-15T06:00:00.000Z');
    expect(lines.at(-1)).toBe(
      '-> email (email) by flex: in the digest at thu 07:00 Europe/Stockholm, when its quiet hours are over',
    );
  });

  it('says the first time at which one of its routes is awake', () => {
    const late = { ...NIGHT, to: '09:00' };
    const twice = policy({
      routes: [
        route(['slack'], { name: 'late', quiet: late, continue: true }),
        route(['slack'], { name: 'early', quiet: NIGHT, continue: true }),
        route(['slack'], { name: 'later', quiet: late }),
      ],
    });

    expect(explainRoute(twice, subject, DEEP_NIGHT).told[0]?.heldUntil).toBe(
      '2026-01-15T06:00:00.000Z',
    );
  });

  it('says the fallback of what is critical, which quiet hours do not hold', () => {
    const { told: woken, lines } = explainRoute(
      given,
      { ...subject, severity: 'critical' },
      DEEP_NIGHT,
    );

    expect(woken).toEqual([
      { channel: 'pagerduty', type: 'pagerduty', heldUntil: null, fallback: ['email'] },
    ]);
    expect(lines).toEqual([
      'worst: matches',
      '-> pagerduty (pagerduty) by worst: at once; not accepted within 5 min: email',
    ]);
  });

  it('says that nothing matches, and that there are no routes', () => {
    const elsewhere = { ...subject, documents: ['severa'] };

    expect(explainRoute(given, elsewhere, DAY).lines.slice(2)).toEqual([
      'flex: does not match: documents must be like flex; severa is not like that',
      'no route matches: the default channels are told',
      '-> log (log) by default: at once',
    ]);
    expect(explainRoute(policy(), subject, DAY).lines[0]).toBe(
      'no routes: every channel is told, one that pages of what is critical or high only',
    );
  });

  it('agrees with what an alert like that would get', () => {
    for (const severity of ['critical', 'high', 'medium', 'low', 'informational'] as const) {
      const asked = { ...subject, severity, checks: ['sql-tls'] };
      const real = alert({ severity }, [member({ check: 'sql-tls' })]);

      expect(explainRoute(given, asked, DAY).told.map(({ channel: name }) => name)).toEqual(
        names(given, real),
      );
    }
  });
});

const URL_FORM = 'an https:// address without user name or password (http:// for this machine';
const SPAN = 'an ISO-8601 duration of days, hours, minutes or seconds of at most P30D';

/** The same as `EXPECTED` for mistakes in the alerts section. */
export const EXPECTED_OF_ALERTS: Readonly<Record<string, readonly (readonly [string, string])[]>> =
  {
    'alertmanager-two-sign-ins': [
      ['alertmanager-two-sign-ins.yaml:6:7 alerts.channels[0]', 'either user or bearer, not both'],
    ],
    'canary-unknown': [
      ['canary-unknown.yaml:5:11 alerts.canary', 'did you mean "flinker.training"?'],
    ],
    'default-without-routes': [
      ['default-without-routes.yaml:7:12 alerts.default', 'without routes every channel is told'],
    ],
    'email-mistakes': [
      ['email-mistakes.yaml:6:62 alerts.channels[0].port', 'at most 65535'],
      ['email-mistakes.yaml:6:74 alerts.channels[0].tls', 'one of implicit, starttls'],
      ['email-mistakes.yaml:6:115 alerts.channels[0].to', 'at least 1 entry'],
      ['email-mistakes.yaml:6:7 alerts.channels[0]', 'user and password together, or neither'],
      ['email-mistakes.yaml:7:7 alerts.channels[1]', 'user and password together, or neither'],
    ],
    'heartbeat-and-test-mistakes': [
      ['heartbeat-and-test-mistakes.yaml:7:14 alerts.publicUrl', URL_FORM],
      ['heartbeat-and-test-mistakes.yaml:8:40 alerts.runbooks[0].url', 'an https:// address'],
      ['heartbeat-and-test-mistakes.yaml:5:21 alerts.heartbeat.url', URL_FORM],
      ['heartbeat-and-test-mistakes.yaml:6:26 alerts.dailyTest.schedule', 'found "daily"'],
      ['heartbeat-and-test-mistakes.yaml:6:43 alerts.dailyTest.channels', 'at least 1 entry'],
    ],
    'only-paging-channels': [
      ['only-paging-channels.yaml:6:5 alerts.channels', 'a channel that does not page'],
    ],
    'pagerduty-key-as-value': [
      [
        'pagerduty-key-as-value.yaml:9:19 alerts.channels[1].routingKey',
        '{ env: NAME } or { file: PATH }, never its value, found a text',
      ],
      [
        'pagerduty-key-as-value.yaml:10:22 alerts.channels[1].previousKeys[0]',
        '{ env: NAME } or { file: PATH }, never its value, found a text',
      ],
    ],
    'route-fallback-told-anyway': [
      [
        'route-fallback-told-anyway.yaml:10:47 alerts.routes[0].fallback[0]',
        '"chat" is told by this route anyway',
      ],
    ],
    'route-match-mistakes': [
      ['route-match-mistakes.yaml:10:45 alerts.routes[0].match.kinds', 'at least 1 entry'],
      ['route-match-mistakes.yaml:10:29 alerts.routes[0].match.severities[0]', 'found "severe"'],
      ['route-match-mistakes.yaml:10:99 alerts.routes[0].match.claims', 'at least 1 entry'],
      [
        'route-match-mistakes.yaml:10:84 alerts.routes[0].match.subscriptions[0]',
        'a subscription id (a GUID), found "prod"',
      ],
      [
        'route-match-mistakes.yaml:10:49 alerts.routes[0].match.subscription',
        'did you mean "subscriptions"?',
      ],
    ],
    'route-name-twice': [['route-name-twice.yaml:10:7 alerts.routes[1]', 'already a route "all"']],
    'route-quiet-hours': [
      ['route-quiet-hours.yaml:10:26 alerts.routes[0].quiet.timezone', 'found "Europe/Stokholm"'],
      [
        'route-quiet-hours.yaml:10:49 alerts.routes[0].quiet.from',
        'a time of the day as HH:MM, such as "22:00", found "24:00"',
      ],
      ['route-quiet-hours.yaml:10:62 alerts.routes[0].quiet.to', 'found "7:00"'],
      ['route-quiet-hours.yaml:10:77 alerts.routes[0].quiet.days[0]', 'one of mon, tue, wed'],
    ],
    'route-single-channel': [
      ['route-single-channel.yaml:10:52 alerts.routes[0].channels', 'found only "on-call"'],
      ['route-single-channel.yaml:12:19 alerts.routes[2].channels', 'found none'],
    ],
    'route-unknown-channel': [
      ['route-unknown-channel.yaml:10:20 alerts.routes[0].channels[0]', 'did you mean "on-call"?'],
      [
        'route-unknown-channel.yaml:10:46 alerts.routes[0].fallback[0]',
        'one of log, on-call, chat',
      ],
      ['route-unknown-channel.yaml:11:13 alerts.default[0]', 'no channel "lag"'],
      ['route-unknown-channel.yaml:12:27 alerts.dailyTest.channels[0]', 'no channel "nobody"'],
    ],
    'routes-without-default': [
      [
        'routes-without-default.yaml:10:5 alerts.routes',
        'a receiver for what none of them matches',
      ],
    ],
    'timing-mistakes': [
      [
        'timing-mistakes.yaml:5:28 alerts.timing.confirmWithin',
        `${SPAN}, such as PT5M or PT4H; or 30s, 5m, 4h, 1d, found "30M"`,
      ],
      ['timing-mistakes.yaml:5:47 alerts.timing.recoverAfter', 'found "PT0S"'],
      ['timing-mistakes.yaml:5:66 alerts.timing.remindAfter', 'found "P31D"'],
      ['timing-mistakes.yaml:5:85 alerts.timing.updateEvery', 'found "P1M"'],
      ['timing-mistakes.yaml:5:107 alerts.timing.blindAfterScans', 'at least 1, found 0'],
    ],
    'webhook-http-elsewhere': [
      ['webhook-http-elsewhere.yaml:6:44 alerts.channels[0].url', URL_FORM],
      ['webhook-http-elsewhere.yaml:7:66 alerts.channels[1].url', URL_FORM],
    ],
  };

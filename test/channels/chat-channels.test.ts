import { afterEach, describe, expect, it } from 'vitest';
import type { AlertChannel } from '#alerting/channel.ts';
import { createSlackChannel } from '#channels/slack.ts';
import { renderSlackMessage } from '#channels/slack-message.ts';
import { createTeamsChannel } from '#channels/teams.ts';
import { renderTeamsMessage } from '#channels/teams-card.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { notification } from '../harness/notifications.ts';
import { type Receiver, startReceiver } from '../harness/receiver.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(status: number, body: string): Promise<Receiver> {
  const started = await startReceiver((response) => response.writeHead(status).end(body));
  closing.push(async () => await started.close());
  return started;
}

const CHANNELS = [
  {
    create: createSlackChannel,
    type: 'slack',
    render: renderSlackMessage,
    status: 200,
    body: 'ok',
    outcome: { outcome: 'delivered', status: 200 },
  },
  {
    create: createTeamsChannel,
    type: 'teams',
    render: renderTeamsMessage,
    status: 202,
    body: '',
    outcome: { outcome: 'accepted_unconfirmed', status: 202 },
  },
] as const;

describe.each(CHANNELS)('the $type channel', ({ create, type, render, status, body, outcome }) => {
  function open(url: string, previousUrls: readonly string[] = []): AlertChannel {
    const settings = {
      name: 'chat',
      url: new Secret(url),
      previousUrls: previousUrls.map((previous) => new Secret(previous)),
      pages: false,
      caFile: null,
      privateNetwork: false,
    };
    return create(settings, { now: () => 0 });
  }

  it('posts its message and understands the answer', async () => {
    const hook = await receiver(status, body);
    const channel = open(hook.url);

    const { destinationVersion } = channel;
    const delivery = await channel.deliver(
      { notification: notification(), destinationVersion },
      AbortSignal.timeout(20_000),
    );

    expect(delivery).toEqual(outcome);
    expect(hook.received[0]?.body).toBe(render(notification()));
    expect(hook.received[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(channel).toMatchObject({ type, name: 'chat', pages: false, minIntervalMs: 1_000 });
  });

  it('A12: sends an end to where its beginning went, and nowhere else', async () => {
    const [before, now] = [await receiver(status, body), await receiver(status, body)];
    const { destinationVersion } = open(before.url);
    const end = { notification: notification({ kind: 'resolved' }), destinationVersion };

    const kept = await open(now.url, [before.url]).deliver(end, AbortSignal.timeout(20_000));
    const gone = await open(now.url).deliver(end, AbortSignal.timeout(20_000));

    expect(kept).toEqual(outcome);
    expect(before.received).toHaveLength(1);
    expect(gone).toMatchObject({ outcome: 'failed', retryable: false });
    expect(now.received).toHaveLength(0);
  });

  it.each(['http://hooks.example.com/s3cret', 'https://u:s3cret@hooks.example.com/'])(
    'refuses the address %s without saying it',
    (url) => {
      expect(() => open(url)).toThrow(ConfigurationError);
      expect(() => open(url)).not.toThrow(/s3cret/u);
      expect(() => open('https://hooks.example.com/', [url])).toThrow(ConfigurationError);
    },
  );
});

describe('the slack channel before something that is not Slack', () => {
  it('does not take the page of a proxy for a yes', async () => {
    const hook = await receiver(200, '<html>Sign in</html>');
    const channel = createSlackChannel(
      {
        name: 'chat',
        url: new Secret(hook.url),
        previousUrls: [],
        pages: false,
        caFile: null,
        privateNetwork: false,
      },
      { now: () => 0 },
    );
    const { destinationVersion } = channel;

    const delivery = await channel.deliver(
      { notification: notification(), destinationVersion },
      AbortSignal.timeout(20_000),
    );

    expect(delivery).toEqual({
      outcome: 'failed',
      reason: 'the answer is not that of Slack',
      retryable: true,
    });
  });
});

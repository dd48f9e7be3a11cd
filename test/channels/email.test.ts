import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { Delivery } from '#alerting/channel.ts';
import { createEmailChannel, type EmailSettings } from '#channels/email.ts';
import type { Notification } from '#domain/alert.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { notification } from '../harness/notifications.ts';
import { HIDDEN, HOSTILE_TEXTS, hostileNotification } from './hostile-corpus.ts';
import { type MailServerAtWork, PASSWORD, refusal, startMailServer, USER } from './mail-server.ts';
import { parseMail } from './parse-mail.ts';

const NOW = Date.UTC(2026, 0, 1);
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function mailServer(
  ...parameters: Parameters<typeof startMailServer>
): Promise<MailServerAtWork> {
  const started = await startMailServer(...parameters);
  closing.push(async () => await started.close());
  return started;
}

function channel(port: number, changes: Partial<EmailSettings> = {}) {
  const settings: EmailSettings = {
    name: 'mail',
    host: 'localhost',
    port,
    tls: 'starttls',
    user: USER,
    password: new Secret(PASSWORD),
    from: 'Posture <posture@example.com>',
    to: ['oncall@example.com', 'owner@example.com'],
    caFile: null,
    privateNetwork: false,
    pages: false,
    ...changes,
  };
  return createEmailChannel(settings, { now: () => NOW });
}

async function send(
  server: MailServerAtWork,
  changes: Partial<EmailSettings> = {},
  told: Notification = notification(),
  signal = AbortSignal.timeout(20_000),
): Promise<Delivery> {
  const mail = channel(server.port, { caFile: server.caFile, ...changes });
  return await mail.deliver(
    { notification: told, destinationVersion: mail.destinationVersion },
    signal,
  );
}

describe('the e-mail channel', () => {
  it.each(['starttls', 'implicit'] as const)('logs in and sends over %s', async (tls) => {
    const server = await mailServer({ secure: tls === 'implicit' });

    const delivery = await send(server, { tls });

    expect(delivery).toEqual({ outcome: 'delivered', status: 250, responseId: 'A1B2C3' });
    expect(server.mails).toMatchObject([
      {
        from: 'posture@example.com',
        to: ['oncall@example.com', 'owner@example.com'],
        isEncrypted: true,
        user: USER,
      },
    ]);
  });

  it('connects to no address inside unless it is told so, and to no other than it checked', async () => {
    const server = await mailServer();
    const asked: string[] = [];
    const settings: Partial<EmailSettings> = {
      host: 'mx.example.com',
      resolve: (name, answer) => {
        asked.push(name);
        answer(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    };

    expect(await send(server, settings)).toEqual({
      outcome: 'failed',
      reason: 'address not allowed',
      retryable: true,
    });
    const inside = await send(server, { ...settings, privateNetwork: true });

    // The certificate is that of localhost: it must be that of the name that was asked for.
    expect(inside).toMatchObject({ outcome: 'failed', retryable: true });
    expect(inside).not.toMatchObject({ reason: 'address not allowed' });
    expect(server.mails).toEqual([]);
    expect(asked).toEqual(['mx.example.com', 'mx.example.com']);
  });

  it('A2: tells everything in text and in HTML', async () => {
    const server = await mailServer();

    await send(server);

    const { headers, text, html } = parseMail(server.mails[0]?.source ?? '');
    expect(Object.fromEntries(headers)).toMatchObject({
      from: 'Posture <posture@example.com>',
      to: 'oncall@example.com, owner@example.com',
      subject: `[HIGH] ${notification().title}`,
      'message-id': '<al_1.1@example.com>',
      'auto-submitted': 'auto-generated',
      date: 'Thu, 01 Jan 2026 00:00:00 +0000',
    });
    expect(headers.has('references')).toBe(false);
    for (const words of [
      'Databases can be restored.',
      'days: 35 → days: 7',
      'rg-prod',
      'entry 1187',
    ]) {
      expect(text).toContain(words);
      expect(html).toContain(words);
    }
    expect(text).toContain(notification().items[0]?.remediation);
    expect(html).toContain('<a href="https://runbooks.example.com/pitr">');
  });

  it('A17: brings hostile text through a real server as one mail to the same people', async () => {
    const server = await mailServer();
    const texts = ['header', 'SMTP end of data', 'lone surrogates', 'control', 'HTML'];

    for (const name of texts)
      await send(server, {}, hostileNotification(HOSTILE_TEXTS[name] ?? ''));

    expect(server.mails).toHaveLength(texts.length);
    for (const { to, source } of server.mails) {
      expect(to).toEqual(['oncall@example.com', 'owner@example.com']);
      const { headers, text } = parseMail(source);
      expect(headers.has('bcc')).toBe(false);
      expect(text).toContain('  Commands   posture alerts ack al_1');
      expect(text.replaceAll('\r\n', '\n')).not.toMatch(HIDDEN);
    }
  });

  it('has the same Message-ID on every try, and stands in one thread with its beginning', async () => {
    const server = await mailServer();

    await send(server);
    await send(server);
    await send(server, {}, notification({ sequence: 3, kind: 'resolved' }));

    const headers = server.mails.map(({ source }) => parseMail(source).headers);
    expect(headers.map((header) => header.get('message-id'))).toEqual([
      '<al_1.1@example.com>',
      '<al_1.1@example.com>',
      '<al_1.3@example.com>',
    ]);
    expect(headers[2]?.get('references')).toBe('<al_1.1@example.com>');
    expect(headers[2]?.get('in-reply-to')).toBe('<al_1.1@example.com>');
  });

  it.each<[string, SMTPServerOptions, Delivery]>([
    ['421 at the recipient', { onRcptTo: (_a, _s, done) => done(refusal(421)) }, retry(421)],
    ['450 at the recipient', { onRcptTo: (_a, _s, done) => done(refusal(450)) }, retry(450)],
    ['550 at the recipient', { onRcptTo: (_a, _s, done) => done(refusal(550)) }, dead(550)],
    ['451 at the sender', { onMailFrom: (_a, _s, done) => done(refusal(451)) }, retry(451)],
    ['552 after the data', { onData: refuseData(552) }, dead(552)],
    ['452 after the data', { onData: refuseData(452) }, retry(452)],
    ['a wrong password', { onAuth: (_a, _s, done) => done(refusal(535)) }, dead(535)],
    ['421 at the greeting', { onConnect: (_s, done) => done(refusal(421)) }, retry(421)],
  ])('A21: answers %s with its meaning', async (_, behaviour, expected) => {
    const server = await mailServer(behaviour);

    const delivery = await send(server);

    expect(delivery).toEqual(expected);
    expect(JSON.stringify(delivery)).not.toContain(PASSWORD);
  });

  it('does not write again to those who got it when somebody else was refused', async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _session, done) =>
        address.startsWith('owner') ? done(refusal(450)) : done(),
    });

    expect(await send(server)).toEqual({
      outcome: 'failed',
      reason: '1 of 2 recipients refused',
      status: 450,
      retryable: false,
    });
    expect(server.mails[0]?.to).toEqual(['oncall@example.com']);
  });

  it('says nothing, password least of all, to a server without TLS', async () => {
    const commands: string[] = [];
    const server = await mailServer({
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => {
        commands.push('AUTH');
        done(null, { user: USER });
      },
    });

    const delivery = await send(server);

    expect(delivery).toMatchObject({ outcome: 'failed' });
    expect(commands).toEqual([]);
    expect(server.mails).toEqual([]);
  });

  it('speaks plainly to this machine itself where no CA is named', async () => {
    const server = await mailServer({ authOptional: true, allowInsecureAuth: true });

    const delivery = await send(server, { caFile: null, host: '127.0.0.1', user: null });

    expect(delivery.outcome).toBe('delivered');
    expect(server.mails[0]?.isEncrypted).toBe(false);
  });

  it('does not trust an expired certificate, nor one of a stranger', async () => {
    const expired = await mailServer({}, 'expired');
    const stranger = await mailServer({ secure: true });

    const results = [
      await send(expired),
      await send(stranger, { tls: 'implicit', caFile: expired.caFile }),
    ];

    for (const result of results)
      expect(result).toMatchObject({ outcome: 'failed', retryable: true });
    expect([...expired.mails, ...stranger.mails]).toEqual([]);
    expect(JSON.stringify(results)).not.toContain(PASSWORD);
  });

  it('tries again after a dropped connection, a refused one and an unknown host', async () => {
    const dropping: Server = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => {
      dropping.listen(0, '127.0.0.1', listening);
    });
    const { port } = dropping.address() as AddressInfo;
    const dropped = await deliver(channel(port));
    await new Promise((closed) => dropping.close(closed));

    const results = [
      dropped,
      await deliver(channel(port)),
      await deliver(channel(port, { host: 'no-such-host.invalid' })),
    ];

    for (const result of results)
      expect(result).toMatchObject({ outcome: 'failed', retryable: true });
    expect(JSON.stringify(results)).not.toMatch(/invalid|127\.0|canary/u);
  });

  it('A21: gives up after 5 s on a server that never greets', { timeout: 12_000 }, async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((listening) => {
      silent.listen(0, '127.0.0.1', listening);
    });
    const { port } = silent.address() as AddressInfo;
    const begun = performance.now();

    const delivery = await deliver(channel(port));

    expect(delivery).toEqual({ outcome: 'failed', reason: 'timeout', retryable: true });
    expect(performance.now() - begun).toBeLessThan(9_000);
    silent.close();
  });

  it('stops at once when it is told to', async () => {
    const server = await mailServer({ onData: () => undefined });

    const delivery = await send(server, {}, notification(), AbortSignal.timeout(300));

    expect(delivery).toEqual({ outcome: 'failed', reason: 'stopped', retryable: true });
  });

  it.each(['a@example.com\r\nBcc: b@example.com', 'nobody'])(
    'A17: refuses the configured address %j',
    (address) => {
      expect(() => channel(25, { to: [address] })).toThrow(ConfigurationError);
      expect(() => channel(25, { from: address })).toThrow(ConfigurationError);
    },
  );

  it('A12: keeps its version when the server or the password changes, and not when the recipients do', () => {
    const version = channel(25).destinationVersion;

    expect(channel(26, { password: new Secret('x') }).destinationVersion).toBe(version);
    expect(channel(25, { to: ['a@example.com'] }).destinationVersion).not.toBe(version);
    expect(version).toMatch(/^[0-9a-f]{12}$/u);
  });
});

async function deliver(mail: ReturnType<typeof channel>): Promise<Delivery> {
  return await mail.deliver(
    { notification: notification(), destinationVersion: mail.destinationVersion },
    AbortSignal.timeout(20_000),
  );
}

function retry(status: number): Delivery {
  return { outcome: 'failed', reason: `status ${String(status)}`, status, retryable: true };
}

function dead(status: number): Delivery {
  return { outcome: 'failed', reason: `status ${String(status)}`, status, retryable: false };
}

function refuseData(status: number): NonNullable<SMTPServerOptions['onData']> {
  return (stream, _session, done) => {
    stream.on('end', () => done(refusal(status)));
    stream.resume();
  };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertsSection } from '#config/alerts-section.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { NO_PROXIES } from '#network/proxy.ts';
import { openChannel } from '../src/open-channels.ts';
import { notification } from './harness/notifications.ts';
import { startReceiver } from './harness/receiver.ts';

const clock = { now: () => Date.UTC(2026, 10, 21), sleep: async () => await Promise.resolve() };
const log = pino({ level: 'silent' });
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'posture-channels-'));
  writeFileSync(join(folder, 'key'), 'from-a-file\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const URL = 'https://receiver.example.com/hook';
const SECRETS = { KEY: 'canary-key', URL, OLD: `${URL}/old` };

/** One channel as the configuration writes it. */
function open(setting: Readonly<Record<string, unknown>>, environment: object = SECRETS) {
  const [parsed] = AlertsSection.parse({ channels: [setting] }).channels;
  if (parsed === undefined) throw new Error('the section lost its channel');
  return openChannel(parsed, { environment: { ...environment }, clock, log, proxies: NO_PROXIES });
}

const SETTINGS = [
  { type: 'log' },
  { type: 'webhook', name: 'hook', url: { env: 'URL' }, secret: { env: 'KEY' } },
  { type: 'pagerduty', name: 'pd', routingKey: { env: 'KEY' } },
  { type: 'jira-service-management', name: 'jsm', apiKey: { env: 'KEY' } },
  { type: 'slack', name: 'slack', url: { env: 'URL' } },
  { type: 'teams', name: 'teams', url: { env: 'URL' } },
  {
    type: 'email',
    name: 'mail',
    host: 'mail.example.com',
    port: 587,
    from: 'a@example.com',
    to: ['b@example.com'],
  },
  { type: 'alertmanager', name: 'am', url: URL, bearer: { env: 'KEY' } },
  { type: 'servicenow', name: 'snow', url: URL, user: 'u', password: { env: 'KEY' } },
] as const;

describe('openChannel', () => {
  it.each(SETTINGS)('opens $type under its name', (setting) => {
    const channel = open(setting);

    expect(channel.type).toBe(setting.type);
    expect(channel.name).toBe('name' in setting ? setting.name : 'log');
    expect(channel.destinationVersions[0]).toBe(channel.destinationVersion);
    expect(JSON.stringify(channel)).not.toContain('canary');
  });

  it('knows every type that the configuration does', () => {
    const options = AlertsSection.parse({}).channels;
    const known = new Set(SETTINGS.map(({ type }) => type));

    expect(options.map(({ type }) => type).every((type) => known.has(type))).toBe(true);
    expect(known.size).toBe(9);
  });

  it('lets the operator say whether a channel wakes somebody', () => {
    expect(open({ ...SETTINGS[2] }).pages).toBe(true);
    expect(open({ ...SETTINGS[2], pages: false }).pages).toBe(false);
    expect(open({ ...SETTINGS[4], pages: true }).pages).toBe(true);
  });

  it.each([
    ['key', SETTINGS[2], { previousKeys: [{ file: 'key' }] }],
    ['address', SETTINGS[4], { previousUrls: [{ env: 'OLD' }] }],
  ])(
    'keeps the %s of before for the ends of alerts that began with it (A12)',
    (_, setting, more) => {
      const placed = JSON.parse(
        JSON.stringify(more).replace('"key"', JSON.stringify(join(folder, 'key'))),
      ) as object;
      const [now] = open(setting).destinationVersions;

      const both = open({ ...setting, ...placed }).destinationVersions;

      expect(both).toHaveLength(2);
      expect(both[0]).toBe(now);
    },
  );

  it('refuses to open a channel whose secret is not there, and does not say more', () => {
    expect(() => open(SETTINGS[2], {})).toThrow(ConfigurationError);
    expect(() => open(SETTINGS[2], {})).toThrow(/environment variable KEY/u);
  });

  it('speaks the format that is configured', async () => {
    const receiver = await startReceiver((response) => response.writeHead(204).end());
    const bodies: unknown[] = [];
    try {
      for (const format of ['cloudevents', 'alertmanager']) {
        const channel = open({ type: 'webhook', name: 'hook', url: receiver.url, format });
        const message = { notification: notification(), destinationVersion: '' };
        const signal = AbortSignal.timeout(5_000);
        expect(await channel.deliver(message, signal)).toMatchObject({ outcome: 'delivered' });
        bodies.push(JSON.parse(receiver.received.at(-1)?.body ?? ''));
      }
    } finally {
      await receiver.close();
    }

    expect(bodies).toMatchObject([{ specversion: '1.0' }, { version: '4' }]);
  });
});

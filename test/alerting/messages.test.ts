import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fallbackMessages, messageFor, testMessages } from '#alerting/messages.ts';
import { minute } from '../harness/findings.ts';
import { notification } from '../harness/notifications.ts';
import { CHAT, LOG, MAIL, PAGER } from './policies.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const CHANNELS = [PAGER, CHAT, MAIL, LOG];

describe('messageFor', () => {
  it('A19: gives the same notification on the same way the same id', () => {
    const destination = { channel: 'slack', destinationVersion: '7' };

    const message = messageFor(notification({ sequence: 3 }), 'update', destination);

    expect(message).toMatchObject({
      id: `${notification().id}-slack`,
      alertId: 'al_1',
      sequence: 3,
      channel: 'slack',
      destinationVersion: '7',
      kind: 'update',
      createdAt: notification().at,
      fallback: [],
    });
    expect(messageFor(notification(), 'update', { ...destination, channel: 'log' }).id).not.toBe(
      message.id,
    );
  });
});

describe('fallbackMessages (A15)', () => {
  const original = messageFor(
    notification(),
    'update',
    { channel: 'pagerduty', destinationVersion: '1' },
    ['email', 'gone', 'slack'],
  );

  it('tell every fallback channel that there is, as a beginning, and have no further fallback', () => {
    const messages = fallbackMessages(original, CHANNELS, minute(5));

    expect(messages.map(({ channel, kind, fallback }) => [channel, kind, fallback])).toEqual([
      ['email', 'trigger', []],
      ['slack', 'trigger', []],
    ]);
    expect(messages[0]).toMatchObject({
      destinationVersion: 'email-1',
      createdAt: minute(5),
      notification: original.notification,
    });
  });
});

describe('testMessages', () => {
  const messages = testMessages(CHANNELS, minute(0), hash);

  it('try each channel once with one notification that says that nothing is wrong', () => {
    expect(messages.map(({ channel }) => channel)).toEqual(CHANNELS.map(({ name }) => name));
    expect(new Set(messages.map(({ id }) => id)).size).toBe(4);
    expect(new Set(messages.map(({ notification: { id } }) => id)).size).toBe(1);
    expect(messages[0]).toMatchObject({
      kind: 'test',
      sequence: 1,
      notification: { kind: 'test', severity: 'informational', items: [] },
    });
    expect(messages[0]?.notification.notes.join()).toContain('Nothing is wrong');
  });

  it('are other ones at another time', () => {
    expect(testMessages(CHANNELS, minute(1), hash)[0]?.id).not.toBe(messages[0]?.id);
    expect(testMessages(CHANNELS, minute(0), hash)).toEqual(messages);
  });
});

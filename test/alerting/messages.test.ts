import { describe, expect, it } from 'vitest';
import { messagesFor } from '#alerting/messages.ts';
import { finding } from '../harness/findings.ts';
import { createScans } from '../harness/scan-steps.ts';

describe('messagesFor', () => {
  it('makes one message per notification and route, with an id of its own', () => {
    const scans = createScans();
    const { notifications } = scans.scan({ findings: [finding({ status: 'fail' })] });
    const over = scans.scan({ findings: [finding()] }).notifications;
    const routes = [
      { channel: 'log', destinationVersion: '1' },
      { channel: 'hook', destinationVersion: '2' },
    ];

    const messages = messagesFor([...notifications, ...over], routes);

    expect(
      messages.map(({ kind, channel, destinationVersion }) => [kind, channel, destinationVersion]),
    ).toEqual([
      ['trigger', 'log', '1'],
      ['trigger', 'hook', '2'],
      ['resolve', 'log', '1'],
      ['resolve', 'hook', '2'],
    ]);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(4);
  });
});

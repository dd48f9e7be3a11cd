import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createLogChannel } from '#channels/log.ts';
import { textLines } from '#channels/words-text.ts';
import { notification } from '../harness/notifications.ts';

describe('the log channel', () => {
  it.each([
    ['firing', 40, 'alert'],
    ['updated', 40, 'alert updated'],
    ['reminder', 40, 'alert still stands'],
    ['acknowledged', 30, 'alert acknowledged'],
    ['resolved', 30, 'alert resolved'],
    ['digest', 40, 'alerts of the quiet hours'],
    ['test', 30, 'test of the alerts'],
  ] as const)('writes what is %s with level %i', async (kind, level, msg) => {
    const lines: string[] = [];
    const channel = createLogChannel(
      pino({ level: 'info' }, { write: (line) => void lines.push(line) }),
    );

    const delivery = await channel.deliver(
      { notification: notification({ kind }), destinationVersion: channel.destinationVersion },
      AbortSignal.timeout(1000),
    );

    expect(delivery).toEqual({ outcome: 'delivered' });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      {
        level,
        msg,
        notification: { kind, title: notification().title },
        text: textLines(notification({ kind })),
      },
    ]);
  });
});

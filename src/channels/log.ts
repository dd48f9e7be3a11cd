import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';
import type { NotificationKind } from '#domain/alert.ts';
import { destinationVersion } from './destination.ts';
import { textLines } from './words-text.ts';

const MESSAGES: Readonly<Record<NotificationKind, string>> = {
  firing: 'alert',
  updated: 'alert updated',
  reminder: 'alert still stands',
  acknowledged: 'alert acknowledged',
  resolved: 'alert resolved',
  digest: 'alerts of the quiet hours',
  test: 'test of the alerts',
};

/** What asks nobody to act. */
const CALM: ReadonlySet<NotificationKind> = new Set(['acknowledged', 'resolved', 'test']);

/**
 * Writes each notification to the log, under `notification` as data and under `text` in words, one line each: a beginning or news as a
 * warning, what asks nobody to act as information.
 */
export function createLogChannel(log: Pick<Logger, 'info' | 'warn'>): AlertChannel {
  const version = destinationVersion('log');
  return {
    type: 'log',
    name: 'log',
    pages: false,
    minIntervalMs: 0,
    destinationVersion: version,
    destinationVersions: [version],
    async deliver({ notification }) {
      const fields = { notification, text: textLines(notification) };
      if (CALM.has(notification.kind)) log.info(fields, MESSAGES[notification.kind]);
      else log.warn(fields, MESSAGES[notification.kind]);
      return await Promise.resolve({ outcome: 'delivered' });
    },
  };
}

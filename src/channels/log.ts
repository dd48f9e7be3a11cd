import type { Logger } from 'pino';
import type { AlertChannel } from '#alerting/channel.ts';

/** Writes each notification to the log, under `notification`: a beginning or news as a warning, an end as information. */
export function createLogChannel(log: Pick<Logger, 'info' | 'warn'>): AlertChannel {
  return {
    type: 'log',
    name: 'log',
    async deliver(notification) {
      if (notification.kind === 'resolved') log.info({ notification }, 'alert resolved');
      else log.warn({ notification }, notification.kind === 'firing' ? 'alert' : 'alert updated');
      return await Promise.resolve({ outcome: 'delivered' });
    },
  };
}

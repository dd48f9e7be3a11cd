import { z } from 'zod';
import type { HeldNotification } from '#domain/outbox-message.ts';
import type { Connection } from './connection.ts';
import { NotificationBody } from './notification-rows.ts';
import { readJson, readRow } from './rows.ts';

const PUT = `INSERT INTO held_notification (id, channel, route, body, held_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET body = excluded.body`;
const RELEASE = 'DELETE FROM held_notification WHERE id = ?';
const ALL =
  'SELECT id, channel, route, body, held_at AS "heldAt" FROM held_notification ORDER BY sequence';

const Row = z.object({
  id: z.string(),
  channel: z.string(),
  route: z.string(),
  body: z.string(),
  heldAt: z.string(),
});

/** What quiet hours keep back. */
export function createHeldStore({ all, run }: Connection) {
  return {
    async put(
      { id, channel, route, notification, heldAt }: HeldNotification,
      logIndex: number | null,
    ): Promise<void> {
      const body = { ...notification, logIndex: notification.logIndex ?? logIndex };
      await run(PUT, id, channel, route, JSON.stringify(body), heldAt);
    },
    async release(id: string): Promise<void> {
      await run(RELEASE, id);
    },
    /** In the order in which they were held. */
    all: async (): Promise<readonly HeldNotification[]> =>
      (await all(ALL)).map((row) => {
        const { body, ...rest } = readRow(Row, row);
        return { ...rest, notification: readJson(NotificationBody, body) };
      }),
  };
}

import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { HeldNotification } from '#domain/outbox-message.ts';
import { NotificationBody } from './notification-rows.ts';
import { readJson, readRow } from './rows.ts';

const PUT = `INSERT INTO held_notification (id, channel, route, body, held_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET body = excluded.body`;
const RELEASE = 'DELETE FROM held_notification WHERE id = ?';
const ALL =
  'SELECT id, channel, route, body, held_at AS heldAt FROM held_notification ORDER BY sequence';

const Row = z.object({
  id: z.string(),
  channel: z.string(),
  route: z.string(),
  body: z.string(),
  heldAt: z.string(),
});

/** What quiet hours keep back. */
export function createHeldStore(db: DatabaseSync) {
  const put = db.prepare(PUT);
  const release = db.prepare(RELEASE);
  const all = db.prepare(ALL);
  return {
    put(
      { id, channel, route, notification, heldAt }: HeldNotification,
      logIndex: number | null,
    ): void {
      const body = { ...notification, logIndex: notification.logIndex ?? logIndex };
      put.run(id, channel, route, JSON.stringify(body), heldAt);
    },
    release(id: string): void {
      release.run(id);
    },
    /** In the order in which they were held. */
    all: (): readonly HeldNotification[] =>
      all.all().map((row) => {
        const { body, ...rest } = readRow(Row, row);
        return { ...rest, notification: readJson(NotificationBody, body) };
      }),
  };
}

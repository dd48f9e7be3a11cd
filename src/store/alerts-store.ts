import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Alert } from '#domain/alert.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { AlertBody, MemberRow } from './alert-rows.ts';
import { readJson, readRow } from './rows.ts';

const PUT_ALERT = `INSERT INTO alert (id, state, opened_ms, resolved_ms, body) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, resolved_ms = excluded.resolved_ms, body = excluded.body`;
const PUT_MEMBER = `INSERT INTO alert_member (alert_id, key, body) VALUES (?, ?, ?)
  ON CONFLICT (alert_id, key) DO UPDATE SET body = excluded.body WHERE body <> excluded.body`;
const OPEN_ALERTS = "SELECT id, body FROM alert WHERE state <> 'resolved' ORDER BY opened_ms, id";
const NEWEST_ALERTS = 'SELECT id, body FROM alert ORDER BY opened_ms DESC, id LIMIT ?';
const MEMBERS = 'SELECT body FROM alert_member WHERE alert_id = ? ORDER BY rowid';

const Row = z.object({ id: z.string(), body: z.string() });
const BodyRow = z.object({ body: z.string() });

/** Alerts with their members. */
export function createAlertsStore(db: DatabaseSync) {
  const putAlert = db.prepare(PUT_ALERT);
  const putMember = db.prepare(PUT_MEMBER);
  const openAlerts = db.prepare(OPEN_ALERTS);
  const newestAlerts = db.prepare(NEWEST_ALERTS);
  const members = db.prepare(MEMBERS);
  const read = (row: unknown): Alert => {
    const { id, body } = readRow(Row, row);
    const found = members.all(id).map((member) => readRow(BodyRow, member).body);
    return {
      ...readJson(AlertBody, body),
      members: found.map((text) => readJson(MemberRow, text)),
    };
  };
  return {
    put(alert: Alert): void {
      const { members: parts, ...body } = alert;
      const opened = toMilliseconds(alert.openedAt) ?? 0;
      const resolved = alert.resolvedAt === null ? null : (toMilliseconds(alert.resolvedAt) ?? 0);
      putAlert.run(alert.id, alert.state, opened, resolved, JSON.stringify(body));
      for (const member of parts) putMember.run(alert.id, member.key, JSON.stringify(member));
    },
    open: (): readonly Alert[] => openAlerts.all().map(read),
    newest: (limit: number): readonly Alert[] => newestAlerts.all(limit).map(read),
  };
}

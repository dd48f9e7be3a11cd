import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Alert } from '#domain/alert.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { AlertBody, AlertStateRow, MemberRow, MuteRow } from './alert-rows.ts';
import { readJson, readRow } from './rows.ts';

const PUT_ALERT = `INSERT INTO alert (id, state, opened_ms, resolved_ms, body) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, resolved_ms = excluded.resolved_ms, body = excluded.body`;
const PUT_MEMBER = `INSERT INTO alert_member (alert_id, key, body) VALUES (?, ?, ?)
  ON CONFLICT (alert_id, key) DO UPDATE SET body = excluded.body WHERE body <> excluded.body`;
const REMOVE_MEMBER = 'DELETE FROM alert_member WHERE alert_id = ? AND key = ?';
const PUT_PLACE = 'UPDATE alert SET log_index = ? WHERE id = ?';
const STANDING = `SELECT state, body ->> '$.mute' AS mute, log_index AS logIndex FROM alert WHERE id = ?`;
const ALERT = 'SELECT id, body FROM alert WHERE id = ?';
const OPEN_ALERTS = "SELECT id, body FROM alert WHERE state <> 'resolved' ORDER BY opened_ms, id";
const NEWEST_ALERTS = 'SELECT id, body FROM alert ORDER BY opened_ms DESC, id LIMIT ?';
const BETWEEN = `SELECT id, body FROM alert WHERE opened_ms < ? AND (resolved_ms IS NULL OR resolved_ms >= ?)
  ORDER BY opened_ms, id`;
const MEMBERS = 'SELECT body FROM alert_member WHERE alert_id = ? ORDER BY rowid';
/** Channels that were told instead of others: nobody who decides later can know of them but from here. */
const TOLD_INSTEAD = `SELECT channel, destination_version AS destinationVersion, min(number) AS number FROM outbox
  WHERE alert_id = ? AND instead_of IS NOT NULL GROUP BY channel`;

const Row = z.object({ id: z.string(), body: z.string() });
const BodyRow = z.object({ body: z.string() });
const StandingRow = z.object({
  state: AlertStateRow,
  mute: z.string().nullable(),
  logIndex: z.number().nullable(),
});
const DestinationRow = z.object({ channel: z.string(), destinationVersion: z.string() });

/** What the evidence log was last told of an alert, and where. */
export type Standing = Pick<Alert, 'state' | 'mute'> & { readonly logIndex: number | null };

/** Alerts with their members. */
export function createAlertsStore(db: DatabaseSync) {
  const putAlert = db.prepare(PUT_ALERT);
  const putMember = db.prepare(PUT_MEMBER);
  const removeMember = db.prepare(REMOVE_MEMBER);
  const putPlace = db.prepare(PUT_PLACE);
  const standing = db.prepare(STANDING);
  const one = db.prepare(ALERT);
  const openAlerts = db.prepare(OPEN_ALERTS);
  const newestAlerts = db.prepare(NEWEST_ALERTS);
  const between = db.prepare(BETWEEN);
  const members = db.prepare(MEMBERS);
  const toldInstead = db.prepare(TOLD_INSTEAD);
  const read = (row: unknown): Alert => {
    const { id, body } = readRow(Row, row);
    const found = members.all(id).map((member) => readRow(BodyRow, member).body);
    const alert = readJson(AlertBody, body);
    const instead = toldInstead.all(id).map((told) => readRow(DestinationRow, told));
    const known = new Set(alert.destinations.map(({ channel }) => channel));
    return {
      ...alert,
      destinations: [
        ...alert.destinations,
        ...instead.filter(({ channel }) => !known.has(channel)),
      ],
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
    removeMember(alertId: string, key: string): void {
      removeMember.run(alertId, key);
    },
    /** In which state it is, why it is muted, and the place of its newest entry in the evidence log; undefined for one that is not recorded. */
    standing(id: string): Standing | undefined {
      const row = standing.get(id);
      if (row === undefined) return undefined;
      const { mute, ...rest } = readRow(StandingRow, row);
      return { ...rest, mute: mute === null ? null : readJson(MuteRow, mute) };
    },
    putPlace(id: string, logIndex: number | null): void {
      putPlace.run(logIndex, id);
    },
    one(id: string): Alert | undefined {
      const row = one.get(id);
      return row === undefined ? undefined : read(row);
    },
    open: (): readonly Alert[] => openAlerts.all().map(read),
    newest: (limit: number): readonly Alert[] => newestAlerts.all(limit).map(read),
    /** Open at some time within [from, to), oldest first. */
    between: (from: Instant, to: Instant): readonly Alert[] =>
      between.all(toMilliseconds(to) ?? 0, toMilliseconds(from) ?? 0).map(read),
  };
}

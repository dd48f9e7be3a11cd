import { z } from 'zod';
import type { Alert } from '#domain/alert.ts';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { AlertBody, AlertStateRow, MemberRow, MuteRow } from './alert-rows.ts';
import type { Connection } from './connection.ts';
import { inBatches } from './in-batches.ts';
import { readJson, readRow } from './rows.ts';

const PUT_ALERT = `INSERT INTO alert (id, state, opened_ms, resolved_ms, body) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET state = excluded.state, resolved_ms = excluded.resolved_ms, body = excluded.body`;
const PUT_MEMBER = `INSERT INTO alert_member (alert_id, key, body) VALUES (?, ?, ?)
  ON CONFLICT (alert_id, key) DO UPDATE SET body = excluded.body WHERE alert_member.body <> excluded.body`;
const REMOVE_MEMBER = 'DELETE FROM alert_member WHERE alert_id = ? AND key = ?';
const PUT_PLACE = 'UPDATE alert SET log_index = ? WHERE id = ?';
const PLACE = 'SELECT log_index AS "logIndex" FROM alert WHERE id = ?';
const STANDING = 'SELECT state, body FROM alert WHERE id = ?';
const ALERT = 'SELECT id, body FROM alert WHERE id = ?';
const OPEN_ALERTS = "SELECT id, body FROM alert WHERE state <> 'resolved' ORDER BY opened_ms, id";
const NEWEST_ALERTS = 'SELECT id, body FROM alert ORDER BY opened_ms DESC, id LIMIT ?';
const BETWEEN = `SELECT id, body FROM alert WHERE opened_ms < ? AND (resolved_ms IS NULL OR resolved_ms >= ?)
  ORDER BY opened_ms, id`;
const MEMBERS = 'SELECT body FROM alert_member WHERE alert_id = ? ORDER BY rowid';
/** Channels that were told instead of others, the first version of each first: nobody who decides later can know of them but from here. */
const TOLD_INSTEAD = `SELECT channel, destination_version AS "destinationVersion" FROM outbox
  WHERE alert_id = ? AND instead_of IS NOT NULL ORDER BY channel, number`;

const Row = z.object({ id: z.string(), body: z.string() });
const BodyRow = z.object({ body: z.string() });
const StandingRow = z.object({ state: AlertStateRow, body: z.string() });
const MutedBody = z.object({ mute: MuteRow.nullable() });
const PlaceRow = z.object({ logIndex: z.number().nullable() });
const DestinationRow = z.object({ channel: z.string(), destinationVersion: z.string() });

/** What the evidence log was last told of an alert. */
export type Standing = Pick<Alert, 'state' | 'mute'>;

/** Alerts with their members. */
export function createAlertsStore({ get, all, run, runEach }: Connection) {
  const read = async (row: unknown): Promise<Alert> => {
    const { id, body } = readRow(Row, row);
    const [found, told] = [await all(MEMBERS, id), await all(TOLD_INSTEAD, id)];
    const alert = readJson(AlertBody, body);
    const known = new Set(alert.destinations.map(({ channel }) => channel));
    const instead = told
      .map((one) => readRow(DestinationRow, one))
      .filter(({ channel }) => !known.has(channel) && known.add(channel));
    return {
      ...alert,
      destinations: [...alert.destinations, ...instead],
      members: found.map((member) => readJson(MemberRow, readRow(BodyRow, member).body)),
    };
  };
  return {
    async put(alert: Alert): Promise<void> {
      const { members: parts, ...body } = alert;
      const opened = toMilliseconds(alert.openedAt) ?? 0;
      const resolved = alert.resolvedAt === null ? null : (toMilliseconds(alert.resolvedAt) ?? 0);
      await run(PUT_ALERT, alert.id, alert.state, opened, resolved, JSON.stringify(body));
      const rows = parts.map((member) => [alert.id, member.key, JSON.stringify(member)]);
      await runEach(PUT_MEMBER, rows);
    },
    async removeMember(alertId: string, key: string): Promise<void> {
      await run(REMOVE_MEMBER, alertId, key);
    },
    /** In which state it is, and why it is muted; undefined for one that is not recorded. */
    async standing(id: string): Promise<Standing | undefined> {
      const row = await get(STANDING, id);
      if (row === undefined) return undefined;
      const { state, body } = readRow(StandingRow, row);
      return { state, mute: readJson(MutedBody, body).mute };
    },
    /** The place of its newest entry in the evidence log; null when there is none. */
    async place(id: string): Promise<number | null> {
      const row = await get(PLACE, id);
      return row === undefined ? null : readRow(PlaceRow, row).logIndex;
    },
    async putPlace(id: string, logIndex: number | null): Promise<void> {
      await run(PUT_PLACE, logIndex, id);
    },
    async one(id: string): Promise<Alert | undefined> {
      const row = await get(ALERT, id);
      return row === undefined ? undefined : await read(row);
    },
    open: async (): Promise<readonly Alert[]> => await inBatches(await all(OPEN_ALERTS), read),
    newest: async (limit: number): Promise<readonly Alert[]> =>
      await inBatches(await all(NEWEST_ALERTS, limit), read),
    /** Open at some time within [from, to), oldest first. */
    async between(from: Instant, to: Instant): Promise<readonly Alert[]> {
      const found = await all(BETWEEN, toMilliseconds(to) ?? 0, toMilliseconds(from) ?? 0);
      return await inBatches(found, read);
    },
  };
}

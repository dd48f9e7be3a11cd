import { z } from 'zod';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import type { Connection } from './connection.ts';
import type { OutboxRow } from './outbox-rows.ts';
import { readRow } from './rows.ts';

/** An end that was refused is an end all the same; an update that was refused leaves the earlier one to be told. */
const LATER = `SELECT count(*) FILTER (WHERE kind = 'resolve') AS ends,
    count(*) FILTER (WHERE kind = 'update' AND state <> 'dead') AS updates FROM outbox
  WHERE alert_id = ? AND channel = ? AND seq > ?`;
/** A try that was refused (300 to 499) did not arrive; one without an answer, or that the receiver stumbled over, may have. */
const EARLIER = `SELECT count(*) AS told, count(*) FILTER (WHERE state IN ('delivered', 'accepted_unconfirmed')
    OR attempts > refused) AS arrived
  FROM (SELECT state, attempts, (SELECT count(*) FROM delivery_attempt WHERE message_id = outbox.id
      AND status BETWEEN 300 AND 499) AS refused
    FROM outbox WHERE alert_id = ? AND channel = ? AND seq <= ? AND kind IN ('trigger', 'update')) AS earlier`;

const LaterRow = z.object({ ends: z.number(), updates: z.number() });
const EarlierRow = z.object({ told: z.number(), arrived: z.number() });

/**
 * Decides why a message that is next need not be sent; undefined where it must be.
 * - an update, when a later message says more
 * - a beginning that was never tried, and an acknowledgement, when it is over already
 * - an acknowledgement of what never arrived
 * - an end of what never arrived, for a channel that pages; others are told it as a note. Whether something may have arrived is
 *   decided for its having arrived: an end too many is harmless, an incident that stays open is not.
 */
export function createPointlessRule({ get }: Connection) {
  async function neverArrived({ alertId, channel, sequence }: OutboxMessage): Promise<boolean> {
    const row = await get(EARLIER, alertId, channel, sequence);
    const { told, arrived } = readRow(EarlierRow, row);
    return told > 0 && arrived === 0;
  }

  return async ({ message, attempts }: OutboxRow, pages: boolean): Promise<string | undefined> => {
    const { alertId, channel, sequence, kind } = message;
    const later = readRow(LaterRow, await get(LATER, alertId, channel, sequence));
    switch (kind) {
      case 'update':
        return later.ends + later.updates > 0 ? 'a later message says more' : undefined;
      case 'trigger':
        return attempts === 0 && later.ends > 0 ? 'it was over before it was told' : undefined;
      case 'ack':
        if (later.ends > 0) return 'it is over';
        return (await neverArrived(message)) ? 'its beginning was never delivered' : undefined;
      case 'resolve':
        return pages && (await neverArrived(message))
          ? 'its beginning was never delivered'
          : undefined;
      case 'digest':
      case 'test':
        return undefined;
    }
  };
}

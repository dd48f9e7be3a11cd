import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '#domain/errors.ts';
import type { Operator } from '#domain/state-store.ts';
import { inTransaction } from './database.ts';
import { createStateReader } from './state-reader.ts';
import type { Stores } from './stores.ts';
import type { Turns } from './turns.ts';

/** What a person may do, each in one short transaction together with its entry in the evidence log. */
export function createOperator(
  db: DatabaseSync,
  stores: Stores,
  turns: Turns,
  close: () => void,
): Operator {
  const { alerts, acknowledgements, silences, queue, log } = stores;
  const write = async <T>(work: () => T): Promise<T> =>
    await turns.short(() => inTransaction(db, work));
  return {
    ...createStateReader(stores, turns, close),

    acknowledge: async (acknowledgement, messages) =>
      await write(() => {
        const { alertId, by, at, note } = acknowledgement;
        const state = alerts.standing(alertId)?.state;
        if (state === undefined || state === 'resolved') throw notOpen(alertId, state);
        acknowledgements.put(acknowledgement);
        const place = log.append({ type: 'acknowledgement', at, body: { alertId, by, note } });
        for (const message of messages) queue.add(message, place);
      }),

    addSilence: async (silence) =>
      await write(() => {
        if (!silences.add(silence)) return;
        const { createdAt, endedAt: _ended, warnedAt: _warned, ...said } = silence;
        log.append({ type: 'silence', at: createdAt, body: { action: 'added', ...said } });
      }),

    endSilence: async (id, by, at) =>
      await write(() => {
        if (!silences.end(id, at)) return false;
        log.append({ type: 'silence', at, body: { action: 'ended', id, by } });
        return true;
      }),

    replay: async (messageId, by, at) => await write(() => queue.replay(messageId, by, at)),

    appendLog: async (entries) =>
      await write(() => {
        const places = entries.map((entry) => log.append(entry));
        return places[0] ?? -1;
      }),
  };
}

function notOpen(alertId: string, state: 'resolved' | undefined): StoreError {
  return new StoreError(
    'STORE_NO_OPEN_ALERT',
    state === undefined
      ? `There is no alert ${alertId}; posture alerts list names them.`
      : `The alert ${alertId} is over; there is nothing to acknowledge.`,
  );
}

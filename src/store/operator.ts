import { StoreError } from '#domain/errors.ts';
import type { Operator } from '#domain/state-store.ts';
import type { Engine } from './connection.ts';
import { createStateReader } from './state-reader.ts';
import type { Stores } from './stores.ts';

/** What a person may do, each in one short transaction together with its entry in the evidence log. */
export function createOperator(engine: Engine, stores: Stores): Operator {
  const { alerts, acknowledgements, silences, attestations, queue, log } = stores;
  const { transaction } = engine;
  return {
    ...createStateReader(engine, stores),

    acknowledge: async (acknowledgement, messages) =>
      await transaction(async () => {
        const { alertId, by, at, note } = acknowledgement;
        const state = (await alerts.standing(alertId))?.state;
        if (state === undefined || state === 'resolved') throw notOpen(alertId, state);
        await acknowledgements.put(acknowledgement);
        const place = await log.append({
          type: 'acknowledgement',
          at,
          body: { alertId, by, note },
        });
        for (const message of messages) await queue.add(message, place);
      }),

    addSilence: async (silence) =>
      await transaction(async () => {
        if (!(await silences.add(silence))) return;
        const { createdAt, endedAt: _ended, warnedAt: _warned, ...said } = silence;
        await log.append({ type: 'silence', at: createdAt, body: { action: 'added', ...said } });
      }),

    attest: async (attestation) =>
      await transaction(async () => {
        if (!(await attestations.add(attestation))) return;
        const { recorded, ...said } = attestation;
        const { id, at, by: recordedBy } = recorded;
        await log.append({ type: 'attestation', at, body: { id, recordedBy, ...said } });
      }),

    endSilence: async (id, by, at) =>
      await transaction(async () => {
        if (!(await silences.end(id, at))) return false;
        await log.append({ type: 'silence', at, body: { action: 'ended', id, by } });
        return true;
      }),

    replay: async (messageId, by, at) =>
      await transaction(async () => await queue.replay(messageId, by, at)),

    appendLog: async (entries) =>
      await transaction(async () => (await log.appendAll(entries))[0] ?? -1),
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

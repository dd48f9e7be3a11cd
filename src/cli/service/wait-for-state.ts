import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { StoreError } from '#domain/errors.ts';
import type { StateStore } from '#domain/state-store.ts';

const AGAIN_MS = 2_000;

/**
 * The state with the right to write it. Where it lies on PostgreSQL and another service holds it, this one stands by until that one's
 * connection ends, however it ended; undefined when the signal came first. Throws a StoreError for whatever else hinders at the start.
 */
export async function openWhenFree(
  workbench: Pick<Workbench, 'openStore'>,
  configuration: Configuration,
  log: Logger,
  signal: AbortSignal,
): Promise<StateStore | undefined> {
  let isWaiting = false;
  while (!signal.aborted) {
    try {
      const store = await workbench.openStore(configuration);
      if (isWaiting) log.warn('no other service leads any more: this one takes over');
      return store;
    } catch (error) {
      if (configuration.state.address === undefined || !isPassing(error, isWaiting)) throw error;
      if (!isWaiting)
        log.warn({ reason: error.message }, 'another service leads: this one stands by');
      isWaiting = true;
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

/** Who waits already, also waits for a server that is started anew. */
function isPassing(error: unknown, isWaiting: boolean): error is StoreError {
  if (!(error instanceof StoreError)) return false;
  return error.code === 'STORE_IN_USE' || (isWaiting && error.code === 'STORE_UNREACHABLE');
}

import type { Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { StoreError } from '#domain/errors.ts';
import type { StateReader } from '#domain/state-store.ts';

/** The state to look at; throws a StoreError while there is none. */
export async function openHistory(
  workbench: Workbench,
  configuration: Configuration,
): Promise<StateReader> {
  const state = await workbench.openStateReader(configuration);
  if (state !== undefined) return state;
  throw new StoreError(
    'STORE_ABSENT',
    'There is no history in the state yet: posture scan or posture run begins one.',
  );
}

import type { Terminal, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { StoreError } from '#domain/errors.ts';
import type { StateReader, StateStore } from '#domain/state-store.ts';

/** The state to record in; undefined, with a word to the person, while a service has it. Throws any other StoreError. */
export async function openUnlessInUse(
  workbench: Workbench,
  configuration: Configuration,
  { stderr }: Terminal,
): Promise<StateStore | undefined> {
  try {
    return await workbench.openStore(configuration);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'STORE_IN_USE') throw error;
    stderr.write(`posture: not recorded, and no alert will come of it: ${error.message}\n`);
    return undefined;
  }
}

/** What is recorded, for a scan that records nothing itself; undefined while there is none. */
export async function historyIfAny(
  workbench: Workbench,
  configuration: Configuration,
  { stderr }: Terminal,
): Promise<StateReader | undefined> {
  try {
    return await workbench.openStateReader(configuration);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // A scan of a part is made without a state too; that it knows less is worth a word.
    if (error.code !== 'STORE_ABSENT')
      stderr.write(`posture: what vanished since is not missed: ${error.message}\n`);
    return undefined;
  }
}

import { actor } from '#cli/actor.ts';
import { configured } from '#cli/configured.ts';
import { imageDigestOf } from '#cli/image-digest.ts';
import type { CommonOptions, Terminal, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { ConfigurationError, StoreError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import type { StateStore } from '#domain/state-store.ts';
import { findPeriod } from '#evidence/period-bundle.ts';
import { askForPeriod, type PeriodRequest } from '#evidence/period-requests.ts';
import { periodName } from '#evidence/snapshot-layout.ts';
import { storePeriod } from '#service/store-period.ts';
import { handOut, tellLog } from './hand-out.ts';
import { openAnswers } from './open-answers.ts';
import { openHistory } from './open-history.ts';

/** What `--seal` takes. */
export interface SealOptions extends CommonOptions {
  readonly claim?: readonly string[];
  readonly document?: readonly string[];
  readonly out?: string;
  /** What `out` was called first. */
  readonly toFile?: string;
  readonly by?: string;
}

/** The period was asked for, and is not there yet. */
const LATER = 2;

/**
 * `posture evidence period --seal`: seals a period that is over, once; whoever asks again gets the same bundle. Only who holds the
 * state may sign its log, so beside a running service a request is left, which its next evidence run meets; the answer is 2 then.
 */
export async function sealPeriod(
  workbench: Workbench,
  terminal: Terminal,
  options: SealOptions,
  period: PeriodRequest,
  signal: AbortSignal,
): Promise<number> {
  refuseUnsealable(workbench, options, period);
  const configuration = configured(workbench, options);
  const { directory } = configuration.evidence;
  const known = await findPeriod(directory, period.from, period.to);
  const path = known?.path ?? (await sealNow(workbench, configuration, options, period, signal));
  if (path === undefined) {
    terminal.stderr.write(
      `posture: a service holds the state: it was asked for ${periodName(period.from, period.to)} and seals it with its next evidence run (schedules.evidence: ${configuration.schedules.evidence}); ask again then, or stop the service first\n`,
    );
    return LATER;
  }
  const isKnown = known === undefined ? 'sealed' : 'was sealed before';
  terminal.stdout.write(`${periodName(period.from, period.to)}: ${isKnown}\n${path}\n`);
  const { out, toFile, by } = options;
  const to = out ?? toFile;
  if (to !== undefined) await handOut(workbench, terminal, { path, to, by, configuration }, signal);
  return 0;
}

/** Answers with the folder of the new bundle; undefined where a service was asked instead. */
async function sealNow(
  workbench: Workbench,
  configuration: Configuration,
  { by }: SealOptions,
  period: PeriodRequest,
  signal: AbortSignal,
): Promise<string | undefined> {
  // Opening the state to write would make one where there is none.
  (await openHistory(workbench, configuration)).close();
  const snapshot = periodName(period.from, period.to);
  await tellLog(workbench, configuration, { action: 'asked for', by: actor(by), snapshot });
  const state = await openUnlessInUse(workbench, configuration);
  if (state === undefined) {
    await askForPeriod(configuration.evidence.directory, period);
    return undefined;
  }
  try {
    const log = await workbench.createLog(configuration.logLevel);
    const sealing = await workbench.openSealing(configuration, state, log);
    await sealing.start(signal);
    const tools = {
      ...workbench,
      state,
      answers: await openAnswers(workbench, configuration),
      sealer: sealing.sealer,
      now: () => toInstant(workbench.clock.now()),
      ...imageDigestOf(workbench.environment),
    };
    const { path } = await storePeriod(tools, configuration, period, signal);
    await sealing.keepSnapshot(path, signal);
    return path;
  } finally {
    state.close();
  }
}

async function openUnlessInUse(
  workbench: Workbench,
  configuration: Configuration,
): Promise<StateStore | undefined> {
  try {
    return await workbench.openStore(configuration);
  } catch (error) {
    if (error instanceof StoreError && error.code === 'STORE_IN_USE') return undefined;
    throw error;
  }
}

function refuseUnsealable(
  { clock }: Workbench,
  { claim, document }: SealOptions,
  { to }: PeriodRequest,
): void {
  if (claim !== undefined || document !== undefined) {
    throw new ConfigurationError(
      'CLI_PERIOD',
      '--seal is for the whole of a period: leave --claim and --document away.',
    );
  }
  if (to > toInstant(clock.now())) {
    throw new ConfigurationError(
      'CLI_PERIOD',
      `The period ends at ${to}, which is still to come: only what is over can be sealed.`,
    );
  }
}

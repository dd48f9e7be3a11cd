import type { Logger } from 'pino';
import { ulid } from 'ulid';
import type { AlertChannel } from '#alerting/channel.ts';
import { configured } from '#cli/configured.ts';
import { openAnswers } from '#cli/evidence/open-answers.ts';
import { tidyDaily } from '#cli/evidence/tidy-evidence.ts';
import { imageDigestOf } from '#cli/image-digest.ts';
import { documentNames, refuseUnknown } from '#cli/refuse-unknown.ts';
import { wantsColour } from '#cli/wants-colour.ts';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import { refuseUnwritable, writeOutput } from '#cli/write-output.ts';
import type { Configuration } from '#config/configuration.ts';
import { decideNow } from '#delivery/alert-clock.ts';
import type { AlertDesk } from '#delivery/alert-desk.ts';
import { startDelivery } from '#delivery/deliver-alerts.ts';
import { scopesOf } from '#domain/document.ts';
import { toInstant } from '#domain/instant.ts';
import { exitStatusOf, type ScanMode } from '#domain/scan.ts';
import type { StateStore } from '#domain/state-store.ts';
import { createProgress } from '#reports/progress.ts';
import { reportPieces } from '#reports/render-report.ts';
import type { ReportFormat } from '#reports/report-formats.ts';
import { createAzureTime } from '#scan/azure-time.ts';
import { configurationDigest } from '#scan/configuration-digest.ts';
import { performScan } from '#scan/perform-scan.ts';
import { storeSnapshot } from '#scan/store-snapshot.ts';
import { storeAskedPeriods } from '#service/store-period.ts';
import { alertDesk } from './alert-desk.ts';
import { finishedIndex } from './finished-index.ts';
import { historyIfAny, openUnlessInUse } from './scan-state.ts';
import { scannerOf } from './scanner-of.ts';

export interface ScanOptions extends CommonOptions {
  readonly document?: readonly string[];
  readonly claim?: readonly string[];
  readonly subscription?: readonly string[];
  readonly mode: ScanMode;
  readonly format: ReportFormat;
  readonly out?: string;
  readonly evidence?: true;
}

/** A scan that is asked for by hand may take this long: 50 000 databases of one subscription need 100 minutes. */
export const SCAN_DEADLINE_MS = 6 * 3_600_000;

/**
 * `posture scan`: one scan, its result on standard output. A scan of everything is also recorded in the state, and what it has to
 * tell is sent once before it ends; while a service holds the state it records and tells nothing, and says so.
 */
export const scan: Command<ScanOptions> = async (workbench, terminal, options, signal) => {
  const configuration = configured(workbench, options);
  const only = narrowed(configuration, options);
  // Nobody waits an hour to hear that the folder is not there.
  await refuseUnwritable(options.out);
  // To a person at a terminal the result says what the log would, alerts included; only what went wrong is added.
  const isWatched = terminal.stderr.isTTY === true && options.logLevel === undefined;
  const log = await workbench.createLog(isWatched ? 'error' : configuration.logLevel);
  const answers = await openAnswers(workbench, configuration);
  const isWhole = Object.keys(only).length === 0;
  const store = isWhole ? await openUnlessInUse(workbench, configuration, terminal) : undefined;
  const history =
    store === undefined ? await historyIfAny(workbench, configuration, terminal) : undefined;
  const { channels, policy } = await workbench.openOutlets(configuration, log);
  const desk = store === undefined ? undefined : alertDesk(workbench, store, policy);
  const progress = createProgress(terminal.stderr);
  const scanId = ulid(workbench.clock.now());
  answers.beginScan(scanId);
  const azureTime = createAzureTime(answers);
  // That Azure is slow is said to a person at a terminal too.
  const slowLog = isWatched ? await workbench.createLog('warn') : log;
  const connection = await workbench.connect(configuration, azureTime.keeper, slowLog);
  try {
    progress.begin('Scanning', 0);
    const performed = await performScan(
      await scannerOf(workbench, connection, configuration, answers, log),
      {
        scanId,
        mode: options.mode,
        configuration,
        only,
        deadlineMs: SCAN_DEADLINE_MS,
        onProgress: ({ done, total }) => progress.advance(done, total),
        configurationSha256: configurationDigest(configuration, workbench.tool),
        ...(desk === undefined ? {} : { desk }),
        ...(history === undefined ? {} : { history }),
        finishEvidence: async () => await finishedIndex(answers, configuration, scanId, signal),
        flushEvidence: async () => await answers.flush(signal),
      },
      signal,
    );
    progress.stop();
    for (const { message, remedy } of azureTime.symptoms())
      terminal.stderr.write(`posture: ${message} ${remedy}\n`);
    if (desk !== undefined) await deliverOnce(workbench, desk, channels, log);
    const sealing =
      store === undefined ? undefined : await workbench.openSealing(configuration, store, log);
    await sealing?.sealRun(signal);
    if (options.evidence === true) {
      const tools = {
        ...workbench,
        principal: connection.principal(),
        ...imageDigestOf(workbench.environment),
        ...(store === undefined ? {} : { state: store }),
        ...(sealing === undefined ? {} : { sealer: sealing.sealer }),
      };
      const stored = await storeSnapshot(tools, configuration, answers, performed, signal);
      terminal.stderr.write(`Evidence: ${stored.path}\n`);
      if (sealing === undefined)
        terminal.stderr.write('posture: not sealed: only a scan that is recorded can be\n');
      if (stored.unsealed !== null)
        terminal.stderr.write(`posture: not sealed: ${stored.unsealed.message}\n`);
      await sealing?.keepSnapshot(stored.path, signal);
      if (store !== undefined && sealing !== undefined) {
        const now = () => toInstant(workbench.clock.now());
        await storeAskedPeriods(
          { ...tools, state: store, sealer: sealing.sealer, answers, now },
          configuration,
          log,
          async (period) => await sealing.keepSnapshot(period, signal),
          signal,
        );
      }
    }
    if (store !== undefined) await tidyAfter(workbench, configuration, store, log, signal);
    const pieces = reportPieces(options.format, performed.result, {
      colour: options.out === undefined && wantsColour(terminal, workbench.environment),
      ...(terminal.stdout.columns === undefined ? {} : { width: terminal.stdout.columns }),
    });
    await writeOutput(pieces, options.out, terminal);
    return exitStatusOf(performed.result);
  } finally {
    progress.stop();
    await answers.endScan(signal).catch(() => undefined);
    await connection.close();
    store?.close();
    history?.close();
  }
};

/** What cannot be tidied up now is the next scan's; the result of this one is not to be lost for it. */
async function tidyAfter(
  workbench: Workbench,
  configuration: Configuration,
  store: StateStore,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  try {
    const vault = await workbench.openBodyVault(configuration);
    const removed = await tidyDaily(configuration, store, workbench.clock.now(), vault, signal);
    if (removed.length > 0) log.info({ removed }, 'old evidence removed');
  } catch (error) {
    if (signal.aborted) throw error;
    log.error({ err: error }, 'old evidence could not be removed');
  }
}

/** Decides what follows from the time that has passed since the last scan, and tries once to send what waits. */
async function deliverOnce(
  { clock }: Workbench,
  desk: AlertDesk,
  channels: readonly AlertChannel[],
  log: Logger,
): Promise<void> {
  const { store, lane, policy } = desk;
  await decideNow(desk, clock, { symptoms: null, log: [] });
  const { fallbackAfterMs } = policy.timing;
  const parts = { store, channels, fallbackAfterMs, lane, clock, log };
  await (await startDelivery(parts)).stop();
}

/** What the options leave of the configuration; a name that nothing bears is an error, or a typo would verify nothing and say so to nobody. */
function narrowed(configuration: Configuration, options: ScanOptions) {
  const claims = configuration.documents.flatMap(({ statement }) =>
    statement.claims.map(({ id }) => id),
  );
  refuseUnknown('--document', options.document, documentNames(configuration));
  refuseUnknown('--claim', options.claim, claims);
  const scopes = configuration.documents.flatMap(scopesOf);
  const named = [...new Set(scopes.flatMap((scope) => scope.subscriptions ?? []))];
  const isOpen = scopes.some((scope) => scope.subscriptions === undefined);
  if (!isOpen)
    refuseUnknown(
      '--subscription',
      options.subscription?.map((id) => id.toLowerCase()),
      named,
    );
  return {
    ...(options.document === undefined ? {} : { documents: options.document }),
    ...(options.claim === undefined ? {} : { claims: options.claim }),
    ...(options.subscription === undefined ? {} : { subscriptions: options.subscription }),
  };
}

import { once } from 'node:events';
import { ulid } from 'ulid';
import { configured } from '#cli/configured.ts';
import { openAnswers } from '#cli/evidence/open-answers.ts';
import { tidyEvidence } from '#cli/evidence/tidy-evidence.ts';
import { imageDigestOf } from '#cli/image-digest.ts';
import { alertDesk } from '#cli/scan/alert-desk.ts';
import { finishedIndex } from '#cli/scan/finished-index.ts';
import { SCAN_DEADLINE_MS } from '#cli/scan/scan.ts';
import { scannerOf } from '#cli/scan/scanner-of.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { startDelivery } from '#delivery/deliver-alerts.ts';
import { toInstant } from '#domain/instant.ts';
import { createAzureTime } from '#scan/azure-time.ts';
import { configurationDigest } from '#scan/configuration-digest.ts';
import { performScan } from '#scan/perform-scan.ts';
import { createSeenWrites } from '#scan/seen-writes.ts';
import { storeSnapshot } from '#scan/store-snapshot.ts';
import { startHealthServer } from '#server/health-server.ts';
import { type Service, startService } from '#service/run-service.ts';
import { storeAskedPeriods } from '#service/store-period.ts';
import { healthOf } from './health-of.ts';
import { isInContainer, isOnLoopback } from './reachable.ts';
import { heartbeatOf, startAlerts } from './start-alerts.ts';
import { openWhenFree } from './wait-for-state.ts';

export interface RunOptions extends CommonOptions {
  readonly worker?: true;
}

/** `posture run`: the service. Scans at once, then by its schedules; stops within seconds of SIGTERM and loses nothing. */
export const run: Command<RunOptions> = async (workbench, terminal, options, signal) => {
  if (options.worker === true) {
    const { work } = await import('./worker.ts');
    return await work(workbench, terminal, options, signal);
  }
  const configuration = configured(workbench, options);
  const log = await workbench.createLog(configuration.logLevel);
  const { clock } = workbench;
  await using closing = new AsyncDisposableStack();
  // First of all: where the port is taken nothing has been made, and no run noted as missed.
  const began: { service: Service | undefined } = { service: undefined };
  const server = await startHealthServer({
    ...configuration.server,
    log,
    health: () => healthOf(began.service, signal),
  });
  closing.defer(async () => await server.close());
  const held = await openWhenFree(
    workbench,
    configuration,
    log.child({ address: server.address }),
    signal,
  );
  if (held === undefined) return 0;
  const store = closing.adopt(held, (open) => open.close());
  const office = await workbench.openPartOffice(configuration, log).catch((error: unknown) => {
    log.warn({ err: error }, 'no worker can share the scans: everything is read here');
    return undefined;
  });
  closing.defer(async () => await office?.close());
  const answers = await openAnswers(workbench, configuration);
  const { channels, policy } = await workbench.openOutlets(configuration, log);
  const azureTime = createAzureTime(answers);
  const connection = closing.adopt(
    await workbench.connect(configuration, azureTime.keeper, log),
    async (open) => await open.close(),
  );
  const scanner = await scannerOf(workbench, connection, configuration, answers, log);
  const desk = alertDesk(workbench, store, policy);
  const delivery = await startDelivery({
    store,
    channels,
    fallbackAfterMs: policy.timing.fallbackAfterMs,
    lane: desk.lane,
    clock,
    log,
  });
  closing.defer(async () => await delivery.stop());
  const around = { workbench, configuration, desk, connection, answers, log };
  const sealing = await workbench.openSealing(configuration, store, log);
  await sealing.start(signal);
  const symptoms = () => [...azureTime.symptoms(), ...sealing.symptoms(), ...answers.symptoms()];
  const heartbeat = heartbeatOf({ ...around, symptoms }, signal);

  const seen = createSeenWrites();
  const service = await startService({
    configuration,
    clock,
    log,
    store,
    async scan(mode, stopping, allowance) {
      const scanId = ulid(clock.now());
      answers.beginScan(scanId);
      try {
        const performed = await performScan(
          {
            ...scanner,
            statistics: (await scannerOf(workbench, connection, configuration, answers, log))
              .statistics,
          },
          {
            scanId,
            mode,
            allowance,
            seen,
            configuration,
            only: {},
            deadlineMs: SCAN_DEADLINE_MS,
            configurationSha256: configurationDigest(configuration, workbench.tool),
            desk,
            finishEvidence: async () =>
              await finishedIndex(answers, configuration, scanId, stopping),
            flushEvidence: async () => await answers.flush(stopping),
            onRecorded: () => delivery.wake(),
            ...(office === undefined
              ? {}
              : {
                  sharing: {
                    office,
                    takeIn: (exchanges) => {
                      answers.takeIn(exchanges);
                    },
                  },
                }),
          },
          stopping,
        );
        // Whoever is to be woken does not wait for the seal.
        delivery.wake();
        await sealing.sealRun(stopping);
        return performed;
      } finally {
        await answers.endScan(stopping);
      }
    },
    async snapshot(performed, stopping) {
      const tools = {
        ...workbench,
        state: store,
        sealer: sealing.sealer,
        principal: connection.principal(),
        ...imageDigestOf(workbench.environment),
      };
      const { path, unsealed } = await storeSnapshot(
        tools,
        configuration,
        answers,
        performed,
        stopping,
      );
      if (unsealed === null) log.info({ path }, 'evidence stored');
      else log.error({ path, err: unsealed }, 'evidence stored but not sealed');
      await sealing.keepSnapshot(path, stopping);
      const now = () => toInstant(clock.now());
      await storeAskedPeriods(
        { ...tools, answers, now },
        configuration,
        log,
        async (period) => await sealing.keepSnapshot(period, stopping),
        stopping,
      );
    },
    async tidy(stopping) {
      const removed = await tidyEvidence(
        configuration,
        store,
        clock.now(),
        await workbench.openBodyVault(configuration),
        stopping,
      );
      if (removed.length > 0) log.info({ removed }, 'old evidence removed');
    },
    onScanned(scan) {
      delivery.wake();
      void heartbeat(scan);
    },
  });
  closing.defer(async () => await service.stop());
  began.service = service;
  const alerts = await startAlerts({ ...around, delivery, service, symptoms });
  closing.defer(async () => await alerts.stop());

  log.info(
    { address: server.address, documents: configuration.documents.length },
    'service started',
  );
  if (isOnLoopback(configuration.server.host) && isInContainer()) {
    terminal.stderr.write(
      `posture: in a container ${server.address} cannot be reached from outside; server.host: 0.0.0.0 in the configuration makes it reachable\n`,
    );
  }
  terminal.stderr.write(
    `posture: serving health at ${server.address}/healthz; stop with SIGTERM\n`,
  );

  void service.begin();
  if (!signal.aborted) await once(signal, 'abort');
  log.info('service stops');
  return 0;
};

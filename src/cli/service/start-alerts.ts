import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { ulid } from 'ulid';
import type { AzureConnection, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { resolveSecret } from '#config/resolve-secret.ts';
import { startAlertClock } from '#delivery/alert-clock.ts';
import type { AlertDesk } from '#delivery/alert-desk.ts';
import type { RunningDelivery } from '#delivery/deliver-alerts.ts';
import { createHeartbeat } from '#delivery/heartbeat.ts';
import { putTestMessages } from '#delivery/test-message.ts';
import { toInstant } from '#domain/instant.ts';
import type { ScanResult } from '#domain/scan.ts';
import { Secret } from '#domain/secret.ts';
import type { Symptom } from '#domain/symptom.ts';
import type { AnswerStore } from '#evidence/answer-store.ts';
import { createClockWatch } from '#service/clock-watch.ts';
import { findAuthors, lackAuthors } from '#service/find-authors.ts';
import { findMenders, lackMenders } from '#service/find-menders.ts';
import type { Service } from '#service/run-service.ts';
import { startDaily } from '#service/schedules.ts';
import { createSelfWatch } from '#service/self-watch.ts';

/** How often Azure is asked again who caused an alert, where its end is held back for minutes. */
const AUTHORS_MS = 60_000;
const LEAST_AUTHORS_MS = 1_000;

export interface AlertParts {
  readonly workbench: Workbench;
  readonly configuration: Configuration;
  readonly desk: AlertDesk;
  readonly delivery: RunningDelivery;
  readonly service: Service;
  readonly connection: Pick<AzureConnection, 'scope'>;
  readonly answers: AnswerStore;
  readonly log: Logger;
  /** What others see of the monitor's own health. */
  readonly symptoms: () => readonly Symptom[];
}

/**
 * Starts everything around the alerts that works between scans: their clock, the self-watch, late authors, the daily test. The
 * evidence log is told when it starts and stops: in between somebody was watching (evidence E11).
 */
export async function startAlerts(parts: AlertParts): Promise<{ stop(): Promise<void> }> {
  const { workbench, configuration, desk, delivery, service, log } = parts;
  const { clock } = workbench;
  const note = async (action: 'started' | 'stopping') => {
    const { name, version } = workbench.tool;
    const body = { action, tool: `${name} ${version}` };
    await desk.store.appendLog([{ type: 'service', at: toInstant(clock.now()), body }]);
  };
  await note('started');
  const { dailyTest } = configuration.alerts;
  const alertClock = startAlertClock({
    desk,
    clock,
    log,
    look: createSelfWatch({
      configuration,
      store: desk.store,
      now: () => clock.now(),
      scans: () => service.scans(),
      clockWatch: createClockWatch(
        () => clock.now(),
        () => performance.now(),
      ),
      extraSymptoms: parts.symptoms,
    }),
    onRecorded: () => delivery.wake(),
  });
  const stopping = new AbortController();
  const authors = authorRounds(parts, stopping.signal);
  const test =
    dailyTest === null
      ? undefined
      : startDaily({
          schedule: dailyTest.schedule,
          timezone: configuration.schedules.timezone,
          onDue: async (due) => {
            try {
              await putTestMessages(desk, dailyTest.channels, due);
              delivery.wake();
            } catch (error) {
              log.error({ err: error }, 'the daily test could not be sent');
            }
          },
        });
  return {
    async stop() {
      stopping.abort();
      await test?.stop();
      await authors;
      await alertClock.stop();
      // A full disk must not keep the service from stopping.
      await note('stopping').catch((error: unknown) => {
        log.error({ err: error }, 'the evidence log could not be told of the stop');
      });
    },
  };
}

/**
 * Asks who did it, and who mended it, about once a minute and at least twice while an end is held back; only while an alert lacks a
 * name and no scan is under way.
 */
async function authorRounds(parts: AlertParts, stopping: AbortSignal): Promise<void> {
  const { workbench, desk, delivery, service, connection, answers, log } = parts;
  const { clock } = workbench;
  const looking = { desk, scope: connection.scope, clock };
  const everyMs = Math.min(AUTHORS_MS, parts.configuration.alerts.policy.timing.recoverAfterMs / 2);
  while (!stopping.aborted) {
    await clock.sleep(Math.max(everyMs, LEAST_AUTHORS_MS), stopping).catch(() => undefined);
    if (stopping.aborted) return;
    await service.between(async (signal) => {
      const lacking = [...(await lackAuthors(looking)), ...(await lackMenders(looking))];
      if (lacking.length === 0) return;
      // Who it was rests on answers of Azure as every verdict does: they are kept in an index of their own.
      answers.beginScan(ulid(clock.now()));
      try {
        if (await findAuthors(looking, signal)) delivery.wake();
        await findMenders(looking, signal);
      } finally {
        await answers.endScan(signal).catch((error: unknown) => {
          log.error({ err: error }, 'answers about authors could not be kept');
        });
      }
    });
  }
}

/** Tells the configured outside service after each scan whether all is well; does nothing where none is configured. Never rejects. */
export function heartbeatOf(
  { workbench, configuration, desk, log, symptoms }: Omit<AlertParts, 'service' | 'delivery'>,
  signal: AbortSignal,
): (scan: ScanResult['scan'] | null) => Promise<void> {
  const { heartbeat } = configuration.alerts;
  if (heartbeat === null) return async () => await Promise.resolve();
  const url =
    typeof heartbeat.url === 'string'
      ? new Secret(heartbeat.url)
      : resolveSecret(heartbeat.url, workbench.environment);
  const { clock } = workbench;
  const { ping } = workbench.openWeb(configuration);
  const beat = createHeartbeat({ url, ping, store: desk.store, clock, log, symptoms });
  return async (scan) => await beat(scan, signal);
}

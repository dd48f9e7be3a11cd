import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Hash } from '#alerting/draft.ts';
import { QUESTIONS } from '#checks/questions.generated.ts';
import type { AlertOutlets, AzureConnection, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import type { Clock } from '#domain/clock.ts';
import { ConfigurationError, StoreError } from '#domain/errors.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import { toInstant } from '#domain/instant.ts';
import { createChecks } from '#evaluation/create-checks.ts';
import { readsOf } from '#evaluation/reads-of.ts';
import { readCertificateFile } from '#network/certificate-file.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { configurationDigest } from '#scan/configuration-digest.ts';
import { describeCheck } from './describe-check.ts';
import { keyAccess, openAnchors, openBodyVault } from './open-anchors.ts';
import { openProxies } from './open-proxies.ts';
import { TOOL } from './tool.ts';

const USER_AGENT = `${TOOL.name}/${TOOL.version}`;

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
};

const now = (): string => toInstant(clock.now());

/**
 * Builds everything that the commands work with: the one place that knows every part. Opens nothing yet, and loads what reaches the
 * outside (Azure's SDK, the channels, the store) only when it is opened, so that a command which needs none of it answers at once.
 */
export function createWorkbench(environment: Workbench['environment']): Workbench {
  return {
    tool: TOOL,
    clock,
    checks: createChecks(QUESTIONS, RESOURCE_TYPES),
    reads: readsOf(RESOURCE_TYPES),
    openWeb(configuration) {
      const proxies = openProxies(configuration.proxies.alerts, environment);
      const askPage = onFirstUse(async () =>
        (await import('#web/ask-page.ts')).createAskPage(USER_AGENT, proxies),
      );
      const ping = onFirstUse(async () =>
        (await import('#web/ping.ts')).createPing(USER_AGENT, proxies),
      );
      return {
        askPage: async (...asked) => await (await askPage())(...asked),
        ping: async (...asked) => await (await ping())(...asked),
      };
    },
    hash: sha256,
    environment,
    async createLog(level) {
      const [{ pino }, { createFullDiskHook }] = await Promise.all([
        import('pino'),
        import('#cli/full-disk-log.ts'),
      ]);
      const timestamp = pino.stdTimeFunctions.isoTime;
      const hooks = { logMethod: createFullDiskHook(() => clock.now()) };
      return pino({ level, base: null, timestamp, hooks }, pino.destination(2));
    },
    connect: async (configuration, keeper, log) =>
      await connect(environment, configuration, keeper, log),
    openReplay: async (options) => {
      const [{ createReplayedAzure }, { createScopeReader }] = await Promise.all([
        import('#azure/replayed-azure.ts'),
        import('#inventory/scope-reader.ts'),
      ]);
      const azure = createReplayedAzure(options);
      const { objectId } = options;
      const principal = () => (objectId === undefined ? null : { objectId });
      return {
        scope: createScopeReader({ azure: { ...azure, principal }, clock: options.clock }),
        reader: azure.reader,
      };
    },
    async openStore({ state: { directory, address } }) {
      const { openStore } = await import('#store/open-store.ts');
      return await openStore(address ?? directory);
    },
    async openStateReader({ state: { directory, address } }) {
      if (address === undefined && !existsSync(directory)) return undefined;
      const { openStoreForReading } = await import('#store/open-store.ts');
      try {
        return await openStoreForReading(address ?? directory);
      } catch (error) {
        // A database without a state is what a directory that is not there is.
        if (address !== undefined && error instanceof StoreError && error.code === 'STORE_ABSENT')
          return undefined;
        throw error;
      }
    },
    async openOperator({ state: { directory, address } }) {
      const { openStateForOperator } = await import('#store/open-store.ts');
      return await openStateForOperator(address ?? directory);
    },
    async openPartOffice(configuration, log) {
      const { address } = configuration.state;
      if (address === undefined) return undefined;
      const { openPartOffice } = await import('#store/postgres/part-office.ts');
      return await openPartOffice(address, configurationDigest(configuration, TOOL), (fault) => {
        log.error({ err: fault }, 'the queue of parts could not be asked');
      });
    },
    async openPartWorker(configuration, address, log) {
      const { openPartWorker } = await import('#store/postgres/part-worker.ts');
      return await openPartWorker(address, configurationDigest(configuration, TOOL), (fault) => {
        log.error({ err: fault }, 'the queue of parts could not be asked');
      });
    },
    openOutlets: async (configuration, log) => await openOutlets(environment, configuration, log),
    async openSealing(configuration, store, log) {
      const { createSealing } = await import('#evidence/sealing.ts');
      return createSealing({
        settings: configuration.evidence,
        store,
        ...(await openAnchors(environment, configuration, now)),
        ...keyAccess(environment, configuration, log, now),
      });
    },
    openBodyVault: async (configuration) => await openBodyVault(environment, configuration),
    openKeys: async (configuration, tell, log) =>
      await Promise.resolve({
        settings: configuration.evidence.signing,
        evidence: configuration.evidence.directory,
        origin: configuration.evidence.origin,
        tell,
        ...keyAccess(environment, configuration, log, now),
      }),
    describeCheck,
  };
}

/** Makes it once, when it is first asked for. */
function onFirstUse<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return async () => await (made ??= make());
}

const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

async function connect(
  environment: Workbench['environment'],
  configuration: Configuration,
  keeper: AnswerKeeper,
  log: Logger,
): Promise<AzureConnection> {
  const [{ createAzure }, { resolveCloud }, { identityFromEnvironment }, { createScopeReader }] =
    await Promise.all([
      import('#azure/azure.ts'),
      import('#azure/cloud-settings.ts'),
      import('#azure/credential.ts'),
      import('#inventory/scope-reader.ts'),
    ]);
  const { cloud, credential } = configuration.azure;
  const settings = resolveCloud(cloud.name, cloud.endpoints);
  refuseWithoutCertificate(settings.caFile);
  const azure = await createAzure({
    cloud: settings,
    credential,
    identity: identityFromEnvironment(environment),
    proxies: openProxies(configuration.proxies.azure, environment),
    keeper,
    clock,
    log,
  });
  return {
    scope: createScopeReader({ azure, clock }),
    reader: azure.reader,
    resourceManager: settings.resourceManager,
    statistics: () => azure.statistics(),
    principal: () => azure.principal(),
    close: async () => await azure.close(),
  };
}

/** Node takes a file without a certificate for one that trusts nobody in addition; that would be told as a wrong certificate of Azure's. */
function refuseWithoutCertificate(caFile: string | undefined): void {
  if (caFile === undefined) return;
  try {
    readCertificateFile(caFile);
  } catch (cause) {
    throw new ConfigurationError(
      'CONFIG_AZURE_CA_FILE',
      `azure.cloud.caFile "${caFile}" could not be read, or holds no certificate.`,
      { cause },
    );
  }
}

async function openOutlets(
  environment: Workbench['environment'],
  configuration: Configuration,
  log: Logger,
): Promise<AlertOutlets> {
  const { openChannel } = await import('./open-channels.ts');
  const { channels: settings, policy } = configuration.alerts;
  const proxies = openProxies(configuration.proxies.alerts, environment);
  const tools = { environment, clock, log, proxies };
  const channels = settings.map((setting) => openChannel(setting, tools));
  const facts = channels.map(({ name, type, pages, destinationVersion }) => ({
    name,
    type,
    pages,
    destinationVersion,
  }));
  return { channels, policy: { ...policy, channels: facts } };
}

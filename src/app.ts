import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import type { Logger } from 'pino';
import type { Hash } from '#alerting/draft.ts';
import { CHECKS } from '#checks/registry.generated.ts';
import type { AlertOutlets, AzureConnection, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import { toInstant } from '#domain/instant.ts';
import type { KeyTools } from '#evidence/keys/key-ring.ts';
import type { SealingParts } from '#evidence/sealing.ts';
import { describeCheck } from './describe-check.ts';
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
  const askPage = onFirstUse(async () =>
    (await import('#web/ask-page.ts')).createAskPage(USER_AGENT),
  );
  const ping = onFirstUse(async () => (await import('#web/ping.ts')).createPing(USER_AGENT));
  return {
    tool: TOOL,
    clock,
    checks: CHECKS,
    async loadCollectors() {
      const { COLLECTORS } = await import('#collectors/registry.generated.ts');
      return new Map(COLLECTORS.map((collector) => [collector.fact, collector]));
    },
    askPage: async (...asked) => await (await askPage())(...asked),
    ping: async (...asked) => await (await ping())(...asked),
    hash: sha256,
    environment,
    async createLog(level) {
      const { pino } = await import('pino');
      const timestamp = pino.stdTimeFunctions.isoTime;
      return pino({ level, base: null, timestamp }, pino.destination(2));
    },
    connect: async (configuration, keeper, log) =>
      await connect(environment, configuration, keeper, log),
    openReplay: async (options) => {
      const [{ createReplayedAzure }, { createScopeReader }] = await Promise.all([
        import('#azure/replayed-azure.ts'),
        import('#collectors/scope/scope-reader.ts'),
      ]);
      const azure = createReplayedAzure(options);
      return { scope: createScopeReader({ azure, clock: options.clock }), reader: azure.reader };
    },
    async openStore({ state: { directory } }) {
      const { openStore } = await import('#store/open-store.ts');
      return openStore(directory);
    },
    async openStateReader({ state: { directory } }) {
      if (!existsSync(directory)) return undefined;
      const { openStoreForReading } = await import('#store/open-store.ts');
      return openStoreForReading(directory);
    },
    async openOperator({ state: { directory } }) {
      const { openStateForOperator } = await import('#store/open-store.ts');
      return openStateForOperator(directory);
    },
    openOutlets: async (configuration, log) => await openOutlets(environment, configuration, log),
    async openSealing(configuration, store, log) {
      const { createSealing } = await import('#evidence/sealing.ts');
      return createSealing({
        settings: configuration.evidence,
        store,
        ...(await openAnchors(environment, configuration)),
        ...keyAccess(environment, configuration, log),
      });
    },
    openKeys: async (configuration, tell, log) =>
      await Promise.resolve({
        settings: configuration.evidence.signing,
        evidence: configuration.evidence.directory,
        origin: configuration.evidence.origin,
        tell,
        ...keyAccess(environment, configuration, log),
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
      import('#collectors/scope/scope-reader.ts'),
    ]);
  const { cloud, credential } = configuration.azure;
  const settings = resolveCloud(cloud.name, cloud.endpoints);
  const azure = await createAzure({
    cloud: settings,
    credential,
    identity: identityFromEnvironment(environment),
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

/** How signing keys are reached; Key Vault only when a key of it is asked for. */
function keyAccess(
  environment: Workbench['environment'],
  configuration: Configuration,
  log: Logger,
): Pick<KeyTools, 'now' | 'openVaultKey' | 'notice'> {
  return {
    now,
    async openVaultKey(key, signal) {
      const { openKeyVaultSigner } = await import('#evidence/keys/key-vault-signer.ts');
      const credential = await evidenceCredential(environment, configuration);
      return await openKeyVaultSigner(key, { credential }, signal);
    },
    notice: (message, data) => log.warn(data, message),
  };
}

/** Where evidence goes besides, as far as it is configured. */
async function openAnchors(
  environment: Workbench['environment'],
  configuration: Configuration,
): Promise<Pick<SealingParts, 'timeStamper' | 'blob'>> {
  const { timestamp, immutableBlob, origin } = configuration.evidence;
  const none = { timeStamper: undefined, blob: undefined };
  const stamps = timestamp && {
    timeStamper: (await import('#evidence/time-stamp.ts')).createTimeStamper(timestamp.url),
  };
  if (immutableBlob === null) return { ...none, ...stamps };
  const { createBlobAnchor } = await import('#evidence/immutable-blob.ts');
  const credential = await evidenceCredential(environment, configuration);
  const blob = createBlobAnchor({ ...immutableBlob, credential, origin, now });
  return { ...none, ...stamps, blob };
}

/** The sign-in of the monitor, for Key Vault and Blob Storage. */
async function evidenceCredential(
  environment: Workbench['environment'],
  { azure: { cloud, credential } }: Configuration,
): Promise<TokenCredential> {
  const [{ createCredential, identityFromEnvironment }, { resolveCloud }] = await Promise.all([
    import('#azure/credential.ts'),
    import('#azure/cloud-settings.ts'),
  ]);
  const settings = resolveCloud(cloud.name, cloud.endpoints);
  const { caFile } = cloud.endpoints;
  const ca = caFile === undefined ? undefined : [readFileSync(caFile, 'utf8')];
  return createCredential(credential, settings, identityFromEnvironment(environment), ca);
}

async function openOutlets(
  environment: Workbench['environment'],
  configuration: Configuration,
  log: Logger,
): Promise<AlertOutlets> {
  const { openChannel } = await import('./open-channels.ts');
  const { channels: settings, policy } = configuration.alerts;
  const channels = settings.map((setting) => openChannel(setting, { environment, clock, log }));
  const facts = channels.map(({ name, type, pages, destinationVersion }) => ({
    name,
    type,
    pages,
    destinationVersion,
  }));
  return { channels, policy: { ...policy, channels: facts } };
}

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import pino, { type Logger } from 'pino';
import type { Hash } from '#alerting/draft.ts';
import { CHECKS } from '#checks/registry.generated.ts';
import type { AlertOutlets, AzureConnection, Workbench } from '#cli/workbench.ts';
import { COLLECTORS } from '#collectors/registry.generated.ts';
import { createScopeReader } from '#collectors/scope/scope-reader.ts';
import type { Configuration } from '#config/configuration.ts';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import { toInstant } from '#domain/instant.ts';
import type { KeyTools } from '#evidence/keys/key-ring.ts';
import { createSealing, type SealingParts } from '#evidence/sealing.ts';
import { openStateForOperator, openStore, openStoreForReading } from '#store/open-store.ts';
import { createAskPage } from '#web/ask-page.ts';
import { createPing } from '#web/ping.ts';
import packageJson from '../package.json' with { type: 'json' };
import { describeCheck } from './describe-check.ts';
import { openChannel } from './open-channels.ts';

const TOOL = { name: packageJson.name, version: packageJson.version };

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, { signal });
  },
};

const now = (): string => toInstant(clock.now());

/** Builds everything that the commands work with: the one place that knows every part. Opens nothing yet. */
export function createWorkbench(environment: Workbench['environment']): Workbench {
  return {
    tool: TOOL,
    clock,
    checks: CHECKS,
    collectors: new Map(COLLECTORS.map((collector) => [collector.fact, collector])),
    askPage: createAskPage(`${TOOL.name}/${TOOL.version}`),
    ping: createPing(`${TOOL.name}/${TOOL.version}`),
    hash: sha256,
    environment,
    createLog: (level) =>
      pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2)),
    connect: async (configuration, keeper, log) =>
      await connect(environment, configuration, keeper, log),
    openReplay: async (options) => {
      const { createReplayedAzure } = await import('#azure/replayed-azure.ts');
      const azure = createReplayedAzure(options);
      return { scope: createScopeReader({ azure, clock: options.clock }), reader: azure.reader };
    },
    openStore: async (configuration) =>
      await Promise.resolve(openStore(configuration.state.directory)),
    openStateReader: async (configuration) =>
      await Promise.resolve(
        existsSync(join(configuration.state.directory))
          ? openStoreForReading(configuration.state.directory)
          : undefined,
      ),
    openOperator: async (configuration) =>
      await Promise.resolve(openStateForOperator(configuration.state.directory)),
    openOutlets: (configuration, log) => openOutlets(environment, configuration, log),
    openSealing: async (configuration, store, log) =>
      createSealing({
        settings: configuration.evidence,
        store,
        ...(await openAnchors(environment, configuration)),
        ...keyAccess(environment, configuration, log),
      }),
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

const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

async function connect(
  environment: Workbench['environment'],
  configuration: Configuration,
  keeper: AnswerKeeper,
  log: Logger,
): Promise<AzureConnection> {
  // The SDK is loaded here and not at the start, so that the commands that need no Azure answer at once.
  const [{ createAzure }, { resolveCloud }, { identityFromEnvironment }] = await Promise.all([
    import('#azure/azure.ts'),
    import('#azure/cloud-settings.ts'),
    import('#azure/credential.ts'),
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

function openOutlets(
  environment: Workbench['environment'],
  configuration: Configuration,
  log: Logger,
): AlertOutlets {
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

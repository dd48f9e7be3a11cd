import type { TokenCredential } from '@azure/core-auth';
import type { Logger } from 'pino';
import type { Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import type { Instant } from '#domain/instant.ts';
import type { BodyVault } from '#evidence/body-vault.ts';
import type { KeyTools } from '#evidence/keys/key-ring.ts';
import type { SealingParts } from '#evidence/sealing.ts';
import { openProxies } from './open-proxies.ts';

/** How signing keys are reached; Key Vault only when a key of it is asked for. */
export function keyAccess(
  environment: Workbench['environment'],
  configuration: Configuration,
  log: Logger,
  now: () => Instant,
): Pick<KeyTools, 'now' | 'openVaultKey' | 'notice'> {
  return {
    now,
    async openVaultKey(key, signal) {
      const [{ openKeyVaultSigner }, { createAgents }] = await Promise.all([
        import('#evidence/keys/key-vault-signer.ts'),
        import('#network/agents.ts'),
      ]);
      const credential = await evidenceCredential(environment, configuration);
      const agents = createAgents({
        proxies: openProxies(configuration.proxies.azure, environment),
      });
      return await openKeyVaultSigner(key, { credential, agents }, signal);
    },
    notice: (message, data) => log.warn(data, message),
  };
}

/** Where evidence goes besides, as far as it is configured. */
export async function openAnchors(
  environment: Workbench['environment'],
  configuration: Configuration,
  now: () => Instant,
): Promise<Pick<SealingParts, 'timeStamper' | 'blob'>> {
  const { timestamp, immutableBlob, origin } = configuration.evidence;
  const none = { timeStamper: undefined, blob: undefined };
  const stamps = timestamp && {
    timeStamper: (await import('#evidence/time-stamp.ts')).createTimeStamper(
      timestamp.url,
      openProxies(configuration.proxies.alerts, environment),
    ),
  };
  if (immutableBlob === null) return { ...none, ...stamps };
  const { createBlobAnchor } = await import('#evidence/immutable-blob.ts');
  const credential = await evidenceCredential(environment, configuration);
  const proxies = openProxies(configuration.proxies.azure, environment);
  const blob = createBlobAnchor({ ...immutableBlob, credential, origin, now, proxies });
  return { ...none, ...stamps, blob };
}

/** Where the bodies of answers are kept besides; undefined: nowhere. */
export async function openBodyVault(
  environment: Workbench['environment'],
  configuration: Configuration,
): Promise<BodyVault | undefined> {
  const { bodies } = configuration.evidence;
  if (bodies === null) return undefined;
  const { createBlobBodies } = await import('#evidence/blob-bodies.ts');
  const credential = await evidenceCredential(environment, configuration);
  const proxies = openProxies(configuration.proxies.azure, environment);
  return createBlobBodies({ ...bodies, credential, proxies });
}

/** The sign-in of the monitor, for Key Vault and Blob Storage. */
async function evidenceCredential(
  environment: Workbench['environment'],
  { azure: { cloud, credential }, proxies }: Configuration,
): Promise<TokenCredential> {
  const [{ openCredential }, { identityFromEnvironment }, { resolveCloud }] = await Promise.all([
    import('#azure/open-credential.ts'),
    import('#azure/credential.ts'),
    import('#azure/cloud-settings.ts'),
  ]);
  return openCredential({
    kind: credential,
    cloud: resolveCloud(cloud.name, cloud.endpoints),
    identity: identityFromEnvironment(environment),
    proxies: openProxies(proxies.azure, environment),
  });
}

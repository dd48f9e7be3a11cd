import type { TokenCredential } from '@azure/core-auth';
import { createAgents } from '#network/agents.ts';
import type { ProxyRules } from '#network/proxy.ts';
import type { CloudSettings } from './cloud-settings.ts';
import { type CredentialKind, createCredential, type IdentityValues } from './credential.ts';
import { createTransport } from './transport.ts';
import { trustedBeside } from './trusted-beside.ts';

const TIMES = { requestTimeoutMs: 60_000, connectTimeoutMs: 10_000 };

/** The sign-in alone, for data planes with clients of their own. Throws a ConfigurationError. */
export function openCredential(options: {
  readonly kind: CredentialKind;
  readonly cloud: CloudSettings;
  readonly identity: IdentityValues;
  readonly proxies: ProxyRules;
}): TokenCredential {
  const { kind, cloud, identity, proxies } = options;
  const agents = createAgents({ proxies, ca: trustedBeside(cloud.caFile) });
  return createCredential(kind, cloud, identity, createTransport({ agents, ...TIMES }));
}

import { type Agent, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import { type Proxy, type ProxyRules, proxyFor } from './proxy.ts';

/** The connections of Node's own client: kept open, each to its host directly or through the proxy that is set for it. */
export interface Agents {
  agentFor(address: URL): Agent;
  /** The proxy that the address is asked through; null: directly. */
  proxyFor(address: URL): Proxy | null;
  /** Closes them all. */
  destroy(): void;
}

/** `ca`: all certificates that are trusted, Node's own included; absent: Node's own. */
export function createAgents(options: {
  readonly proxies: ProxyRules;
  readonly ca?: readonly string[] | undefined;
  /** Connections at a time, over all hosts. */
  readonly maxSockets?: number;
}): Agents {
  const { proxies, ca, maxSockets = Number.POSITIVE_INFINITY } = options;
  // maxFreeSockets must not be less, or connections are thrown away and opened anew by the thousand.
  const common = {
    keepAlive: true,
    maxSockets,
    maxFreeSockets: maxSockets === Number.POSITIVE_INFINITY ? 256 : maxSockets,
  };
  // As a context, not as a list: the agent would write all certificates into the name of its connections at every request.
  // Made with the first connection: reading a machine's certificates takes long.
  let context: SecureContext | undefined;
  const trust = () =>
    ca === undefined ? {} : { secureContext: (context ??= createSecureContext({ ca: [...ca] })) };
  const open = new Map<string, Agent>();

  const agentOf = (protocol: string, proxy: Proxy | null): Agent => {
    const key = `${protocol} ${proxy?.address.reveal() ?? ''}`;
    const known = open.get(key);
    if (known !== undefined) return known;
    // An empty proxyEnv: what the environment says was decided where the configuration was read.
    const address = proxy?.address.reveal();
    const proxyEnv = address === undefined ? {} : { HTTPS_PROXY: address, HTTP_PROXY: address };
    const made =
      protocol === 'https:'
        ? new HttpsAgent({ ...common, ...trust(), proxyEnv })
        : new HttpAgent({ ...common, proxyEnv });
    open.set(key, made);
    return made;
  };

  return {
    agentFor: (address) => agentOf(address.protocol, proxyFor(proxies, address)),
    proxyFor: (address) => proxyFor(proxies, address),
    destroy() {
      for (const agent of open.values()) agent.destroy();
    },
  };
}

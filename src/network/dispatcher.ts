import type { SecureContext } from 'node:tls';
import { type Dispatcher, ProxyAgent } from 'undici';
import { type ProxyRules, proxyFor, proxyWords } from './proxy.ts';

/** What a connection through a proxy is made with. */
export interface TunnelSettings {
  /** Until the proxy, and then the host behind it, has taken the connection. */
  readonly connectMs: number;
  /** Trusted for the host, not for the proxy; absent: Node's own certificates. */
  readonly secureContext?: SecureContext;
}

/** The same dispatcher, but what the rules send through a proxy goes there; decided anew for each address, redirects included. */
export function throughProxies(
  direct: Dispatcher,
  rules: ProxyRules,
  { connectMs, secureContext }: TunnelSettings,
): Dispatcher {
  const open = new Map<string, ProxyAgent>();
  const agentOf = (uri: string): ProxyAgent => {
    const known = open.get(uri);
    if (known !== undefined) return known;
    const trust = secureContext === undefined ? {} : { secureContext };
    const made = new ProxyAgent({
      uri,
      proxyTls: { timeout: connectMs },
      requestTls: { timeout: connectMs, ...trust },
    });
    open.set(uri, made);
    return made;
  };
  return direct.compose((dispatch) => (options, handler) => {
    const proxy = proxyFor(rules, new URL(String(options.origin)));
    if (proxy === null) return dispatch(options, handler);
    return agentOf(proxy.address.reveal()).dispatch(options, handler);
  });
}

/** Appended to the reason of a failure: through which proxy the address was asked; empty for none. */
export function throughWords(rules: ProxyRules, address: string): string {
  const proxy = URL.canParse(address) ? proxyFor(rules, address) : null;
  return proxy === null ? '' : ` through ${proxyWords(proxy)}`;
}

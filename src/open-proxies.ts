import type { ProxyChoice, ProxySource } from '#config/configuration.ts';
import { resolveSecret } from '#config/resolve-secret.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { parseProxyAddress } from '#domain/proxy-address.ts';
import { Secret } from '#domain/secret.ts';
import { createProxy, type Proxy, type ProxyRules } from '#network/proxy.ts';

/** The proxies of a choice with their passwords at hand. Throws a ConfigurationError, which repeats none of it. */
export function openProxies(
  { https, http, except }: ProxyChoice,
  environment: Readonly<Record<string, string | undefined>>,
): ProxyRules {
  const open = (source: ProxySource | null): Proxy | null => {
    if (source === null) return null;
    const { address, setBy } = source;
    const text =
      typeof address === 'string' ? address : resolveSecret(address, environment).reveal();
    const url = parseProxyAddress(text);
    if (url !== undefined) return createProxy(new Secret(url.href), setBy);
    throw new ConfigurationError(
      'CONFIG_PROXY',
      `${setBy} does not hold the address of an http:// or https:// proxy.`,
    );
  };
  return { https: open(https), http: open(http), except };
}

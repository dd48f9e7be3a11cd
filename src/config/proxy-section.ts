import { z } from 'zod';
import { parseProxyAddress } from '#domain/proxy-address.ts';
import type { ProxyChoice, ProxySource } from './configuration.ts';
import type { Environment } from './environment-overrides.ts';
import { SecretReference } from './field.ts';
import type { ConfigurationProblem } from './problem.ts';

const ADDRESS = 'an http:// or https:// address of a proxy without user name or password';

const ProxyAddress = z.string().refine((text) => isPlainAddress(text), {
  error: `${ADDRESS} (with them: { env: NAME } or { file: PATH }), or none`,
});

function isPlainAddress(text: string): boolean {
  const url = parseProxyAddress(text);
  return url !== undefined && url.username === '' && url.password === '';
}

/** A proxy by its address, or none whatever the environment says. `what` goes through it. */
export function proxySetting(what: string) {
  return z.union([z.literal('none'), SecretReference, ProxyAddress]).meta({
    description: `Proxy for ${what}: its address (http:// or https://), or where it is when it holds a password; none: none is used. Absent: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY. NO_PROXY holds in each case.`,
  });
}

type ProxySetting = z.output<ReturnType<typeof proxySetting>>;

/** The usual variables; the one in small letters comes first, as with other programs. */
const VARIABLES = {
  https: ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  http: ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'],
} as const;

/** Which proxy is used, from the setting under its key, else from the environment. Addresses with passwords stay where they are. */
export function chooseProxy(
  key: string,
  setting: ProxySetting | undefined,
  environment: Environment,
): ProxyChoice {
  const except = (environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '');
  if (setting === 'none') return { https: null, http: null, except };
  if (setting !== undefined) {
    const source = { address: setting, setBy: key };
    return { https: source, http: source, except };
  }
  const named = (names: readonly string[]): ProxySource | null => {
    const name = names.find((one) => isSet(environment[one]));
    return name === undefined ? null : { address: { env: name }, setBy: name };
  };
  return { https: named(VARIABLES.https), http: named(VARIABLES.http), except };
}

/** Variables that would be used and name no proxy that can be spoken to; their values are not repeated. */
export function proxyProblems(choices: readonly ProxyChoice[], environment: Environment) {
  const names = new Set(
    choices
      .flatMap(({ https, http }) => [https, http])
      .flatMap((source) => (typeof source?.address === 'object' ? [source] : []))
      .flatMap(({ address, setBy }) =>
        typeof address === 'object' && address.env === setBy ? [setBy] : [],
      ),
  );
  return [...names].flatMap((name): ConfigurationProblem[] => {
    if (parseProxyAddress(environment[name] ?? '') !== undefined) return [];
    const found = 'a text';
    const message = `expected the address of an http:// or https:// proxy, found ${found}; or set azure.proxy and alerts.proxy (none: no proxy)`;
    return [
      {
        file: name,
        line: 0,
        column: 0,
        path: '',
        found,
        expected: 'the address of an http:// or https:// proxy',
        message,
      },
    ];
  });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

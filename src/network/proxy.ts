import { BlockList, isIP } from 'node:net';
import type { Secret } from '#domain/secret.ts';

/** An HTTP proxy, and how messages name it. */
export interface Proxy {
  /** The address with its user name and password, if it has them. */
  readonly address: Secret;
  /** The address without them. */
  readonly shown: string;
  /** Where it was set: `azure.proxy`, `HTTPS_PROXY`. */
  readonly setBy: string;
}

/** Which addresses are asked through which proxy. */
export interface ProxyRules {
  /** For https:// addresses; null: none. */
  readonly https: Proxy | null;
  /** For http:// addresses; null: none. */
  readonly http: Proxy | null;
  /** Hosts that are asked directly, in the words of NO_PROXY. */
  readonly except: readonly string[];
}

/** Everything is asked directly. */
export const NO_PROXIES: ProxyRules = { https: null, http: null, except: [] };

/** A proxy from its address. Throws a TypeError, which repeats nothing of it, for what is no http(s) address. */
export function createProxy(address: Secret, setBy: string): Proxy {
  const url = URL.parse(address.reveal());
  if (url === null || !/^https?:$/u.test(url.protocol) || url.hostname === '')
    throw new TypeError(`${setBy} is no address of a proxy`);
  return { address, shown: url.origin, setBy };
}

/** How a sentence names it. */
export function proxyWords({ shown, setBy }: Proxy): string {
  return `the proxy ${shown} (${setBy})`;
}

/**
 * The proxy for an address; null: it is asked directly. Never one for where a machine asks about itself (metadata services) and for
 * plain http to this machine: what is said there is said to this machine alone.
 */
export function proxyFor(rules: ProxyRules, address: string | URL): Proxy | null {
  const url = new URL(address);
  const host = bareHost(url.hostname);
  if (isAboutThisMachine(host)) return null;
  if (url.protocol === 'http:' && isLoopback(host)) return null;
  const proxy = url.protocol === 'https:' ? rules.https : rules.http;
  if (proxy === null) return null;
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return rules.except.some((entry) => isExcepted(entry, host, port)) ? null : proxy;
}

/** 169.254.169.254 and its like: link-local addresses lead nowhere else, and 168.63.129.16 is Azure's own. */
function isAboutThisMachine(host: string): boolean {
  return host.startsWith('169.254.') || host === '168.63.129.16' || host === 'fd00:ec2::254';
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** `*`, a host with everything below it, `.suffix`, `*.suffix`, an address, a range such as 10.0.0.0/8; each with or without a port. */
function isExcepted(entry: string, host: string, port: string): boolean {
  const wanted = entry.trim().toLowerCase();
  if (wanted === '*') return true;
  const range = /^([0-9a-f.:]+)\/(\d{1,3})$/u.exec(wanted);
  if (range !== null) return isWithin(host, range[1] ?? '', Number(range[2]));
  // `::1` is an address and no host with a port; `[::1]:443` is one with a port.
  const withPort = isIP(wanted) === 6 ? null : /^(.*):(\d+)$/u.exec(wanted);
  if (withPort !== null && withPort[2] !== port) return false;
  const name = bareHost(withPort?.[1] ?? wanted).replace(/^\*?\./u, '');
  if (name === '') return false;
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isWithin(host: string, network: string, bits: number): boolean {
  const family = isIP(host);
  if (family === 0 || isIP(network) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, kind);
  return list.check(host, kind);
}

/** Without brackets, final dot and capitals. */
function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/gu, '')
    .replace(/\.$/u, '');
}

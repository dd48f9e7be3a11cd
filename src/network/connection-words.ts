import { type Proxy, proxyWords } from './proxy.ts';

/** Which way a connection went, and how trust could be given. */
export interface Way {
  /** `host` or `host:port` that was asked. */
  readonly host: string;
  readonly proxy: Proxy | null;
  /** The key that names a certificate authority for this host: `azure.cloud.caFile`. */
  readonly caSetting: string;
}

/** What a code of Node's says in words, with what mends it; names the host and the proxy, never what was sent. */
export function connectionWords(code: string, way: Way): string {
  const { host, proxy, caSetting } = way;
  const through = proxy === null ? '' : ` through ${proxyWords(proxy)}`;
  const peer = proxy === null ? host : proxyWords(proxy);
  switch (code) {
    case 'ECONNREFUSED':
      return `${peer} refused the connection${toward(way)} (${code}): nothing listens there, or a firewall forbids it`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `DNS does not know ${peer}${toward(way)} (${code}): check the address and the name service of this machine`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `there is no route to ${peer}${toward(way)} (${code}): check the network of this machine`;
    case 'ETIMEDOUT':
    case 'ECONNABORTED':
      return `${peer} does not answer${toward(way)} (${code}): a firewall drops the connection, or a proxy is needed (azure.proxy, HTTPS_PROXY)`;
    case 'ERR_PROXY_TUNNEL':
    case 'ERR_PROXY_INVALID_CONFIG':
      return `${peer} did not open a way to ${host} (${code}): it must allow CONNECT to it, and its user name and password must be right`;
    case 'CERT_HAS_EXPIRED':
      return `the certificate of ${host}${through} has expired (${code}), or the clock of this machine is wrong`;
    case 'CERT_NOT_YET_VALID':
      return `the certificate of ${host}${through} is not valid yet (${code}): the clock of this machine is wrong`;
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate of ${host}${through} is for another name (${code}): check the address`;
    default:
  }
  if (/SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|CERT_UNTRUSTED|CERT_SIGNATURE/u.test(code)) {
    return `the certificate of ${host}${through} is from an authority that is not trusted here (${code}): name that authority's certificate in ${caSetting}, unless somebody listens in between`;
  }
  if (/^(?:EPROTO|ERR_SSL|ERR_TLS)/u.test(code)) {
    return `${host}${through} does not speak TLS 1.2 or newer (${code}): check address and port, and what stands in between`;
  }
  return `the connection to ${host}${through} failed (${code})`;
}

function toward({ host, proxy }: Way): string {
  return proxy === null ? '' : ` on the way to ${host}`;
}

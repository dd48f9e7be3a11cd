/**
 * The address of an HTTP proxy as people write it: `http://proxy:3128`, with `https://`, with user name and password, or without a scheme
 * as the usual variables allow it. Undefined for anything else, socks included: such a proxy is not spoken to.
 */
export function parseProxyAddress(text: string): URL | undefined {
  const written = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(written) ? written : `http://${written}`);
  if (url === null || url.hostname === '' || !/^https?:$/u.test(url.protocol)) return undefined;
  return url.pathname === '/' && url.search === '' && url.hash === '' ? url : undefined;
}

import { Agent, request } from 'undici';
import type { Ping } from '#domain/page.ts';
import { throughProxies, throughWords } from '#network/dispatcher.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';

const CONNECT_MS = 5_000;
const MOST_BYTES = 16 * 1024;

/** Asks an address over https (http on loopback alone) and looks at nothing but whether the status is 2xx. Follows no redirect. */
export function createPing(userAgent: string, proxies: ProxyRules = NO_PROXIES): Ping {
  const direct = new Agent({ connect: { timeout: CONNECT_MS } });
  const dispatcher = throughProxies(direct, proxies, { connectMs: CONNECT_MS });
  return async (url, signal) => {
    if (!isAllowed(url)) return { ok: false, reason: 'the address is not https' };
    try {
      const headers = { 'user-agent': userAgent };
      const { statusCode, body } = await request(url, { dispatcher, signal, headers });
      await body.dump({ limit: MOST_BYTES, signal });
      const ok = statusCode >= 200 && statusCode < 300;
      return ok ? { ok } : { ok, reason: `status ${statusCode}` };
    } catch (error) {
      // The code alone: messages name addresses.
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const isWord = typeof code === 'string' && /^[A-Z0-9_]{1,60}$/u.test(code);
      const reason = isWord ? code : 'no connection';
      return { ok: false, reason: `${reason}${throughWords(proxies, url)}` };
    }
  };
}

function isAllowed(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}

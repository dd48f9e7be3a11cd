import { Agent, interceptors, request } from 'undici';
import type { AskPage } from '#domain/page.ts';
import { throughProxies, throughWords } from '#network/dispatcher.ts';
import { NO_PROXIES, type ProxyRules } from '#network/proxy.ts';

const CONNECT_MS = 5_000;
const MOST_BYTES = 256 * 1024;

/** Asks pages over https, follows up to five redirects (over https alone), and reads no more than 256 KiB. */
export function createAskPage(userAgent: string, proxies: ProxyRules = NO_PROXIES): AskPage {
  const direct = new Agent({ connect: { timeout: CONNECT_MS } });
  const dispatcher = throughProxies(direct, proxies, { connectMs: CONNECT_MS }).compose(
    interceptors.redirect({ maxRedirections: 5, throwOnMaxRedirect: true }),
  );
  return async (url, signal) => {
    if (!url.startsWith('https://'))
      return { outcome: 'no-answer', reason: 'the address is not https' };
    try {
      const answer = await request(url, {
        dispatcher,
        signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]),
        headers: { 'user-agent': userAgent, accept: 'text/html,*/*' },
      });
      const addresses = addressesOf(answer.context);
      const plain = addresses.find((address) => !address.startsWith('https://'));
      if (plain !== undefined) {
        // Its end is an error to the stream, and one that nobody listens for ends the process.
        answer.body.on('error', () => undefined).destroy();
        return {
          outcome: 'no-answer',
          reason: `the address leads over ${new URL(plain).protocol}// and not https alone`,
        };
      }
      let body = '';
      for await (const chunk of answer.body.setEncoding('utf8')) {
        body += String(chunk);
        if (body.length > MOST_BYTES) break;
      }
      return { outcome: 'answered', status: answer.statusCode, url: addresses.at(-1) ?? url, body };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection';
      return { outcome: 'no-answer', reason: `${code}${throughWords(proxies, url)}` };
    }
  };
}

/** Every address that was asked on the way, the last one answered. */
function addressesOf(context: unknown): readonly string[] {
  if (typeof context !== 'object' || context === null || !('history' in context)) return [];
  const { history } = context;
  return Array.isArray(history) ? history.map(String) : [];
}

import type { IncomingMessage } from 'node:http';

/** The largest body that is read; more is a client's fault. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The whole body as text. Throws when it is larger than any request of Azure. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MOST_BYTES) throw new RangeError('The request is larger than 4 MiB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Query parameters by their name in lower case, which is how Azure reads them. */
export function readQuery(url: URL): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!query.has(name.toLowerCase())) query.set(name.toLowerCase(), value);
  }
  return query;
}

/** JSON, or undefined for an empty or broken body: what is missing is then said by whoever needs it. */
export function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

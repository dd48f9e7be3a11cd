/** A mail taken apart again, by rules of its own (RFC 5322, 2045 to 2047). */
export interface ParsedMail {
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly html: string;
}

export function parseMail(source: string): ParsedMail {
  const { headers, body } = split(source);
  const boundary = /boundary="?([^";]+)"?/u.exec(headers.get('content-type') ?? '')?.[1];
  if (boundary === undefined) throw new Error('The mail has no parts.');
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/u, '')));
  const find = (type: string): string => {
    const part = parts.find((part) => part.headers.get('content-type')?.startsWith(type));
    if (part === undefined) throw new Error(`The mail has no ${type}.`);
    return decode(part.body, part.headers.get('content-transfer-encoding') ?? '7bit');
  };
  return { headers, text: find('text/plain'), html: find('text/html') };
}

function split(source: string): { headers: ReadonlyMap<string, string>; body: string } {
  const end = source.indexOf('\r\n\r\n');
  if (end === -1) throw new Error('The headers have no end.');
  const headers = new Map<string, string>();
  for (const line of source
    .slice(0, end)
    .replace(/\r\n[ \t]+/gu, ' ')
    .split('\r\n')) {
    const [name = '', ...rest] = line.split(':');
    if (headers.has(name.toLowerCase())) throw new Error(`The header ${name} is there twice.`);
    headers.set(name.toLowerCase(), decodeWords(rest.join(':').trim()));
  }
  return { headers, body: source.slice(end + 4) };
}

function decode(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'quoted-printable':
      return fromQuoted(body.replace(/=\r\n/gu, ''), false);
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    default:
      return body;
  }
}

function fromQuoted(text: string, isWord: boolean): string {
  const bytes = (isWord ? text.replaceAll('_', ' ') : text).replace(
    /=([0-9A-F]{2})/gu,
    (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/gu, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/giu, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : fromQuoted(word, true),
    );
}

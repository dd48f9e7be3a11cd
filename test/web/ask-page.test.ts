import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAskPage } from '#web/ask-page.ts';

const askPage = createAskPage('posture-test/1');
const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
  algorithm: 'sha256',
  keyType: 'ec',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
  ],
});
const seen: IncomingMessage[] = [];
const secure = createServer({ key: pems.private, cert: pems.cert }, answer);
const plain = createPlainServer((_request, response) => redirect(response, `${origin()}/page`));
const trusted = getCACertificates('default');

const origin = (): string => `https://localhost:${(secure.address() as AddressInfo).port}`;
const plainOrigin = (): string => `http://localhost:${(plain.address() as AddressInfo).port}`;
const { signal } = new AbortController();

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  seen.push(request);
  const path = new URL(request.url ?? '/', origin()).pathname;
  if (path === '/page') response.end('hello');
  else if (path === '/moved') redirect(response, '/page');
  else if (path === '/to-plain') redirect(response, `${plainOrigin()}/`);
  else if (path === '/loop') redirect(response, '/loop');
  else if (path === '/endless') void pour(response);
  else if (path === '/broken') {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  } else if (path !== '/silent') response.writeHead(404).end('no such page');
}

async function pour(response: ServerResponse): Promise<void> {
  while (!response.destroyed) {
    if (!response.write('x'.repeat(64 * 1024)))
      await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
}

describe('askPage', () => {
  beforeAll(async () => {
    setDefaultCACertificates([...trusted, pems.cert]);
    secure.listen(0, 'localhost');
    plain.listen(0, 'localhost');
    await Promise.all([once(secure, 'listening'), once(plain, 'listening')]);
  });

  afterAll(() => {
    setDefaultCACertificates(trusted);
    secure.closeAllConnections();
    secure.close();
    plain.close();
  });

  it('answers with what the page said, and says who asks', async () => {
    expect(await askPage(`${origin()}/page`, signal)).toEqual({
      outcome: 'answered',
      status: 200,
      url: `${origin()}/page`,
      body: 'hello',
    });
    expect(seen.at(-1)?.headers['user-agent']).toBe('posture-test/1');
  });

  it('answers that there is no such page', async () => {
    expect(await askPage(`${origin()}/nowhere`, signal)).toMatchObject({
      outcome: 'answered',
      status: 404,
    });
  });

  it('follows redirects, and names the page that it came to', async () => {
    expect(await askPage(`${origin()}/moved`, signal)).toMatchObject({
      status: 200,
      url: `${origin()}/page`,
    });
  });

  it.each([
    ['leads over plain http, though back to https', '/to-plain', /http:\/\/ and not https alone/u],
    ['leads round in a circle', '/loop', /./u],
    ['breaks off', '/broken', /./u],
  ])('does not call a page answered that %s', async (_what, path, reason) => {
    const said = await askPage(`${origin()}${path}`, signal);

    expect(said.outcome).toBe('no-answer');
    expect(said.outcome === 'no-answer' && said.reason).toMatch(reason);
  });

  it.each([
    'http://localhost/',
    'ftp://localhost/',
    'HTTPS//localhost',
    'https://',
    'javascript:alert(1)',
  ])('does not ask %s', async (url) => {
    expect(await askPage(url, signal)).toMatchObject({ outcome: 'no-answer' });
  });

  it('reads no more of an endless page than it needs', async () => {
    const said = await askPage(`${origin()}/endless`, signal);

    expect(said.outcome === 'answered' && said.body.length).toBeLessThan(512 * 1024);
  });

  it('does not trust whoever answers, and gives up when told to', async () => {
    setDefaultCACertificates(trusted);
    const untrusted = await createAskPage('posture-test/1')(`${origin()}/page`, signal);
    setDefaultCACertificates([...trusted, pems.cert]);
    const late = await askPage(`${origin()}/silent`, AbortSignal.timeout(50));
    const never = await askPage(`${origin()}/page`, AbortSignal.abort());

    expect([untrusted, late, never].map(({ outcome }) => outcome)).toEqual([
      'no-answer',
      'no-answer',
      'no-answer',
    ]);
  });
});

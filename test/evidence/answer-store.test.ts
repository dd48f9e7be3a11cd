import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#domain/reading.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { exchange, GO_ON, keptScan, temporaryDirectory } from '../harness/evidence-store.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

function everyFile(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

describe('answer store', () => {
  it.each(['{"a": 1}\r\n', '', '\ufeff{"a":"\u0000é💾"}', ' \n'.repeat(100_000)])(
    'keeps a body exactly as received, under its digest (case %#)',
    (body) => {
      const store = createAnswerStore(temporaryDirectory());
      store.beginScan('scan-0001');

      const digest = store.keep(exchange(body));

      expect(digest).toBe(`sha256:${createHash('sha256').update(body).digest('hex')}`);
      expect(store.readBody(digest).toString('utf8')).toBe(body);
      expect(store.bodyPath(digest)).toMatch(
        /bodies\/(?<start>[0-9a-f]{2})\/\k<start>[0-9a-f]{62}\.(?:body|zst)$/u,
      );
    },
  );

  it('answers a second flush when also what the first one has begun is on the disk, or could not be', async () => {
    const store = createAnswerStore(temporaryDirectory());
    store.beginScan('scan-0001');
    const digest = store.keep(exchange('kept'));
    // What is not there cannot be flushed: so it shows who tried.
    rmSync(store.bodyPath(digest));

    const first = store.flush(AbortSignal.abort());
    const second = store.flush(GO_ON);

    await expect(first).rejects.toThrow('abort');
    await expect(second).rejects.toThrow('ENOENT');
    store.keep(exchange('kept'));
    await store.flush(GO_ON);
  });

  it('writes a body once and a line for each exchange, in order', async () => {
    const directory = temporaryDirectory();
    const store = createAnswerStore(directory);
    store.beginScan('scan-0001');
    store.keep(exchange('same', { operation: 'first' }));
    const inode = statSync(everyFile(join(directory, 'bodies'))[0] ?? '').ino;
    store.keep(exchange('same', { operation: 'second', status: 429 }));
    await store.endScan(GO_ON);

    const lines = await all(store.exchanges());

    expect(lines.map(({ seq, operation, status }) => [seq, operation, status])).toEqual([
      [1, 'first', 200],
      [2, 'second', 429],
    ]);
    expect(everyFile(join(directory, 'bodies'))).toHaveLength(1);
    expect(statSync(everyFile(join(directory, 'bodies'))[0] ?? '').ino).toBe(inode);
    expect(everyFile(join(directory, 'incoming'))).toEqual([]);
  });

  it('keeps the question too, and of the headers only those that are named', async () => {
    const store = createAnswerStore(temporaryDirectory());
    store.beginScan('scan-0001');
    store.keep(
      exchange('a', {
        requestBody: 'question',
        headers: {
          'X-MS-Request-Id': '1',
          'Set-Cookie': 'canary',
          authorization: 'canary',
          'x-ms-ratelimit-remaining-subscription-reads': '249',
        },
      }),
    );

    const [line] = await all(store.exchanges());

    expect(line?.headers).toEqual({
      'x-ms-ratelimit-remaining-subscription-reads': '249',
      'x-ms-request-id': '1',
    });
    expect(readFileSync(store.bodyPath(`sha256:${line?.requestSha256 ?? ''}`), 'utf8')).toBe(
      'question',
    );
  });

  it('keeps nothing at all of an answer with secrets', async () => {
    const directory = temporaryDirectory();
    const store = createAnswerStore(directory);
    store.beginScan('scan-0001');
    const url =
      'https://management.azure.com/subscriptions/1/providers/Microsoft.Storage/storageAccounts/a/listKeys';

    const keep = (): Digest => store.keep(exchange('CANARY-SECRET', { method: 'POST', url }));

    expect(keep).toThrow(expect.objectContaining({ code: 'EVIDENCE_SECRET_ANSWER' }));
    await store.endScan(GO_ON);
    const texts = everyFile(directory).map((path) => readFileSync(path, 'utf8'));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.join('')).not.toContain('CANARY');
  });

  it('replaces a body that the disk spoilt, without touching what is linked to it', () => {
    const store = createAnswerStore(temporaryDirectory());
    store.beginScan('scan-0001');
    const digest = store.keep(exchange('right'));
    chmodSync(store.bodyPath(digest), 0o644);
    writeFileSync(store.bodyPath(digest), 'wrong');

    store.keep(exchange('right'));

    expect(readFileSync(store.bodyPath(digest), 'utf8')).toBe('right');
  });

  it('refuses an answer outside a scan, a second scan, a used id and an id that is no name', async () => {
    const store = createAnswerStore(temporaryDirectory());
    const code = (name: string): unknown => expect.objectContaining({ code: name });

    expect(() => store.keep(exchange('a'))).toThrow(code('EVIDENCE_NO_SCAN'));
    expect(() => store.beginScan('../scan')).toThrow(code('EVIDENCE_SCAN_ID'));
    store.beginScan('scan-0001');
    expect(() => store.beginScan('scan-0002')).toThrow(code('EVIDENCE_SCAN_OPEN'));
    await store.endScan(GO_ON);
    expect(() => store.beginScan('scan-0001')).toThrow(code('EVIDENCE_NOT_KEPT'));
  });

  it('tells when a body cannot be written', () => {
    const directory = temporaryDirectory();
    const store = createAnswerStore(directory);
    store.beginScan('scan-0001');
    writeFileSync(join(directory, 'bodies'), 'a file where a directory belongs');

    expect(() => store.keep(exchange('a'))).toThrow(
      expect.objectContaining({ code: 'EVIDENCE_NOT_KEPT' }),
    );
  });

  it('finds the newest exchange that brought a digest, past half a line of a crashed scan', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const digest = result.claims[0]?.findings[0]?.evidence[0] ?? 'sha256:';
    appendFileSync(join(directory, 'scans', 'scan-0001.ndjson'), '{"scan":"scan-00');
    store.beginScan('scan-0002');
    store.keep(
      exchange('{"properties":{"retentionDays":7}}', { startedAt: '2026-11-21T04:00:00.000Z' }),
    );
    await store.endScan(GO_ON);

    const found = await store.lastExchanges(new Set<Digest>([digest, `sha256:${'9'.repeat(64)}`]));

    expect([...found.keys()]).toEqual([digest]);
    expect(found.get(digest)).toMatchObject([{ scan: 'scan-0002' }]);
    await expect(all(store.exchanges('scan-0001'))).rejects.toThrow(
      expect.objectContaining({ code: 'EVIDENCE_INDEX_DAMAGED' }),
    );
  });

  it('finds every question that one body answered, and none that had no answer', async () => {
    const { store } = await keptScan(temporaryDirectory());
    store.beginScan('scan-0002');
    const digest = store.keep(exchange('{"value":[]}', { url: 'https://a.example/one' }));
    store.keep(exchange('{"value":[]}', { url: 'https://a.example/two' }));
    const fault = { code: 'Timeout', message: 'no answer within 60 s' } as const;
    const empty = store.keep(exchange('', { status: 0, fault }));
    await store.endScan(GO_ON);

    const found = await store.lastExchanges(new Set([digest, empty]));

    expect([...found.keys()]).toEqual([digest]);
    expect(found.get(digest)?.map(({ url }) => url)).toEqual([
      'https://a.example/one',
      'https://a.example/two',
    ]);
    expect(await store.lastExchanges(new Set([digest]), '2999-01-01T00:00:00.000Z')).toEqual(
      new Map(),
    );
    expect((await all(store.exchanges('scan-0002')))[2]).toMatchObject({ status: 0, fault });
  });

  it('stays small over 30 000 exchanges', async () => {
    const store = createAnswerStore(temporaryDirectory());
    store.beginScan('scan-0001');
    const body = 'x'.repeat(2000);
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    // Few distinct bodies: it is the bookkeeping per exchange that is measured, not the disk.
    for (let n = 0; n < 30_000; n += 1) store.keep(exchange(`${n % 100}${body}`));
    await store.endScan(GO_ON);
    collectGarbage();

    expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000);
    let lines = 0;
    for await (const line of store.exchanges()) lines += line.seq > 0 ? 1 : 0;
    expect(lines).toBe(30_000);
  });
});

import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#domain/reading.ts';
import { type AnswerStore, createAnswerStore } from '#evidence/answer-store.ts';
import { convertBodies, tidyBases } from '#evidence/convert-bodies.ts';
import { baseOf } from '#evidence/packed-body.ts';
import { pruneAnswers } from '#evidence/prune-answers.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import {
  exchange,
  GO_ON,
  keptScan,
  snapshotInput,
  temporaryDirectory,
} from '../harness/evidence-store.ts';
import { claimResult, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';

const LATER = '2099-01-01T00:00:00.000Z';

/** The list of a server's databases, whose restore points move from hour to hour. */
function databases(hour: number, count = 200): string {
  const ids = Array.from({ length: count }, (_, n) =>
    createHash('sha256')
      .update(`database ${String(n)}`)
      .digest('hex'),
  );
  const value = ids.map((id, n) => ({
    id,
    properties: {
      earliestRestoreDate: `2026-11-14T${String(hour).padStart(2, '0')}:00:0${n % 10}Z`,
    },
  }));
  return JSON.stringify({ value });
}

function begun(directory = temporaryDirectory()): AnswerStore {
  const store = createAnswerStore(directory);
  store.beginScan('scan-1000');
  return store;
}

function baseIn(store: AnswerStore, digest: Digest): string | undefined {
  return baseOf(readFileSync(store.bodyPath(digest)));
}

/** As the version before kept a body. */
function keepPlain(directory: string, body: string): Digest {
  const sha256 = createHash('sha256').update(body).digest('hex');
  const path = join(directory, 'bodies', sha256.slice(0, 2), `${sha256}.body`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body, { mode: 0o444 });
  return `sha256:${sha256}`;
}

function spoil(path: string, content: string | Buffer): void {
  chmodSync(path, 0o644);
  writeFileSync(path, content);
}

const altered: unknown = expect.objectContaining({ code: 'EVIDENCE_BODY_ALTERED' });

describe('a packed body', () => {
  it('is whole at first, and later the difference from the first answer to the same question', () => {
    const directory = temporaryDirectory();
    const bodies = [1, 2, 3].map((hour) => databases(hour));
    const digests = bodies.map((body, n) => {
      // Every scan may be a process of its own.
      const store = createAnswerStore(directory);
      store.beginScan(`scan-000${n}`);
      return store.keep(exchange(body));
    });
    const store = createAnswerStore(directory);

    expect(digests.map((digest) => store.readBody(digest).toString('utf8'))).toEqual(bodies);
    const [first = 'sha256:'] = digests;
    const bases = digests.map((digest) => baseIn(store, digest));
    expect(bases).toEqual([undefined, first.slice(7), first.slice(7)]);
    const [whole = 0, ...differences] = digests.map((each) => statSync(store.bodyPath(each)).size);
    expect(whole).toBeLessThan(bodies[0]?.length ?? 0);
    expect(Math.max(...differences)).toBeLessThan(whole * 0.2);
  });

  it('takes a question that names its time for the same, and answers to another one for none of its', () => {
    const store = begun();
    const at = (hour: string, address = 'changes'): string =>
      `https://a.example/${address}?$filter=at ge '2026-11-14T${hour}:00:00Z'`;
    const first = store.keep(exchange(databases(1), { url: at('01') }));

    const second = store.keep(exchange(databases(2), { url: at('02') }));
    const other = store.keep(exchange(databases(3), { url: at('02', 'another') }));

    expect(baseIn(store, second)).toBe(first.slice(7));
    expect(baseIn(store, other)).toBeUndefined();
  });

  it('is whole again when too much has changed, and then others rest on that one', () => {
    const store = begun();
    store.keep(exchange(databases(1)));
    const changed = databases(1).replaceAll(/[0-9a-f]{64}/gu, (id) =>
      createHash('sha256').update(id).digest('hex'),
    );

    const second = store.keep(exchange(changed));
    const third = store.keep(exchange(changed.replace('14T01', '14T02')));

    expect(baseIn(store, second)).toBeUndefined();
    expect(baseIn(store, third)).toBe(second.slice(7));
  });

  it('is told from an altered one at any byte, also of what it rests on, and heals when it is met again', () => {
    const store = begun();
    const [first, second] = [databases(1), databases(2)].map((body) => store.keep(exchange(body)));
    const digests = [first ?? 'sha256:', second ?? 'sha256:'] as const;
    for (const digest of digests) {
      const path = store.bodyPath(digest);
      const sound = readFileSync(path);
      const step = Math.ceil(sound.length / 60);
      for (let place = 0; place < sound.length; place += step) {
        spoil(path, sound.map((byte, n) => (n === place ? byte ^ 1 : byte)) as Buffer);
        const read = (): string => store.readBody(digest).toString('utf8');
        // A bit that says nothing of the content may flip; what is read is never another body.
        let text: string | undefined;
        try {
          text = read();
        } catch (error) {
          expect(error).toMatchObject({
            code: expect.stringMatching(/^EVIDENCE_BODY_(?:ALTERED|MISSING)$/u) as string,
          });
        }
        if (text !== undefined) expect(text).toBe(databases(digest === first ? 1 : 2));
      }
      spoil(path, sound.subarray(0, sound.length / 2));
      expect(() => store.readBody(digest)).toThrow(altered);
    }
    expect(() => store.readBody(digests[1])).toThrow(altered);

    store.keep(exchange(databases(1)));
    store.keep(exchange(databases(2)));

    expect(store.readBody(digests[0]).toString('utf8')).toBe(databases(1));
    expect(store.readBody(digests[1]).toString('utf8')).toBe(databases(2));
  });

  it('is never written as the difference from a spoilt one, whatever the list of bases says', () => {
    const directory = temporaryDirectory();
    const store = begun(directory);
    const first = store.keep(exchange(databases(1)));
    spoil(store.bodyPath(first), 'spoilt');
    appendFileSync(join(directory, 'bases.ndjson'), '["half a li');

    const second = store.keep(exchange(databases(2)));
    rmSync(store.bodyPath(first));

    expect(store.readBody(second).toString('utf8')).toBe(databases(2));
  });

  it('keeps what it rests on from pruning', async () => {
    const directory = temporaryDirectory();
    const store = begun(directory);
    const first = store.keep(exchange(databases(1)));
    const second = store.keep(exchange(databases(2)));
    const third = store.keep(exchange(databases(3)));
    await store.endScan(GO_ON);

    const needed = { bodies: new Set<Digest>([second]), uses: [] };
    const pruned = await pruneAnswers(directory, needed, LATER, GO_ON);
    await tidyBases(directory);

    expect(pruned).toMatchObject({ bodies: 1 });
    expect(existsSync(store.bodyPath(third))).toBe(false);
    expect(existsSync(store.bodyPath(first))).toBe(true);
    expect(store.readBody(second).toString('utf8')).toBe(databases(2));
    await pruneAnswers(directory, { bodies: new Set(), uses: [] }, LATER, GO_ON);
    await tidyBases(directory);
    expect(readdirSync(join(directory, 'bodies'), { recursive: true }).join()).not.toContain(
      '.zst',
    );
    expect(readFileSync(join(directory, 'bases.ndjson'), 'utf8')).toBe('');
  });

  it('stands plain in a snapshot, once for all snapshots that have it', async () => {
    const directory = temporaryDirectory();
    const { store } = await keptScan(directory);
    const paths: string[] = [];
    const digests: Digest[] = [];
    for (const n of [2, 3]) {
      store.beginScan(`scan-000${n}`);
      digests.splice(0, 9, store.keep(exchange(databases(1))), store.keep(exchange(databases(2))));
      await store.endScan(GO_ON);
      const result = scanResult([claimResult([finding({ evidence: [...digests] })])], {
        scan: { id: `scan-000${n}`, finishedAt: `2026-11-2${n}T03:00:12.500Z` },
      });
      paths.push((await writeSnapshot(snapshotInput(directory, store, result), GO_ON)).path);
    }

    for (const path of paths) expect((await verifyBundle(path)).altered).toEqual([]);
    for (const digest of digests) {
      const [older = '', newer = ''] = paths.map((path) =>
        join(path, `raw/${digest.slice(7)}.body`),
      );
      expect(createHash('sha256').update(readFileSync(newer)).digest('hex')).toBe(digest.slice(7));
      expect(statSync(newer).ino).toBe(statSync(older).ino);
    }
  });

  it('is taken from the store where the snapshot before has it altered', async () => {
    const directory = temporaryDirectory();
    const { store } = await keptScan(directory);
    const paths: string[] = [];
    for (const n of [2, 3]) {
      store.beginScan(`scan-000${n}`);
      const digest = store.keep(exchange(databases(1)));
      await store.endScan(GO_ON);
      const result = scanResult([claimResult([finding({ evidence: [digest] })])], {
        scan: { id: `scan-000${n}`, finishedAt: `2026-11-2${n}T03:00:12.500Z` },
      });
      const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
      if (n === 2) spoil(join(path, `raw/${digest.slice(7)}.body`), 'spoilt');
      paths.push(path);
    }

    expect((await verifyBundle(paths[1] ?? '')).altered).toEqual([]);
  });
});

describe('convertBodies', () => {
  it('packs what the version before kept plain, as old as it was, and goes on where it was killed', async () => {
    const directory = temporaryDirectory();
    const bodies = [1, 2, 3].map((hour) => databases(hour));
    const digests = bodies.map((body) => keepPlain(directory, body));
    const small = keepPlain(directory, '{"value":[]}');
    const store = createAnswerStore(directory);
    const read = (): string[] => digests.map((digest) => store.readBody(digest).toString('utf8'));
    const [first = 'sha256:'] = digests;
    const plain = store.bodyPath(first);
    utimesSync(plain, 1_000_000, 1_000_000);

    expect(read()).toEqual(bodies);
    expect(await convertBodies(directory, GO_ON)).toBe(3);
    expect(read()).toEqual(bodies);
    expect(statSync(store.bodyPath(first)).mtimeMs).toBe(1_000_000_000);
    expect(store.bodyPath(first)).toMatch(/\.zst$/u);
    expect(store.bodyPath(small)).toMatch(/\.body$/u);
    // Killed before the plain file went.
    keepPlain(directory, bodies[0] ?? '');
    expect(await convertBodies(directory, GO_ON)).toBe(1);
    expect(existsSync(plain)).toBe(false);
    expect(await convertBodies(directory, GO_ON)).toBe(0);
    expect(read()).toEqual(bodies);
  });

  it('leaves what a snapshot shares, what packing does not make smaller, and what is spoilt', async () => {
    const directory = temporaryDirectory();
    const store = createAnswerStore(directory);
    const shared = keepPlain(directory, databases(1));
    linkSync(store.bodyPath(shared), join(directory, 'in a snapshot'));
    const spoilt = keepPlain(directory, databases(2));
    spoil(store.bodyPath(spoilt), databases(3));

    expect(await convertBodies(directory, GO_ON)).toBe(0);
    expect(store.readBody(shared).toString('utf8')).toBe(databases(1));
    expect(() => store.readBody(spoilt)).toThrow(altered);
    rmSync(join(directory, 'in a snapshot'));
    expect(await convertBodies(directory, GO_ON)).toBe(1);
  });
});

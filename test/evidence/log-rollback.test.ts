import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '#domain/errors.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import { createSealing, type Sealing } from '#evidence/sealing.ts';
import { openStore } from '#store/open-store.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';

const AT = '2026-11-21T03:00:00.000Z';

function entry(text: string): LogEntry {
  return { type: 'service', at: AT, body: { text } };
}

/** One life of the monitor on this state: what it does, and its sealing afterwards. */
async function lifeOn(
  folder: string,
  work: (store: Awaited<ReturnType<typeof openStore>>, sealing: Sealing) => Promise<void>,
): Promise<Sealing> {
  const store = await openStore(join(folder, 'state'));
  const directory = join(folder, 'evidence');
  const sealing = createSealing({
    settings: {
      directory,
      origin: 'posture.test/log',
      signing: { kind: 'file', directory: join(folder, 'private') },
      timestamp: null,
    },
    store,
    now: () => AT,
    openVaultKey: async () => await Promise.reject(new EvidenceError('EVIDENCE_KEY', 'none')),
    notice: () => undefined,
    timeStamper: undefined,
    blob: undefined,
  });
  try {
    await sealing.start(GO_ON);
    await work(store, sealing);
  } finally {
    store.close();
  }
  return sealing;
}

function copyFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isFile()) copyFileSync(join(from, entry.name), join(to, entry.name));
}

describe('the evidence log in the real database file', () => {
  it('E12 is sound over restarts', async () => {
    const folder = temporaryDirectory();
    for (const life of ['first', 'second', 'third']) {
      const sealing = await lifeOn(folder, async (store, open) => {
        await store.appendLog([entry(life)]);
        await open.sealRun(GO_ON);
      });
      expect(sealing.symptoms()).toEqual([]);
    }
  });

  it('E12 is refused when its file was set back: nothing is signed and nothing appended any more', async () => {
    const folder = temporaryDirectory();
    await lifeOn(folder, async (store) => void (await store.appendLog([entry('one')])));
    copyFiles(join(folder, 'state'), join(folder, 'copy'));
    await lifeOn(folder, async (store, sealing) => {
      await store.appendLog([entry('two'), entry('three')]);
      await sealing.sealRun(GO_ON);
    });
    rmSync(join(folder, 'state'), { recursive: true });
    copyFiles(join(folder, 'copy'), join(folder, 'state'));

    const places: number[] = [];
    const sealing = await lifeOn(folder, async (store, open) => {
      places.push(await store.appendLog([entry('another two'), entry('another three')]));
      await open.sealRun(GO_ON);
      await expect(open.sealer.begin(GO_ON)).rejects.toMatchObject({
        code: 'EVIDENCE_LOG_MISMATCH',
      });
    });

    expect(places).toEqual([-1]);
    expect(sealing.symptoms()).toMatchObject([{ code: 'LogMismatch', severity: 'critical' }]);
  });

  it.each([
    ['an entry was taken out', 'DELETE FROM log_entry WHERE idx = 1'],
    [
      'the last entry was taken out',
      'DELETE FROM log_entry WHERE idx = (SELECT max(idx) FROM log_entry)',
    ],
    ['an entry was altered', "UPDATE log_entry SET bytes = CAST('{}' AS BLOB) WHERE idx = 1"],
    ['a hash was altered', 'UPDATE log_entry SET leaf = zeroblob(32) WHERE idx = 1'],
  ])('E12 is refused after the file was opened with other tools and %s', async (_, statement) => {
    const folder = temporaryDirectory();
    await lifeOn(folder, async (store, sealing) => {
      await store.appendLog([entry('one'), entry('two')]);
      await sealing.sealRun(GO_ON);
    });
    const database = new DatabaseSync(join(folder, 'state/state.db'));
    const triggers = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
      .all();
    for (const { name } of triggers) database.exec(`DROP TRIGGER "${String(name)}"`);
    const { changes } = database.prepare(statement).run();
    database.close();

    const sealing = await lifeOn(folder, async () => await Promise.resolve());

    expect(changes).toBe(1);
    expect(sealing.symptoms()).toMatchObject([{ code: 'LogMismatch', severity: 'critical' }]);
  });
});

import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sqliteConnection } from '#store/sqlite/sqlite-connection.ts';
import { createTurns } from '#store/turns.ts';

/** Holds the processor. */
function work(milliseconds: number): number {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  return milliseconds;
}

describe('turns', () => {
  it('lets nothing in between the steps of a piece of work, and keeps the order in which it was asked', async () => {
    const { take } = createTurns();
    const seen: string[] = [];
    const piece = async (name: string) => {
      for (let n = 0; n < 3; n += 1) {
        seen.push(`${name} ${String(n)}`);
        await wait(2);
      }
    };

    await Promise.all(
      ['a', 'b', 'c'].map(async (name) => await take(async () => await piece(name))),
    );

    expect(seen).toEqual(['a 0', 'a 1', 'a 2', 'b 0', 'b 1', 'b 2', 'c 0', 'c 1', 'c 2']);
  });

  it('frees the connection when a piece of work fails, and tells only the one who asked for it', async () => {
    const { take } = createTurns();
    const failing = take(async () => await Promise.reject(new Error('full')));
    const next = take(async () => await Promise.resolve('next'));

    await expect(failing).rejects.toThrow('full');
    expect(await next).toBe('next');
  });
});

describe('a connection to SQLite', () => {
  it('lets timers run during a long transaction', async () => {
    const db = new DatabaseSync(':memory:');
    db.function('work', (milliseconds) => work(Number(milliseconds)));
    const { get } = sqliteConnection(db);
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);

    for (let n = 0; n < 20; n += 1) await get('SELECT work(10)');
    clearInterval(timer);
    db.close();

    expect(ticks).toBeGreaterThanOrEqual(4);
  });

  it('has begun a statement when the call returns', async () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE t (n INTEGER)');
    const { run, all } = sqliteConnection(db);

    const begun = [1, 2, 3].map(async (n) => await run('INSERT INTO t (n) VALUES (?)', n));

    expect(await all('SELECT n FROM t ORDER BY rowid')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(await Promise.all(begun)).toEqual([1, 1, 1]);
    db.close();
  });
});

import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createTurns } from '#store/turns.ts';

/** Holds the processor. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('turns', () => {
  it('lets nothing in between the steps of a long transaction, and loses nothing that waited', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const steps = Array.from({ length: 5 }, (_, n) => () => {
      seen.push(`step ${String(n)}`);
      work(25);
    });

    const long = turns.long(
      () => seen.push('begin'),
      steps,
      () => seen.push('end'),
      () => seen.push('undo'),
    );
    const shorts = [1, 2].map(
      async (n) => await turns.short(() => seen.push(`short ${String(n)}`)),
    );
    const second = turns.long(
      () => seen.push('begin 2'),
      [],
      () => seen.push('end 2'),
      () => seen.push('undo 2'),
    );
    await Promise.all([long, ...shorts, second]);

    const end = seen.indexOf('end');
    expect(seen.slice(0, end)).toEqual(['begin', 'step 0', 'step 1', 'step 2', 'step 3', 'step 4']);
    expect(seen.slice(end + 1).toSorted()).toEqual(['begin 2', 'end 2', 'short 1', 'short 2']);
    expect(seen.indexOf('end 2')).toBe(seen.indexOf('begin 2') + 1);
  });

  it('lets timers run during a long transaction and between many short pieces', async () => {
    const turns = createTurns();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);

    await turns.long(
      () => undefined,
      Array.from({ length: 20 }, () => () => work(10)),
      () => undefined,
      () => undefined,
    );
    const during = ticks;
    for (let n = 0; n < 20; n += 1) await turns.short(() => work(10));
    clearInterval(timer);

    expect(during).toBeGreaterThanOrEqual(4);
    expect(ticks - during).toBeGreaterThanOrEqual(4);
  });

  it('undoes and frees the connection when a step fails', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const failing = () => {
      throw new Error('full');
    };

    const long = turns.long(
      () => undefined,
      [failing],
      () => seen.push('end'),
      () => seen.push('undo'),
    );
    await expect(long).rejects.toThrow('full');
    await Promise.race([turns.short(() => seen.push('short')), wait(1000)]);

    expect(seen).toEqual(['undo', 'short']);
  });
});

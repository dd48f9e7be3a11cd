import { describe, expect, it } from 'vitest';
import { createScanLane } from '#service/scan-lane.ts';

/** Work that lasts until it is told to end. */
function lasting(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const work = async (): Promise<void> => {
    log.push(`${name} began`);
    await promise;
    log.push(`${name} ended`);
  };
  return { work, end: resolve, fail: reject };
}

describe('scan lane', () => {
  it('runs one at a time, and skips what comes meanwhile', async () => {
    const log: string[] = [];
    const lane = createScanLane();
    const first = lasting(log, 'first');

    const running = lane.run('first', first.work);
    const skipped = await lane.run('second', lasting(log, 'second').work);
    expect(lane.running).toBe('first');
    first.end();

    expect(skipped).toBe('busy');
    expect(await running).toBe('ran');
    expect(lane.running).toBeUndefined();
    expect(log).toEqual(['first began', 'first ended']);
  });

  it('lets everyone who waits have a turn, one after the other', async () => {
    const log: string[] = [];
    const lane = createScanLane();
    const names = ['a', 'b', 'c', 'd'];
    const works = names.map((name) => lasting(log, name));

    const runs = works.map(
      async ({ work }, index) => await lane.run(names[index] ?? '', work, { wait: true }),
    );
    for (const { end } of works) end();

    expect(await Promise.all(runs)).toEqual(['ran', 'ran', 'ran', 'ran']);
    expect(log).toEqual(names.flatMap((name) => [`${name} began`, `${name} ended`]));
  });

  it('is free again after a failure, and hands the failure on', async () => {
    const lane = createScanLane();
    const failing = lasting([], 'failing');
    const waiting = lane.run('failing', failing.work);
    const next = lane.run('next', async () => undefined, { wait: true });

    failing.fail(new Error('it failed'));

    await expect(waiting).rejects.toThrow('it failed');
    expect(await next).toBe('ran');
  });

  it('aborts what runs when it stops, waits for its end, and starts nothing more', async () => {
    const log: string[] = [];
    const lane = createScanLane();
    const running = lane.run('first', async (signal) => {
      await new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      );
      log.push('cleaned up');
    });
    const waiting = lane.run('second', lasting(log, 'second').work, { wait: true });

    await lane.stop();

    expect(log).toEqual(['cleaned up']);
    expect(await running).toBe('ran');
    expect(await waiting).toBe('busy');
    expect(await lane.run('third', lasting(log, 'third').work)).toBe('busy');
  });
});

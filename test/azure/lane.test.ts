import { describe, expect, it } from 'vitest';
import { createLane } from '#azure/lane.ts';
import { createSlidingWindow, createTokenBucket } from '#azure/token-bucket.ts';
import { createVirtualClock } from '../harness/virtual-clock.ts';

function open(whole = createTokenBucket(10, 5)) {
  const clock = createVirtualClock();
  const closing = new AbortController();
  const createFamily = () => createTokenBucket(10, 5);
  return {
    clock,
    closing,
    lane: createLane({ whole, createFamily, clock, closing: closing.signal }),
  };
}

const never = new AbortController().signal;

describe('createLane', () => {
  it('lets a burst go and then keeps the rate, in order', async () => {
    const { lane, clock } = open();
    const started = clock.now();
    const order: number[] = [];

    await Promise.all(
      Array.from({ length: 25 }, async (_, index) => {
        await lane.turn('a', index, never);
        order.push(index);
      }),
    );

    expect(order).toEqual(Array.from({ length: 25 }, (_, index) => index));
    expect(clock.now() - started).toBeGreaterThanOrEqual(2000);
    expect(clock.now() - started).toBeLessThan(2200);
  });

  it('keeps an earlier request`s place when it comes back', async () => {
    const { lane } = open(createTokenBucket(10, 1));
    await lane.turn('a', 0, never);
    const order: number[] = [];

    await Promise.all(
      [5, 6, 1].map(async (ticket) => {
        await lane.turn('a', ticket, never);
        order.push(ticket);
      }),
    );

    expect(order).toEqual([1, 5, 6]);
  });

  it('holds up one provider alone when that one is paused', async () => {
    const { lane, clock } = open(createTokenBucket(1000, 1000));
    const started = clock.now();
    lane.family('slow').pause(started + 60_000);
    const slow = lane.turn('slow', 0, never);

    await lane.turn('quick', 1, never);
    const quickAfter = clock.now() - started;
    await slow;

    expect(quickAfter).toBe(0);
    expect(clock.now() - started).toBeGreaterThanOrEqual(60_000);
  });

  it('lets nobody go before a pause of the whole ends, and then not all together', async () => {
    const { lane, clock } = open();
    const started = clock.now();
    lane.whole.pause(started + 10_000);

    const gone = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        await lane.turn('a', index, never);
        return clock.now() - started;
      }),
    );

    expect(Math.min(...gone)).toBeGreaterThanOrEqual(10_000);
    expect(Math.max(...gone)).toBeGreaterThanOrEqual(10_400);
  });

  it('lets a waiter leave, and all when it closes', async () => {
    const { lane, clock, closing } = open();
    lane.whole.pause(clock.now() + 1e9);
    const one = new AbortController();
    const left = lane.turn('a', 0, one.signal);
    const stayed = lane.turn('a', 1, never);

    one.abort(new Error('withdrawn'));
    closing.abort(new Error('closed'));

    await expect(left).rejects.toThrow('withdrawn');
    await expect(stayed).rejects.toThrow('closed');
  });
});

describe('createTokenBucket', () => {
  it('never has more than Azure says is left, and slows down when that is scarce', () => {
    const bucket = createTokenBucket(10, 100);

    bucket.remaining(25, 0);
    for (let taken = 0; taken < 25; taken += 1) bucket.take(0);

    expect(bucket.freeAt(0)).toBe(200);
  });
});

describe('createSlidingWindow', () => {
  it('lets no more than the count go in any window', () => {
    const window = createSlidingWindow(2, 5000);

    window.take(0);
    window.take(1000);

    expect(window.freeAt(1000)).toBe(5000);
    expect(window.freeAt(5000)).toBe(5000);
    window.take(5000);
    expect(window.freeAt(5001)).toBe(6000);
  });
});

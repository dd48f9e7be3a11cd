import { describe, expect, it } from 'vitest';
import { secondsOfTick, secondsToReadAll, type UnitCost } from './large-estate.ts';

const COST: UnitCost = {
  requestsASubscription: 14,
  requests: 4,
  tickRequestsASubscription: 8,
  cpuMsARequest: 3,
  tickCpuMs: 1,
};
const ESTATE = { subscriptions: 300, databases: 200 };

describe('a large estate, simulated', () => {
  it('takes one subscription as long as its bucket', () => {
    const seconds = secondsToReadAll({ subscriptions: 1, databases: 1_000 }, 1, COST);

    expect(seconds).toBeCloseTo((4_014 - 200) / 24.5, -1);
  });

  it('takes many as long as the cores of its workers, and never less than the bucket of one', () => {
    const [one, two, many] = [1, 2, 64].map((workers) => secondsToReadAll(ESTATE, workers, COST));
    const cpuSeconds = (300 * (14 + 4 * 200) * 3) / 1_000;

    expect((one ?? 0) / cpuSeconds).toBeGreaterThan(0.99);
    expect((one ?? 0) / cpuSeconds).toBeLessThan(1.2);
    expect((two ?? 0) / cpuSeconds).toBeLessThan(0.65);
    expect(many).toBeGreaterThanOrEqual((814 - 200) / 24.5);
  });

  it('takes no scan less time than Resource Graph needs to name what there is', () => {
    const pages = (1_000 * 1_000) / 1_000;

    expect(secondsOfTick({ subscriptions: 1_000, databases: 1_000 }, 64, COST)).toBeGreaterThan(
      (pages / 14 - 1) * 5,
    );
  });
});

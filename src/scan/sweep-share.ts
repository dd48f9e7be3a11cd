import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { EarlierScan } from './earlier-scan.ts';

/** Everything is read again, a share of it by each scan. */
export interface Sweep {
  /** What was read before this is still to be read again. */
  readonly since: Instant;
  /** Requests that one scan may make for it in each subscription. */
  readonly allowance: number;
}

/** One scan's share of a sweep in one subscription. */
export interface SweepShare {
  /** Whether this scan reads a resource (id without case) again because the sweep has not reached it yet; the same answer each time. */
  isDue(resourceKey: string): boolean;
  /** Whether nothing was left for the next scan. */
  isWhole(): boolean;
}

/**
 * Hands out the allowance in the order in which it is asked. What a resource costs is estimated by the answers that its verdicts rest on,
 * each counted once: a list of a server serves all its databases. One that sleeps keeps what was read before, so it is never due.
 */
export function createSweepShare(
  { since, allowance }: Sweep,
  earlier: Pick<EarlierScan, 'findingsOf'>,
): SweepShare {
  const decided = new Map<string, boolean>();
  const counted = new Set<Digest>();
  let left = allowance;
  let isWhole = true;

  function decide(key: string): boolean {
    const old = earlier
      .findingsOf(key)
      .filter(({ readAt, asleepSince }) => readAt < since && asleepSince === undefined);
    if (old.length === 0) return false;
    if (left <= 0) {
      isWhole = false;
      return false;
    }
    for (const digest of old.flatMap(({ evidence }) => evidence)) {
      if (counted.has(digest)) continue;
      counted.add(digest);
      left -= 1;
    }
    return true;
  }

  return {
    isDue(key) {
      const isDue = decided.get(key) ?? decide(key);
      decided.set(key, isDue);
      return isDue;
    },
    isWhole: () => isWhole,
  };
}

/** How many requests reading everything again takes, by the answers that the verdicts rest on. */
export function requestsBehind(findings: Iterable<readonly Finding[]>): number {
  const digests = new Set<Digest>();
  for (const some of findings)
    for (const { evidence } of some) for (const digest of evidence) digests.add(digest);
  return digests.size;
}

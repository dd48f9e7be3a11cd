import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { EarlierPart } from './earlier-scan.ts';

/** Everything is read again, a share of it by each scan. */
export interface Sweep {
  /** What was read before this is still to be read again. */
  readonly since: Instant;
  /** Requests that one scan may make for it in each subscription. */
  readonly allowance: number;
}

/** One scan's share of a sweep in one subscription. */
export interface SweepShare {
  /** Whether this scan reads a resource (id without case) again because the sweep has not reached it yet. */
  isDue(resourceKey: string): boolean;
  /** Whether nothing was left for the next scan. */
  isWhole(): boolean;
}

/**
 * Hands out the allowance in the order of the ids. What a resource costs is estimated by the answers that its verdicts rest on, each
 * counted once: a list of a server serves all its databases. One that sleeps keeps what was read before, so it is never due. `isAsked`:
 * whether this scan could leave a resource (id without case) as it is; whatever it must read anyway costs nothing of the share.
 */
export async function createSweepShare(
  { since, allowance }: Sweep,
  earlier: EarlierPart,
  isAsked: (resourceKey: string) => boolean,
): Promise<SweepShare> {
  const due = new Set<string>();
  const counted = new Set<Digest>();
  let left = allowance;
  let isWhole = true;
  for (const [key, { readSince }] of earlier.resources) {
    if (readSince >= since || !isAsked(key)) continue;
    if (left <= 0) {
      isWhole = false;
      break;
    }
    due.add(key);
    for (const { readAt, asleepSince, evidence } of await earlier.findingsOf(key)) {
      if (readAt >= since || asleepSince !== undefined) continue;
      for (const digest of evidence) {
        if (counted.has(digest)) continue;
        counted.add(digest);
        left -= 1;
      }
    }
  }
  return { isDue: (key) => due.has(key), isWhole: () => isWhole };
}

/** How many requests reading a subscription again takes, by the answers that its verdicts rest on. */
export async function requestsBehind({ resources, findingsOf }: EarlierPart): Promise<number> {
  const digests = new Set<Digest>();
  for (const key of resources.keys())
    for (const { evidence } of await findingsOf(key))
      for (const digest of evidence) digests.add(digest);
  return digests.size;
}

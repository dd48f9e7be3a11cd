import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { Reading } from '#domain/reading.ts';
import type { AttributableWrite } from '#drift/attribute.ts';

/** What an incremental scan knows from the scans before it. */
export interface EarlierScan {
  /** The findings of a resource, by its id without case, as they were last recorded. */
  findingsOf(resourceKey: string): readonly Finding[];
  /** Ids (without case) of all resources with recorded findings. */
  resourceKeys(): Iterable<string>;
  /** What Azure recorded as written since the last scan, per subscription (lower case); unavailable where the feed could not be read. */
  readonly writes: ReadonlyMap<string, Reading<readonly AttributableWrite[]>>;
  /** A verdict whose facts were read before this is not carried forward any more but read anew. */
  readonly carryFrom: Instant;
}

/** The writes of every subscription whose records could be read. */
export function collectedWrites(writes: EarlierScan['writes']): readonly AttributableWrite[] {
  return [...writes.values()].flatMap((feed) => (feed.status === 'collected' ? feed.value : []));
}

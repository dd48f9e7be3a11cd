import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';

/** What an incremental scan knows from the scans before it. */
export interface EarlierScan {
  /** The findings of a resource, by its id without case, as they were last recorded. */
  findingsOf(resourceKey: string): readonly Finding[];
  /** Ids (without case) of all resources with recorded findings. */
  resourceKeys(): Iterable<string>;
  /** A verdict whose facts were read before this is not carried forward any more but read anew. */
  readonly carryFrom: Instant;
}

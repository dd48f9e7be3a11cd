import type { Instant } from '#domain/instant.ts';
import { type ChangeFeeds, collectedWrites } from './change-feeds.ts';
import { type Confirmation, confirmFindings } from './confirm-findings.ts';
import type { Scanner, ScanRequest } from './scanner.ts';

/**
 * Reads a second time what differs from what is recorded, where the request says against what; a replay looks at what was recorded of
 * the second reading instead. Answers with the findings as they are to be believed.
 */
export async function readAgain(
  scanner: Scanner,
  { confirm, replay }: ScanRequest,
  first: Pick<
    Parameters<typeof confirmFindings>[0],
    'plan' | 'findings' | 'exceptionFor' | 'locator' | 'holders'
  > & {
    readonly feeds: Pick<ChangeFeeds, 'arrived'>;
  },
  asOf: Instant,
  signal: AbortSignal,
): Promise<Confirmation> {
  if (confirm === undefined) {
    const findings = await replay?.review(first);
    return { findings: findings ?? first.findings, confirmed: new Map(), overturned: [] };
  }
  return await confirmFindings({
    ...first,
    ...confirm,
    scanner,
    writes: collectedWrites(first.feeds.arrived.values()),
    asOf,
    signal,
  });
}

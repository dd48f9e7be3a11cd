import { csvLine } from '#domain/csv-line.ts';
import type { Digest } from '#domain/reading.ts';
import type { LogReader } from '#domain/state-store.ts';
import { accessEntries } from '#evidence/access-log.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import type { Manifest } from '#evidence/manifest.ts';
import { manifestDigest } from '#evidence/period-bundle.ts';
import { compactInstant } from '#evidence/snapshot-layout.ts';
import type { PeriodReport } from '#history/period-report.ts';

/**
 * `coverage/unknown.csv` of a period: subscriptions that could not be read, claims that could not be judged, and answers that are not
 * kept any more. Time of which nothing is known at all is in `coverage/gaps.csv`.
 */
export function* periodUnknownCsv(
  { blind, claims, to }: PeriodReport,
  gone: readonly Digest[],
): Generator<string> {
  yield csvLine(['from', 'to', 'subscription', 'document_id', 'claim_id', 'code', 'reason']);
  for (const each of blind) {
    const reason = [...each.codes, ...each.permissions].join(' ');
    const code = `subscription-${each.status}`;
    yield csvLine([each.from, each.to ?? to, each.subscriptionId, '', '', code, reason]);
  }
  for (const { document, claim, timeline } of claims) {
    for (const stretch of timeline.filter(({ status }) => status === 'unverified')) {
      const { from, to: until, reason } = stretch;
      yield csvLine([from, until, '', document, claim, 'claim-unverified', reason ?? '']);
    }
  }
  for (const digest of gone) yield csvLine(['', '', '', '', '', 'answer-not-kept', digest]);
}

/** Length of an instant in a name: `20261121T030000000Z`. */
const STAMP = 19;

/**
 * `scope/snapshots.csv`: the snapshots of runs that ended in (from, to], from the log, so that those are named too that retention has
 * removed; and those on the disk that were never sealed, without a place.
 */
export async function periodSnapshotsCsv(
  log: LogReader,
  directory: string,
  { from, to }: Manifest['period'],
): Promise<readonly string[]> {
  const [after, last] = [compactInstant(from), compactInstant(to)];
  const isWithin = (name: string): boolean =>
    name.slice(0, STAMP) > after && name.slice(0, STAMP) <= last && /^\d/u.test(name);
  const kept = new Map((await listSnapshots(directory)).map(({ name, path }) => [name, path]));
  const lines = [csvLine(['snapshot', 'manifest_sha256', 'log_index', 'sealed_at', 'kept'])];
  const sealed = new Set<string>();
  for await (const { index, at, body } of accessEntries(log)) {
    const { action, snapshot = '', manifest = '' } = body;
    if (action !== 'sealed' || !isWithin(snapshot)) continue;
    sealed.add(snapshot);
    const isKept = kept.has(snapshot) ? 'yes' : 'no';
    lines.push(csvLine([snapshot, manifest, String(index), at, isKept]));
  }
  for (const [name, path] of [...kept].reverse()) {
    if (sealed.has(name) || !isWithin(name)) continue;
    lines.push(csvLine([name, (await manifestDigest(path)) ?? '', '', '', 'yes']));
  }
  return lines;
}

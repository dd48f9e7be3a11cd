import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { MissedRun, RecordedScan } from '#domain/state-store.ts';
import { ClaimStatusRow, ProblemRow, readJson, readRow } from './rows.ts';

const ADD_SCAN =
  'INSERT INTO scan (id, finished_ms, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING';
const NEWEST_SCANS = 'SELECT body FROM scan ORDER BY sequence DESC LIMIT ?';
const ADD_MISSED_RUN = `INSERT INTO missed_run (schedule, due, noticed, reason) VALUES (?, ?, ?, ?)
  ON CONFLICT (schedule, due) DO NOTHING`;
const NEWEST_MISSED_RUNS =
  'SELECT schedule, due, noticed AS noticedAt, reason FROM missed_run ORDER BY due DESC, sequence DESC LIMIT ?';
const SCANS_BETWEEN =
  'SELECT body FROM scan WHERE finished_ms >= ? AND finished_ms < ? ORDER BY finished_ms, sequence';
const MISSED_BETWEEN = `SELECT schedule, due, noticed AS noticedAt, reason FROM missed_run WHERE due >= ? AND due < ?
  ORDER BY due, sequence`;
const PUT_META =
  'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
const META = 'SELECT value FROM meta WHERE name = ?';
/** Its value: that they are held, as the migration says, or the instant at which they were taken over. */
const FORMER = 'former-checks';
const HELD = 'held';

const ScanBody = z.object({
  id: z.string(),
  mode: z.enum(['full', 'incremental']),
  startedAt: z.string(),
  finishedAt: z.string(),
  whole: z.boolean(),
  scan: z.object({
    id: z.string(),
    mode: z.enum(['full', 'incremental']),
    startedAt: z.string(),
    finishedAt: z.string(),
    tool: z.object({ name: z.string(), version: z.string() }),
    azure: z.object({
      resourceManager: z.string(),
      tenantId: z.string().nullable(),
      requests: z.number(),
      retries: z.number(),
      throttled: z.number(),
    }),
    subscriptions: z.array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        status: z.enum(['complete', 'partial', 'unreadable']),
        resources: z.number(),
        problems: z.array(ProblemRow),
      }),
    ),
  }),
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: ClaimStatusRow,
      counts: z.partialRecord(ClaimStatusRow, z.number()),
      warnings: z.array(z.string()),
    }),
  ),
  summary: z.object({
    claims: z.record(z.string(), z.number()),
    findings: z.record(z.string(), z.number()),
  }),
  schedules: z
    .object({ scan: z.string(), full: z.string(), evidence: z.string(), timezone: z.string() })
    .exactOptional(),
});
const Row = z.object({ body: z.string() });
const MissedRunRow = z.object({
  schedule: z.string(),
  due: z.string(),
  noticedAt: z.string(),
  reason: z.string(),
});
const MetaRow = z.object({ value: z.string() });

/** Which scans took place, which did not, and how far sources were read. */
export function createScansStore(db: DatabaseSync) {
  const addScan = db.prepare(ADD_SCAN);
  const newestScans = db.prepare(NEWEST_SCANS);
  const addMissedRun = db.prepare(ADD_MISSED_RUN);
  const newestMissedRuns = db.prepare(NEWEST_MISSED_RUNS);
  const scansBetween = db.prepare(SCANS_BETWEEN);
  const missedBetween = db.prepare(MISSED_BETWEEN);
  const putMeta = db.prepare(PUT_META);
  const meta = db.prepare(META);
  return {
    /** False when a scan with this id is there already. */
    add(scan: RecordedScan): boolean {
      const finished = toMilliseconds(scan.finishedAt) ?? 0;
      return addScan.run(scan.id, finished, JSON.stringify(scan)).changes === 1;
    },
    newest: (limit: number): readonly RecordedScan[] =>
      newestScans.all(limit).map((row) => readJson(ScanBody, readRow(Row, row).body)),
    /** False when it is known already. */
    addMissedRun: ({ schedule, due, noticedAt, reason }: MissedRun): boolean =>
      addMissedRun.run(schedule, due, noticedAt, reason).changes === 1,
    /** That ended, or were due, within [from, to), oldest first. */
    between(from: Instant, to: Instant) {
      const found = scansBetween.all(toMilliseconds(from) ?? 0, toMilliseconds(to) ?? 0);
      return {
        scans: found.map((row) => readJson(ScanBody, readRow(Row, row).body)),
        missed: missedBetween.all(from, to).map((row) => readRow(MissedRunRow, row)),
      };
    },
    missedRuns: (limit: number): readonly MissedRun[] =>
      newestMissedRuns.all(limit).map((row) => readRow(MissedRunRow, row)),
    putWatermark(name: string, at: Instant): void {
      putMeta.run(`watermark:${name}`, at);
    },
    /** When findings of an older version's checks were taken over; null: they wait for it; undefined: there were none. */
    takenOverAt(): Instant | null | undefined {
      const row = meta.get(FORMER);
      if (row === undefined) return undefined;
      const { value } = readRow(MetaRow, row);
      return value === HELD ? null : value;
    },
    putTakenOver(at: Instant): void {
      putMeta.run(FORMER, at);
    },
    watermark(name: string): Instant | undefined {
      const row = meta.get(`watermark:${name}`);
      return row === undefined ? undefined : readRow(MetaRow, row).value;
    },
  };
}

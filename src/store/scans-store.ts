import { z } from 'zod';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { MissedRun, RecordedScan } from '#domain/state-store.ts';
import type { Connection } from './connection.ts';
import { ClaimStatusRow, ProblemRow, readJson, readRow } from './rows.ts';

const ADD_SCAN =
  'INSERT INTO scan (id, finished_ms, body) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING';
const NEWEST_SCANS = 'SELECT body FROM scan ORDER BY sequence DESC LIMIT ?';
const ADD_MISSED_RUN = `INSERT INTO missed_run (schedule, due, noticed, reason) VALUES (?, ?, ?, ?)
  ON CONFLICT (schedule, due) DO NOTHING`;
const NEWEST_MISSED_RUNS =
  'SELECT schedule, due, noticed AS "noticedAt", reason FROM missed_run ORDER BY due DESC, sequence DESC LIMIT ?';
const SCANS_BETWEEN =
  'SELECT body FROM scan WHERE finished_ms >= ? AND finished_ms < ? ORDER BY finished_ms, sequence';
const MISSED_BETWEEN = `SELECT schedule, due, noticed AS "noticedAt", reason FROM missed_run WHERE due >= ? AND due < ?
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
export function createScansStore({ get, all, run }: Connection) {
  const body = (row: unknown): RecordedScan => readJson(ScanBody, readRow(Row, row).body);
  const missed = (row: unknown): MissedRun => readRow(MissedRunRow, row);
  return {
    /** False when a scan with this id is there already. */
    async add(scan: RecordedScan): Promise<boolean> {
      const finished = toMilliseconds(scan.finishedAt) ?? 0;
      return (await run(ADD_SCAN, scan.id, finished, JSON.stringify(scan))) === 1;
    },
    newest: async (limit: number): Promise<readonly RecordedScan[]> =>
      (await all(NEWEST_SCANS, limit)).map(body),
    /** False when it is known already. */
    addMissedRun: async ({ schedule, due, noticedAt, reason }: MissedRun): Promise<boolean> =>
      (await run(ADD_MISSED_RUN, schedule, due, noticedAt, reason)) === 1,
    /** That ended, or were due, within [from, to), oldest first. */
    async between(from: Instant, to: Instant) {
      const found = await all(SCANS_BETWEEN, toMilliseconds(from) ?? 0, toMilliseconds(to) ?? 0);
      return {
        scans: found.map(body),
        missed: (await all(MISSED_BETWEEN, from, to)).map(missed),
      };
    },
    missedRuns: async (limit: number): Promise<readonly MissedRun[]> =>
      (await all(NEWEST_MISSED_RUNS, limit)).map(missed),
    async putWatermark(name: string, at: Instant): Promise<void> {
      await run(PUT_META, `watermark:${name}`, at);
    },
    /** When findings of an older version's checks were taken over; null: they wait for it; undefined: there were none. */
    async takenOverAt(): Promise<Instant | null | undefined> {
      const row = await get(META, FORMER);
      if (row === undefined) return undefined;
      const { value } = readRow(MetaRow, row);
      return value === HELD ? null : value;
    },
    async putTakenOver(at: Instant): Promise<void> {
      await run(PUT_META, FORMER, at);
    },
    async watermark(name: string): Promise<Instant | undefined> {
      const row = await get(META, `watermark:${name}`);
      return row === undefined ? undefined : readRow(MetaRow, row).value;
    },
  };
}

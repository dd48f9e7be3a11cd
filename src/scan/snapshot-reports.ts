import type { Configuration } from '#config/configuration.ts';
import { toldAlerts } from '#delivery/told-alerts.ts';
import { type Instant, moveInstant } from '#domain/instant.ts';
import type { StateReader } from '#domain/state-store.ts';
import { accessLogCsv } from '#evidence/access-log.ts';
import { canonicalJson } from '#evidence/canonical-json.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import type { FileText, UsedCheck } from '#evidence/snapshot-input.ts';
import { type History, historyOf } from '#history/load-history.ts';
import { type PeriodReport, periodReport } from '#history/period-report.ts';
import type { ChangeAlert } from '#reports/change-alerts.ts';
import { gapsCsv, runsCsv } from '#reports/coverage-csv.ts';
import { csvRows } from '#reports/csv.ts';
import { driftCsv } from '#reports/drift-csv.ts';
import { endedChanges } from '#reports/ended-changes.ts';
import type { Taken } from '#reports/report-options.ts';
import { timelineCsv } from '#reports/timeline-csv.ts';
import { HISTORY_FILE, type ReportHistory, statementFile } from './made-reports.ts';
import type { Performed } from './perform-scan.ts';
import { scopeChecks } from './scope-checks.ts';
import { statementText } from './statement-text.ts';

/** How far back a snapshot tells of the time before it, when there is no other one or that one is older. */
const LONGEST_DAYS = 35;

/** The sealed files of a snapshot that are made of results and history. */
export interface SnapshotReports {
  readonly 'results/results.csv': FileText;
  readonly 'results/drift.csv': FileText;
  readonly [path: string]: FileText;
}

/**
 * What of a scan's results and history is sealed with its snapshot, by path; the reports for reading are made of it when somebody asks
 * (`madeReports`). What happened since the last snapshot (timeline, drift with its alerts, runs and gaps) comes from the state; without
 * one it is what this scan alone can say. No clock: the scan's end is its present.
 */
export async function snapshotReports(
  configuration: Configuration,
  { outcome, result, changes }: Performed,
  used: readonly UsedCheck[],
  state: StateReader | undefined,
): Promise<SnapshotReports> {
  const { startedAt, finishedAt } = result.scan;
  const checkVersions = Object.fromEntries(used.map((check) => [check.id, check.version]));
  const told = state === undefined ? undefined : await since(configuration, state, finishedAt);
  const period = told?.report;
  const claims = period?.claims ?? [];
  const beside: ReportHistory = {
    before: period ?? null,
    ended: endedChanges(told?.changes ?? changes, result),
    taken: Object.fromEntries(told?.taken ?? []),
  };
  return {
    'results/results.csv': csvRows(result, { checkVersions }),
    'results/drift.csv': driftCsv(told?.changes ?? changes, told?.alertOf),
    'results/timeline.csv': timelineCsv({ claims }),
    [HISTORY_FILE]: canonicalJson(beside),
    'coverage/runs.csv': runsCsv(
      told?.runs ?? { scans: [], missed: [] },
      period?.from ?? startedAt,
      period?.to ?? finishedAt,
    ),
    'coverage/gaps.csv': gapsCsv(period ?? { ...NOTHING, from: startedAt, to: finishedAt }),
    ...scopeChecks(outcome.plan, used),
    ...(state === undefined ? {} : { 'access-log.csv': await accessLogCsv(state.log) }),
    ...(await statements(configuration)),
  };
}

const NOTHING = {
  coverage: { expected: 0, observed: 0 },
  gaps: [],
  blind: [],
  claims: [],
} as const;

interface Told {
  readonly report: PeriodReport;
  readonly runs: History['runs'];
  readonly changes: History['changes'];
  readonly alertOf: (change: History['changes'][number]) => ChangeAlert | undefined;
  readonly taken: ReadonlyMap<string, Taken>;
}

/** From the end of the last snapshot to just after the end of this scan, so that the scan itself is part of it. */
async function since(
  configuration: Configuration,
  state: StateReader,
  finishedAt: Instant,
): Promise<Told> {
  const longest = moveInstant(finishedAt, { months: 0, days: -LONGEST_DAYS }) ?? finishedAt;
  const last = (await listSnapshots(configuration.evidence.directory))
    .map(({ manifest }) => manifest?.period.to ?? '')
    .filter((to) => to < finishedAt)
    .sort()
    .at(-1);
  const from = last !== undefined && last > longest ? last : longest;
  const history = await historyOf(state, configuration, finishedAt, from, finishedAt, {});
  return {
    report: periodReport(history, from, finishedAt),
    runs: history.runs,
    changes: history.changes.filter(({ at }) => at >= from),
    alertOf: await toldAlerts(state, history),
    taken: await takenOf(state),
  };
}

/** Who has taken which violation, by the finding's key. */
async function takenOf(state: StateReader): Promise<ReadonlyMap<string, Taken>> {
  const acknowledged = new Map(
    (await state.acknowledgements()).map((each) => [each.alertId, each]),
  );
  const taken = new Map<string, Taken>();
  for (const { id, members } of await state.openAlerts()) {
    const by = acknowledged.get(id);
    if (by === undefined) continue;
    for (const member of members) if (member.kind === 'finding') taken.set(member.key, by);
  }
  return taken;
}

/**
 * The text of each statement where the configuration names a file of it, and in `scope/statements.json` which that was: where it came
 * from and the digest of its bytes, null where it was not at hand.
 */
async function statements({
  documents,
  file,
}: Configuration): Promise<Readonly<Record<string, FileText>>> {
  const texts: Record<string, FileText> = {};
  const sources: { document: string; source: string | null; sha256: string | null }[] = [];
  for (const { statement } of documents) {
    const found = await statementText(statement, file);
    sources.push({
      document: statement.id,
      source: statement.text ?? null,
      sha256: 'text' in found ? found.sha256 : null,
    });
    if ('text' in found) texts[statementFile(statement.id)] = found.text;
  }
  return { ...texts, 'scope/statements.json': canonicalJson(sources) };
}

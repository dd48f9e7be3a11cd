import type { Logger } from 'pino';
import type { Configuration } from '#config/configuration.ts';
import { toldAlerts } from '#delivery/told-alerts.ts';
import type { Change } from '#domain/change.ts';
import { PostureError } from '#domain/errors.ts';
import { type Instant, moveInstant } from '#domain/instant.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { Check } from '#evaluation/check.ts';
import { makePlan } from '#evaluation/plan.ts';
import { accessLogCsv } from '#evidence/access-log.ts';
import type { AnswerStore } from '#evidence/answer-store.ts';
import { canonicalJson } from '#evidence/canonical-json.ts';
import type { Manifest } from '#evidence/manifest.ts';
import { findPeriod, keptAnswers, writePeriod } from '#evidence/period-bundle.ts';
import { forgetRequest, type PeriodRequest, periodRequests } from '#evidence/period-requests.ts';
import type { SnapshotSealer } from '#evidence/seal-snapshot.ts';
import { rulesInForce } from '#evidence/snapshot-content.ts';
import type { FileText, UsedCheck } from '#evidence/snapshot-input.ts';
import { type History, historyOf } from '#history/load-history.ts';
import { periodReport } from '#history/period-report.ts';
import { answersBehind } from '#history/transition-answers.ts';
import { gapsCsv, runsCsv } from '#reports/coverage-csv.ts';
import { driftCsv } from '#reports/drift-csv.ts';
import { periodHtml } from '#reports/period-html.ts';
import { timelineCsv } from '#reports/timeline-csv.ts';
import { configurationDigest } from '#scan/configuration-digest.ts';
import { scopeChecks } from '#scan/scope-checks.ts';
import { monthsOver } from './months-over.ts';
import { periodSnapshotsCsv, periodUnknownCsv } from './period-files.ts';

/** What seals a period. */
export interface PeriodTools {
  readonly tool: { readonly name: string; readonly version: string };
  readonly checks: readonly Check[];
  readonly describeCheck: (check: Check) => UsedCheck;
  readonly state: StateReader;
  readonly answers: AnswerStore;
  readonly sealer: SnapshotSealer;
  readonly imageDigest?: string;
  readonly now: () => Instant;
}

/** A period that is over, sealed once: answers with its folder, which is the same whoever asks again. Throws an EvidenceError. */
export async function storePeriod(
  tools: PeriodTools,
  configuration: Configuration,
  period: Manifest['period'],
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly isNew: boolean }> {
  const { directory } = configuration.evidence;
  const { from, to } = period;
  const known = await findPeriod(directory, from, to);
  if (known !== undefined) return { path: known.path, isNew: false };
  const { state, tool, answers, sealer, imageDigest } = tools;
  const history = await historyOf(state, configuration, tools.now(), from, to, {});
  const report = periodReport(history, from, to);
  const changes = history.changes.filter(({ at }) => at >= from && at < to);
  const raw = await answersOf(answers, changes, from);
  const drift = [...driftCsv(changes, await toldAlerts(state, history))];
  const unknown = [...periodUnknownCsv(report, raw.gone)];
  const last = lastRun(history, period);
  const written = await writePeriod(
    {
      directory,
      period,
      tenantId: last?.azure.tenantId ?? null,
      coverage: {
        runsExpected: report.coverage.expected,
        runsCompleted: report.coverage.observed,
        ...sizeOf(last),
        // Without the headers.
        findings: drift.length - 1,
        findingsUnknown: unknown.length - 1,
      },
      collector: { ...tool, configurationSha256: configurationDigest(configuration, tool) },
      content: new Map<string, FileText>([
        ['access-log.csv', await accessLogCsv(state.log)],
        ['coverage/gaps.csv', gapsCsv(report)],
        ['coverage/runs.csv', runsCsv(history.runs, from, to)],
        ['coverage/unknown.csv', unknown],
        ['index.html', periodHtml(report)],
        ['results/drift.csv', drift],
        ['results/timeline.csv', timelineCsv(report)],
        ...(await rules(tools, configuration)),
        ['scope/snapshots.csv', await periodSnapshotsCsv(state.log, directory, period)],
      ]),
      exchanges: raw.exchanges,
      answers,
      sealer,
      ...(imageDigest === undefined ? {} : { imageDigest }),
    },
    signal,
  );
  return { path: written.path, isNew: true };
}

/** Seals the months that are over, and meets what was asked of the service while it ran; `keep` is told of each new bundle. What cannot be sealed is asked for again next time. */
export async function storeAskedPeriods(
  tools: PeriodTools,
  configuration: Configuration,
  log: Logger,
  keep: (path: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { directory } = configuration.evidence;
  const wanted = [...(await monthsDue(tools, configuration)), ...(await periodRequests(directory))];
  for (const request of wanted) {
    if (request.to > tools.now()) continue;
    try {
      const { path, isNew } = await storePeriod(tools, configuration, request, signal);
      if (isNew) await keep(path);
      await forgetRequest(directory, request);
      if (isNew) log.info({ path }, 'period sealed');
    } catch (error) {
      if (!(error instanceof PostureError)) throw error;
      log.error({ err: error, ...request }, 'a period that was asked for could not be sealed');
    }
  }
}

/** Months that are over, in which anything was seen and of which every answer is still kept; those that are sealed already among them. */
async function monthsDue(
  { state, now }: PeriodTools,
  { evidence, schedules }: Configuration,
): Promise<readonly PeriodRequest[]> {
  if (evidence.monthlyYears === 0) return [];
  const days = -evidence.everythingDays;
  const since = moveInstant(now(), { months: 0, days }) ?? now();
  const due: PeriodRequest[] = [];
  for (const month of monthsOver(since, now(), schedules.timezone)) {
    const { scans } = await state.runsBetween(month.from, month.to);
    if (scans.length > 0) due.push(month);
  }
  return due;
}

async function answersOf(answers: AnswerStore, changes: readonly Change[], from: Instant) {
  const digests = answersBehind(changes);
  // A verdict is carried for a day or two; a week is far enough.
  const begin = moveInstant(from, { months: 0, days: -8 }) ?? from;
  return await keptAnswers(answers, digests, begin);
}

async function rules(
  tools: PeriodTools,
  configuration: Configuration,
): Promise<[string, FileText][]> {
  const { documents, exceptions } = configuration;
  const attestations = [...configuration.attestations, ...(await tools.state.attestations())];
  const plan = makePlan(documents, tools.checks, () => true);
  const used = [...new Map(plan.tasks.map(({ check }) => [check.id, check])).values()].map(
    (check) => tools.describeCheck(check),
  );
  const collector = {
    tool: tools.tool,
    configurationSha256: configurationDigest(configuration, tools.tool),
  };
  return [
    ...rulesInForce({ documents, attestations, exceptions, checks: used }).map(
      ([path, text]): [string, FileText] => [path, text],
    ),
    ...Object.entries(scopeChecks(plan, used)),
    ['scope/collector.json', canonicalJson(collector)],
  ];
}

type Run = History['runs']['scans'][number]['scan'];

function lastRun({ runs }: History, { from, to }: Manifest['period']): Run | undefined {
  return runs.scans
    .filter(({ whole, finishedAt }) => whole && finishedAt > from && finishedAt <= to)
    .at(-1)?.scan;
}

function sizeOf(run: Run | undefined) {
  const subscriptions = run?.subscriptions ?? [];
  return {
    subscriptions: subscriptions.length,
    subscriptionsIncomplete: subscriptions.filter(({ status }) => status !== 'complete').length,
    resources: subscriptions.reduce((sum, { resources }) => sum + resources, 0),
  };
}

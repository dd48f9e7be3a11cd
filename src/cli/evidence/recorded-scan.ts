import { decodeTime, isValid } from 'ulid';
import { configured } from '#cli/configured.ts';
import type { CommonOptions, Workbench } from '#cli/workbench.ts';
import { ConfigurationError, EvidenceError } from '#domain/errors.ts';
import { moveInstant, toInstant } from '#domain/instant.ts';
import type { RecordedScan, StateReader } from '#domain/state-store.ts';
import type { AnswerStore } from '#evidence/answer-store.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { findSnapshot } from '#evidence/list-snapshots.ts';
import { compareRecorded, type RecordedDifference } from '#replay/compare-recorded.ts';
import { knownThen } from '#replay/known-then.ts';
import { type Rebuilt, rebuildScan } from '#replay/rebuild-scan.ts';
import { isSnapshot } from './evidence-path.ts';
import { openAnswers } from './open-answers.ts';
import { type Rules, rulesOfThen } from './rules-of-then.ts';

/** Over so many days before a scan lies whatever it may have carried forward: a verdict is carried for 26 hours at most. */
const CARRIED_DAYS = 2;

/** A scan without a snapshot, made again of the answers that are kept of it. */
export interface RebuiltScan extends Rebuilt {
  readonly recorded: RecordedScan;
  /** By which rules it was judged, and whether they are those of then. */
  readonly rules: Pick<Rules, 'from' | 'areOfThen'>;
  /** Of the scan itself. */
  readonly exchanges: number;
  readonly differences: readonly RecordedDifference[];
  /** Its place in the evidence log; null: it has none. */
  readonly logEntry: number | null;
}

/**
 * The recorded scan of this id, made again of its answers and held against what the state has of it; undefined where the word names a
 * snapshot, or no scan that is recorded. Throws an EvidenceError where its answers are not kept any more.
 */
export async function rebuiltScan(
  workbench: Workbench,
  options: CommonOptions & { readonly arguments: readonly string[] },
  signal: AbortSignal,
): Promise<RebuiltScan | undefined> {
  const [wanted] = options.arguments;
  if (wanted === undefined || !isValid(wanted) || isSnapshot(wanted)) return undefined;
  const configuration = configured(workbench, options);
  if ((await findSnapshot(configuration.evidence.directory, wanted)) !== undefined)
    return undefined;
  const state = await workbench.openStateReader(configuration);
  try {
    const scans = state === undefined ? [] : await scansAround(state, wanted);
    const recorded = scans.find(({ id }) => id === wanted);
    if (state === undefined || recorded === undefined) return undefined;
    const answers = await openAnswers(workbench, configuration);
    const earlier = scans.filter(({ finishedAt }) => finishedAt <= recorded.startedAt);
    const exchanges = await exchangesOf(answers, recorded, earlier);
    const { rules, logEntry, ...about } = await rulesOfThen(
      workbench,
      configuration,
      state,
      recorded,
    );
    await answers.bring(
      exchanges.map(({ sha256 }) => `sha256:${sha256}` as const),
      signal,
    );
    const log = await workbench.createLog(options.logLevel ?? 'error');
    const rebuilt = await rebuildScan(
      {
        recorded,
        rules,
        exchanges,
        body: (sha256) => textOf(answers, sha256),
        known: await knownThen(state, recorded.startedAt),
      },
      { ...workbench, log },
      signal,
    );
    const differences = await compareRecorded(recorded, rebuilt.result, state);
    const own = exchanges.filter(({ scan }) => scan === recorded.id).length;
    return { ...rebuilt, recorded, rules: about, exchanges: own, differences, logEntry };
  } finally {
    state?.close();
  }
}

/** The recorded scans from which the one of this id may have carried a verdict, and itself, in the order of time. */
async function scansAround(state: StateReader, id: string): Promise<readonly RecordedScan[]> {
  const began = toInstant(decodeTime(id));
  const [from, to] = [-CARRIED_DAYS, CARRIED_DAYS].map((days) =>
    moveInstant(began, { months: 0, days }),
  );
  return (await state.runsBetween(from ?? began, to ?? began)).scans;
}

async function exchangesOf(
  answers: AnswerStore,
  { id }: RecordedScan,
  earlier: readonly RecordedScan[],
): Promise<readonly KeptExchange[]> {
  const exchanges: KeptExchange[] = [];
  for (const scan of [...earlier.map((each) => each.id), id]) {
    try {
      for await (const exchange of answers.exchanges(scan)) exchanges.push(exchange);
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
      // Of an earlier one: what rests on it shows as a question of which nothing is kept.
      if (scan !== id) continue;
      throw new EvidenceError(
        'EVIDENCE_INDEX_GONE',
        `The answers of scan ${id} are not kept any more: evidence.everythingDays says for how long, and posture evidence list names the snapshots that are left.`,
        { cause },
      );
    }
  }
  return exchanges;
}

function textOf(answers: AnswerStore, sha256: string): string | undefined {
  try {
    return answers.readBody(`sha256:${sha256}`).toString('utf8');
  } catch (error) {
    if (error instanceof EvidenceError && error.code === 'EVIDENCE_BODY_MISSING') return undefined;
    throw error;
  }
}

/** 0 as recorded; 1 something is told otherwise; 2 it cannot be told, for answers or the rules of then are not kept. */
export function rebuiltStatus({ differences, missing, rules }: RebuiltScan): 0 | 1 | 2 {
  if (missing.size > 0 || !rules.areOfThen) return 2;
  return differences.length === 0 ? 0 : 1;
}

/** Refuses what only a snapshot has. */
export function refuseReports(scan: string): ConfigurationError {
  return new ConfigurationError(
    'CLI_NO_SNAPSHOT',
    `Scan ${scan} has no snapshot, so no reports can be made of it; posture evidence show ${scan} --format json has its result.`,
  );
}

/** As JSON: everything that was found out, with the result in the form of a scan's. */
export function rebuiltData(scan: RebuiltScan) {
  const { recorded, result, unrecorded, missing, ...rest } = scan;
  const { id, mode, startedAt, finishedAt, documents, summary } = recorded;
  return {
    ...rest,
    recorded: { id, mode, startedAt, finishedAt, documents, summary },
    result,
    notKept: {
      questions: [...unrecorded],
      answers: [...missing].map((sha256) => `sha256:${sha256}`),
    },
  };
}

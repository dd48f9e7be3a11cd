import pMap from 'p-map';
import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { Reading } from '#domain/reading.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { type AttributableWrite, attributeTo } from '#drift/attribute.ts';
import { transitionOf } from '#drift/transition.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { AnswerSource } from '#evaluation/judgement.ts';
import { makeFindings } from '#evaluation/make-finding.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { type AnswerReader, createAnswerReader } from './answer-reader.ts';
import { type Candidate, confirmCandidates } from './confirm-candidates.ts';
import type { Holders } from './holders.ts';
import type { Locator } from './locator.ts';
import type { Scanner } from './scanner.ts';

/** Resources that are read a second time side by side. */
const AT_ONCE = 8;
/** A few of those that have one cause show what all of them are: nobody needs 500 questions for one deployment. */
const MOST_PER_GROUP = 5;
/** And so many in all; where the few are contradicted, the rest of their cause is doubted, and more is read. */
const MOST_IN_ALL = 100;
const MOST_DOUBTED = 500;

/** What second readings said. */
export interface Confirmation {
  /** As they were, but for those that a second reading contradicted: these are as it saw them. */
  readonly findings: readonly Finding[];
  /** Keys of findings that began or ceased to fail and that a second reading saw so too. */
  readonly confirmed: ReadonlyMap<string, boolean>;
  /** What began and ceased between two readings of one scan: it is in the record, and nobody is told. */
  readonly overturned: readonly Change[];
}

interface Options {
  readonly scanner: Scanner;
  readonly plan: Plan;
  readonly findings: readonly Finding[];
  readonly writes: readonly AttributableWrite[];
  /** The state before the scan. */
  readonly before: Pick<StateReader, 'openAlerts' | 'findingsOf'>;
  readonly exceptionFor: ExceptionLookup;
  readonly locator: Locator;
  readonly holders: Holders;
  /** The scan's instant. */
  readonly asOf: Instant;
  /** How long the second readings may take in all. */
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/**
 * Reads what began or ceased to fail a second time, directly and with nothing remembered of the scan, and has the same check judge
 * it (alerting A4): five findings of each check and cause, and all of them when one of the five is not seen again. What cannot be
 * read a second time stays as it was first read: a fault moves no verdict.
 */
export async function confirmFindings(options: Options): Promise<Confirmation> {
  const { scanner, findings, writes, before, asOf } = options;
  const families = new Map(scanner.checks.map((check) => [check.id, check.family]));
  const groups = await confirmCandidates(
    findings,
    before,
    asOf,
    () => {
      const resources = new Set(findings.map((finding) => idKey(finding.resourceId)));
      return attributeTo(writes, (key) => resources.has(key));
    },
    (check) => families.get(check) ?? check,
  );
  if (groups.length === 0) return { findings, confirmed: new Map(), overturned: [] };
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.withinMs)]);
  const { azure, reads, clock, wakePaused = false } = scanner;
  const { holders } = options;
  const answers = createAnswerReader({ azure, reads, clock, wakePaused, signal, holders });
  // A resource on which several findings changed is asked for once.
  const entries = new Map<string, Promise<Reading<InventoryEntry>>>();
  const entryOf: EntrySource = async (id) => {
    const entry = entries.get(idKey(id)) ?? scanner.scope.resource(id, signal);
    entries.set(idKey(id), entry);
    return await entry;
  };
  const replaced = new Map<string, Finding>();
  const confirmed = new Map<string, boolean>();
  const overturned: Change[] = [];
  const readAll = async (candidates: readonly Candidate[]) =>
    await pMap(
      candidates,
      async (candidate) => {
        const second = await readAgain(candidate.finding, entryOf, answers, options);
        if (second === undefined || second.status === 'unknown') return;
        if ((second.status === 'fail') === candidate.began) confirmed.set(candidate.key, true);
        else {
          replaced.set(candidate.key, second);
          overturned.push(...thereAndBack(candidate, second, asOf));
        }
      },
      { concurrency: AT_ONCE },
    );
  const few = groups.flatMap((group) => group.slice(0, MOST_PER_GROUP)).slice(0, MOST_IN_ALL);
  await readAll(few);
  const doubted = groups.filter((group) => group.some(({ key }) => replaced.has(key)));
  const rest = doubted.flatMap((group) => group.slice(MOST_PER_GROUP)).slice(0, MOST_DOUBTED);
  await readAll(rest);
  scanner.log.info(
    {
      read: few.length + rest.length,
      confirmed: confirmed.size,
      contradicted: replaced.size,
    },
    'what changed was read a second time',
  );
  if (replaced.size === 0) return { findings, confirmed, overturned };
  return {
    findings: findings.map((finding) => replaced.get(findingKey(finding)) ?? finding),
    confirmed,
    overturned,
  };
}

type EntrySource = (id: ResourceId) => Promise<Reading<InventoryEntry>>;

/** The finding as a second reading makes it; undefined where the resource itself cannot be read, or no check of the plan made it. */
async function readAgain(
  first: Finding,
  entryOf: EntrySource,
  answers: AnswerReader,
  { scanner, plan, exceptionFor, locator, asOf }: Options,
): Promise<Finding | undefined> {
  const planned = plan.tasks.flatMap((task) =>
    task.check.id === first.check
      ? task.uses
          .filter(
            ({ document, claim }) =>
              document.statement.id === first.document && claim.id === first.claim,
          )
          .map((use) => ({ task, use }))
      : [],
  );
  // Neither a page nor a statement's scope is a resource that could be asked for.
  if (planned.length === 0 || first.resourceId.split('/').length < 5) return undefined;
  const entry = await entryOf(first.resourceId);
  if (entry.status === 'unavailable') return undefined;
  let worst: Finding | undefined;
  try {
    for (const { task, use } of planned) {
      const source: AnswerSource = async (name, of) => await answers.read(name, of);
      const at = { asOf, locate: locator.for(use.document) };
      const judgements = await task.check.judge(entry.value, task.parameters, source, at);
      for (const made of makeFindings(task, use, entry.value, judgements, exceptionFor)) {
        // Of what has several items, each is a finding of its own.
        if (findingKey(made) !== findingKey(first)) continue;
        if (worst === undefined || rank(made) < rank(worst)) worst = made;
      }
    }
    return worst;
  } catch (error) {
    // A check that throws has a bug; what was read first stands.
    const { check, resourceId } = first;
    scanner.log.error({ err: error, check, resourceId }, 'check failed');
    return undefined;
  }
}

function rank({ status }: Finding): number {
  return FINDING_STATUSES.indexOf(status);
}

function thereAndBack(
  { finding, began, recorded }: Candidate,
  second: Finding,
  at: Instant,
): readonly Change[] {
  const first: Finding = { ...finding, since: at };
  const known = recorded === undefined ? undefined : transitionOf(recorded, first);
  const there: Change = {
    kind: known?.kind ?? 'found-failing',
    at,
    finding: first,
    before: known?.before ?? null,
  };
  // The two readings may carry one instant on a coarse clock; a change there and back has an order all the same.
  const backAt = second.readAt > at ? second.readAt : at;
  const back: Change = {
    kind: began ? 'stopped-failing' : 'started-failing',
    at: backAt,
    finding: { ...second, since: backAt },
    before: { status: finding.status, observed: finding.observed },
  };
  return [there, back];
}

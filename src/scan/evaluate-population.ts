import pMap from 'p-map';
import type { Logger } from 'pino';
import type { BoundDocument } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { Standing } from '#domain/recorded.ts';
import { idKey } from '#domain/resource-id.ts';
import { unknown } from '#domain/verdict.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { AnswerSource, Judgement } from '#evaluation/judgement.ts';
import { makeFindings } from '#evaluation/make-finding.ts';
import { type Plan, type PlannedUse, type Task, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { BeforeSleep } from './carry-asleep.ts';
import { createIsAllAsked } from './is-all-asked.ts';
import type { Locator } from './locator.ts';
import type { Membership } from './membership.ts';
import type { UnlistedChildren } from './population.ts';
import { createPartSharing } from './share-parts.ts';
import { standsUntil } from './stands-until.ts';
import { gapFindings } from './unlisted-findings.ts';
import { worstOfEach } from './worst-of-each.ts';

/** What of an earlier scan stands as a whole, so that nobody need look at its findings. */
export interface AsAWhole {
  /** What is recorded of a resource where all of it stands; undefined: its findings are looked at. */
  readonly stands: (lineage: Lineage, tasks: readonly Task[]) => Promise<Standing | undefined>;
  /** Told of it in place of its findings. */
  readonly onStood: (lineage: Lineage, standing: Standing) => void;
}

interface Evaluation {
  readonly plan: Plan;
  readonly lineages: readonly Lineage[];
  readonly unlisted: readonly UnlistedChildren[];
  readonly membership: Membership;
  /** Absent: everything is looked at, question by question. */
  readonly asAWhole?: AsAWhole;
  /** The earlier findings where they still stand; undefined: judge anew. */
  readonly standing: (
    entry: InventoryEntry,
    task: Task,
    use: PlannedUse,
  ) => Promise<readonly Finding[] | undefined>;
  /** The earlier finding of what sleeps, where it still stands; undefined: it is not known. */
  readonly beforeSleep: BeforeSleep;
  readonly source: AnswerSource;
  readonly locator: Locator;
  readonly exceptionFor: ExceptionLookup;
  readonly asOf: Instant;
  readonly concurrency: number;
  readonly log: Logger;
  readonly onFindings: (findings: readonly Finding[]) => Promise<void> | void;
  /** Called when a resource was judged: nothing more is asked about it. */
  readonly onResource: (lineage: Lineage) => void;
}

/**
 * Judges resources by the tasks of the claims that they belong to; each (task, resource) once, for all claims that use it, and not at
 * all where the earlier findings still stand.
 */
export async function evaluatePopulation(options: Evaluation): Promise<void> {
  const { plan, membership, asAWhole } = options;
  const sharing = createPartSharing();
  const ofType = new Map<string, readonly Task[]>();
  const tasksFor = (type: string): readonly Task[] => {
    const tasks = ofType.get(type) ?? tasksForType(plan, type);
    ofType.set(type, tasks);
    return tasks;
  };
  const isAllAsked = createIsAllAsked(membership);
  const hidden = options.unlisted.flatMap((gap) => gapFindings(gap, options));
  const blind = Map.groupBy(hidden, ({ resourceId }) => idKey(resourceId));
  await pMap(
    options.lineages,
    async (lineage) => {
      const key = idKey(lineage.entry.resource.id);
      const tasks = tasksFor(lineage.entry.resource.type.toLowerCase());
      const stood = blind.has(key) ? undefined : await asAWhole?.stands(lineage, tasks);
      if (stood !== undefined && isAllAsked(stood, lineage, tasks)) {
        asAWhole?.onStood(lineage, stood);
        options.onResource(lineage);
        return;
      }
      const findings: Finding[] = [];
      const share = sharing();
      for (const task of tasks) {
        const uses = task.uses.filter((use) => membership.belongs(use, lineage));
        if (uses.length === 0) continue;
        findings.push(...(await findingsOf(task, uses, lineage, share, options)));
      }
      // One question has one finding of a parent: what it says of itself, or that it hides children of which nobody knows.
      const own = worstOfEach([...findings, ...(blind.get(key) ?? [])]);
      blind.delete(key);
      await options.onFindings(own);
      options.onResource(lineage);
    },
    { concurrency: options.concurrency },
  );
  for (const findings of blind.values()) await options.onFindings(worstOfEach(findings));
}

async function findingsOf(
  task: Task,
  uses: readonly PlannedUse[],
  lineage: Lineage,
  share: (finding: Finding) => Finding,
  options: Evaluation,
): Promise<readonly Finding[]> {
  const { entry } = lineage;
  const standing = await Promise.all(uses.map((use) => options.standing(entry, task, use)));
  const carried = standing.filter((findings) => findings !== undefined);
  if (carried.length === uses.length) return carried.flat();
  const made: Finding[] = [];
  let shared: readonly Judgement[] | undefined;
  for (const [document, group] of byDocument(uses)) {
    // Where something else lies, and whether that belongs, differs from statement to statement; nothing else does.
    const { judgements, looked } =
      shared === undefined
        ? await judgeSafely(task, lineage, document, options)
        : { judgements: shared, looked: false };
    if (!looked) shared = judgements;
    const sleeper = judgements.find((judgement) => judgement.asleep !== undefined);
    for (const use of group) {
      const before = await findingBefore(sleeper, lineage, { task, use }, options);
      const findings = makeFindings(task, use, entry, judgements, options.exceptionFor);
      made.push(...(before === undefined ? findings.map(share) : [before]));
    }
  }
  return made;
}

async function findingBefore(
  sleeper: Judgement | undefined,
  { entry: { resource } }: Lineage,
  { task, use }: { readonly task: Task; readonly use: PlannedUse },
  { beforeSleep }: Evaluation,
): Promise<Finding | undefined> {
  if (sleeper?.asleep === undefined) return undefined;
  return await beforeSleep(resource.id, task, use, sleeper.asleep, sleeper.verdict.expected);
}

function byDocument(
  uses: readonly PlannedUse[],
): ReadonlyMap<BoundDocument, readonly PlannedUse[]> {
  return Map.groupBy(uses, ({ document }) => document);
}

// A check that throws has a bug; the resource is then not verified, and the others go on.
async function judgeSafely(
  task: Task,
  { entry }: Lineage,
  document: BoundDocument,
  { source, asOf, log, locator }: Evaluation,
): Promise<{ readonly judgements: readonly Judgement[]; readonly looked: boolean }> {
  let looked = false;
  let hangs = false;
  const find = locator.for(document);
  const locate: Locate = async (id, use) => {
    looked = true;
    hangs ||= use === 'standing';
    return await find(id);
  };
  try {
    const judgeAt = async (at: Instant) =>
      await task.check.judge(entry, task.parameters, source, { asOf: at, locate });
    const judgements = await judgeAt(asOf);
    if (hangs)
      return { judgements: judgements.map((one) => ({ ...one, isForThisScan: true })), looked };
    if (task.check.isTimeBound !== true) return { judgements, looked };
    const until = await standsUntil(judgements, judgeAt, asOf);
    return {
      judgements:
        until === undefined
          ? judgements
          : judgements.map((one) => ({ ...one, standsUntil: until })),
      looked,
    };
  } catch (error) {
    log.error({ err: error, check: task.check.id, resourceId: entry.resource.id }, 'check failed');
    const reason = `The check ${task.check.id} failed on this resource; see the log.`;
    const { evidence, readAt } = entry;
    const verdict = unknown(reason, { expected: null });
    return { judgements: [{ verdict, evidence, readAt }], looked: false };
  }
}

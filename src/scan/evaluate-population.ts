import pMap from 'p-map';
import type { Logger } from 'pino';
import { type BoundDocument, scopesSpokenOf } from '#domain/document.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { unknown } from '#domain/verdict.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { AnswerSource, Judgement } from '#evaluation/judgement.ts';
import { makeFindings } from '#evaluation/make-finding.ts';
import { type Plan, type PlannedUse, type Task, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import { describeLost, type Locate } from '#evaluation/whereabouts.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { BeforeSleep } from './carry-asleep.ts';
import type { Locator } from './locator.ts';
import type { Membership } from './membership.ts';
import type { UnlistedChildren } from './population.ts';
import { createPartSharing } from './share-parts.ts';

interface Evaluation {
  readonly plan: Plan;
  readonly lineages: readonly Lineage[];
  readonly unlisted: readonly UnlistedChildren[];
  readonly membership: Membership;
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
  readonly onFindings: (findings: readonly Finding[]) => void;
  /** Called when a resource was judged: nothing more is asked about it. */
  readonly onResource: (lineage: Lineage) => void;
}

/**
 * Judges resources by the tasks of the claims that they belong to; each (task, resource) once, for all claims that use it, and not at
 * all where the earlier findings still stand.
 */
export async function evaluatePopulation(options: Evaluation): Promise<void> {
  const { plan, membership } = options;
  const sharing = createPartSharing();
  const hidden = options.unlisted.flatMap((gap) => blindFindings(gap, options));
  const blind = Map.groupBy(hidden, ({ resourceId }) => idKey(resourceId));
  await pMap(
    options.lineages,
    async (lineage) => {
      const findings: Finding[] = [];
      const share = sharing();
      for (const task of tasksForType(plan, lineage.entry.resource.type.toLowerCase())) {
        const uses = task.uses.filter((use) => membership.belongs(use, lineage));
        findings.push(...(await findingsOf(task, uses, lineage, share, options)));
      }
      // One question has one finding of a parent: what it says of itself, or that it hides children of which nobody knows.
      const key = idKey(lineage.entry.resource.id);
      options.onFindings(worstOfEach([...findings, ...(blind.get(key) ?? [])]));
      blind.delete(key);
      options.onResource(lineage);
    },
    { concurrency: options.concurrency },
  );
  for (const findings of blind.values()) options.onFindings(worstOfEach(findings));
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
    const asleep = judgements.find((judgement) => judgement.asleep !== undefined)?.asleep;
    for (const use of group) {
      const before = asleep && (await options.beforeSleep(entry.resource.id, task, use, asleep));
      const findings = makeFindings(task, use, entry, judgements, options.exceptionFor);
      made.push(...(before === undefined ? findings.map(share) : [before]));
    }
  }
  return made;
}

/** A claim that uses one check twice, with different parameters, has one finding of it: the worst. */
function worstOfEach(findings: readonly Finding[]): readonly Finding[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const key = findingKey(finding);
    const known = worst.get(key);
    if (known === undefined || rank(finding) < rank(known)) worst.set(key, finding);
  }
  return worst.size === findings.length ? findings : [...worst.values()];
}

function byDocument(
  uses: readonly PlannedUse[],
): ReadonlyMap<BoundDocument, readonly PlannedUse[]> {
  return Map.groupBy(uses, ({ document }) => document);
}

function rank({ status }: Finding): number {
  return FINDING_STATUSES.indexOf(status);
}

function blindFindings(
  gap: UnlistedChildren,
  { plan, lineages, membership, exceptionFor }: Evaluation,
): readonly Finding[] {
  const { entry } = gap.parent;
  return tasksForType(plan, gap.childType)
    .filter(({ check }) => check.resourceTypes.includes(gap.childType))
    .flatMap((task) =>
      task.uses
        .filter((use) => mayHide(gap, use, membership, lineages))
        .flatMap((use) => makeFindings(task, use, entry, [unlistedJudgement(gap)], exceptionFor)),
    );
}

function mayHide(
  { parent, childType }: UnlistedChildren,
  use: PlannedUse,
  membership: Membership,
  lineages: readonly Lineage[],
): boolean {
  // Where a provider's own list was not read, every resource of its kind says so itself; where none is known, the gap does.
  const isOwnList = parent.entry.resource.type === SUBSCRIPTION_TYPE;
  const isSaid = (lineage: Lineage): boolean =>
    lineage.entry.resource.type.toLowerCase() === childType && membership.belongs(use, lineage);
  if (isOwnList && lineages.some(isSaid)) return false;
  const isExcluded = scopesSpokenOf(use.document, use.claim).every(({ exclude }) =>
    exclude.resourceTypes.some((type) => {
      const excluded = type.toLowerCase();
      return childType === excluded || childType.startsWith(`${excluded}/`);
    }),
  );
  return !isExcluded && membership.mayHold(use, parent);
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
    const at = { asOf, locate };
    const judgements = await task.check.judge(entry, task.parameters, source, at);
    return {
      judgements: hangs ? judgements.map((one) => ({ ...one, isForThisScan: true })) : judgements,
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

function unlistedJudgement({ why, childType, parent }: UnlistedChildren): Judgement {
  return {
    verdict: unknown(`The ${childType} below it could not be listed. ${describeLost(why)}`, {
      expected: null,
    }),
    evidence: [...new Set([...parent.entry.evidence, ...why.evidence])],
    readAt: parent.entry.readAt,
    problem: { code: why.code, permission: why.permission },
  };
}

import type { AzureReader } from '#azure/azure-reader.ts';
import type { Clock } from '#domain/clock.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import type { Check } from '#evaluation/check.ts';
import { makeFindings } from '#evaluation/make-finding.ts';
import { tasksForType } from '#evaluation/plan.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { InventoryEntry, ScopeReader } from '#inventory/scope-answers.ts';
import { type AnswerReader, createAnswerReader } from '#scan/answer-reader.ts';
import type { ReplayHooks } from '#scan/scanner.ts';
import { hasSameVerdict } from './compare-results.ts';
import { createRecordedRows } from './recorded-rows.ts';
import type { RecordedSnapshot } from './recorded-snapshot.ts';
import type { RecordedView, RecordedWorld } from './recorded-world.ts';
import type { Opened, ReplayTools } from './replay-tools.ts';

type Made = Parameters<ReplayHooks['review']>[0];

/**
 * Judges again what rests on other answers than the first ones of the scan: verdicts that were carried forward from an earlier scan
 * (at the instant of their reading), and those that a second reading settled.
 */
export async function createReview(options: {
  readonly snapshot: RecordedSnapshot;
  readonly world: RecordedWorld;
  readonly tools: ReplayTools;
  readonly recorded: readonly Finding[];
  /** What the inventory named, by id without case; filled while the scan runs. */
  readonly entries: ReadonlyMap<string, InventoryEntry>;
  readonly scope: ScopeReader;
  readonly clock: Clock;
  readonly opened: Opened;
}): Promise<ReplayHooks['review']> {
  const { snapshot, world, tools, entries, scope } = options;
  const { startedAt } = snapshot.result.scan;
  const recorded = new Map(options.recorded.map((finding) => [findingKey(finding), finding]));
  const rows = createRecordedRows(snapshot);
  const readers = new Map<RecordedView, AnswerReader>();
  const isAll = snapshot.result.scan.subscriptions.every(({ status }) => status === 'complete');
  const signal = new AbortController().signal;

  const readerOf = async (view: RecordedView): Promise<AnswerReader> => {
    const known = readers.get(view);
    if (known !== undefined) return known;
    const { reader }: { reader: AzureReader } = await tools.openReplay({
      ...options.opened,
      answer: view.answer,
    });
    const { clock } = options;
    const made = createAnswerReader({
      azure: reader,
      reads: tools.reads,
      clock,
      wakePaused: snapshot.asked.wakePaused ?? true,
      signal,
      holders: {
        of: async (type) => await Promise.resolve({ entries: holdersIn(entries, type), isAll }),
      },
    });
    readers.set(view, made);
    return made;
  };

  const entryOf = async (resourceId: string): Promise<InventoryEntry | undefined> => {
    const known = entries.get(idKey(resourceId));
    if (known !== undefined) return known;
    // The inventory did not name it; it was asked for directly.
    const direct = await scope.resource(resourceId, signal);
    return direct.status === 'collected' ? direct.value : undefined;
  };

  const judgeAgain = async (
    was: Finding,
    made: Finding,
    { plan, exceptionFor, locator }: Made,
  ): Promise<Finding> => {
    const tasks = tasksForType(plan, made.resourceType).filter(
      ({ check }) => check.id === was.check,
    );
    const planned = tasks.flatMap((task) =>
      task.uses
        .filter(
          ({ document, claim }) => document.statement.id === was.document && claim.id === was.claim,
        )
        .map((use) => ({ task, use })),
    );
    const entry = planned.length === 0 ? undefined : await entryOf(was.resourceId);
    // Of a page, a scope, or of what hangs below an unread list: it has no facts of its own.
    if (entry === undefined) return made;
    const view = world.resting(was.evidence.map((digest) => digest.slice('sha256:'.length)));
    const answers = await readerOf(view);
    const asOf = was.readAt < startedAt ? was.readAt : startedAt;
    // What was carried forward speaks of places as they were then; what hangs on the scope itself is never carried.
    const locateIn =
      (find: Locate): Locate =>
      async (id, use) =>
        (use === undefined ? rows.placeIn(id, was.evidence) : undefined) ?? (await find(id, use));
    const judgeAs = async (of: InventoryEntry): Promise<Finding | undefined> => {
      const findings: Finding[] = [];
      for (const { task, use } of planned) {
        const judgements = await task.check.judge(
          of,
          task.parameters,
          async (name, entryOfRead) => await answers.read(name, entryOfRead),
          { asOf, locate: locateIn(locator.for(use.document)) },
        );
        const made = makeFindings(task, use, of, judgements, exceptionFor);
        findings.push(...made.filter((one) => findingKey(one) === findingKey(was)));
      }
      return findings.sort((a, b) => rank(a) - rank(b))[0];
    };
    const again = (await judgeAs(entry)) ?? made;
    if (
      hasSameVerdict(was, again) ||
      !planned.some(({ task }) => isAboutItself(task.check, was.resourceType))
    )
      return again;
    // What was carried forward was judged by the inventory of its own time, which writes some things otherwise.
    return (await judgeAs(rows.entryIn(entry, was.evidence))) ?? made;
  };

  return async (made) => {
    const reviewed: Finding[] = [];
    for (const finding of made.findings) {
      const was = recorded.get(findingKey(finding));
      // `was` itself was handed through for what only a direct read found. What is unknown may rest on fewer answers than it heard.
      const stands =
        was === undefined ||
        (was !== finding &&
          hasSameVerdict(was, finding) &&
          (was.status === 'unknown' || hasSameEvidence(was, finding)));
      reviewed.push(stands ? finding : await judgeAgain(was, finding, made));
    }
    return reviewed;
  };
}

/** Whether it judges a resource by what the inventory says of it. */
function isAboutItself({ resourceTypes }: Check, type: string): boolean {
  return !resourceTypes.includes(type);
}

function hasSameEvidence(a: Finding, b: Finding): boolean {
  const digests = new Set(a.evidence);
  return digests.size === new Set(b.evidence).size && b.evidence.every((one) => digests.has(one));
}

function rank({ status }: Finding): number {
  return FINDING_STATUSES.indexOf(status);
}

/** What the inventory of the scan named of a type (lower case). */
function holdersIn(
  entries: ReadonlyMap<string, InventoryEntry>,
  type: string,
): readonly InventoryEntry[] {
  return [...entries.values()].filter(({ resource }) => resource.type.toLowerCase() === type);
}

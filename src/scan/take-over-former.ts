import { type Today, takeOverAlert } from '#alerting/take-over-alert.ts';
import type { BoundDocument } from '#domain/document.ts';
import { type ChangeAuthor, type Finding, findingKey } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { RecordedFinding, ResourceUpdate } from '#domain/recorded.ts';
import type { StateStore, TakeOver } from '#domain/state-store.ts';
import { takeOverFindings } from '#drift/take-over.ts';
import { lastRead } from '#drift/transition.ts';
import type { Check } from '#evaluation/check.ts';
import { makePlan } from '#evaluation/plan.ts';
import { type Names, namesToday } from './names-today.ts';
import { exceptedFormer, takeOverCovers } from './take-over-covers.ts';

/** So many resources are written at once. */
const AT_ONCE = 200;

const NOTHING: TakeOver = {
  resources: [],
  alerts: [],
  covers: { removed: [], added: [] },
  doneAt: null,
};

/**
 * Takes over what an older version's checks told: its findings, the members of open alerts and what exceptions cover go by the names of
 * the questions of the same claims, so that the next scan compares what it sees with them, and neither drops them nor finds them anew.
 * Resource by resource, and done only with the last: interrupted, it goes on where it was. Answers whether there was anything.
 */
export async function takeOverFormer(
  store: Pick<
    StateStore,
    'holdsFormer' | 'resourceIds' | 'findingsOf' | 'openAlerts' | 'exceptionCovers' | 'takeOver'
  >,
  documents: readonly BoundDocument[],
  checks: readonly Check[],
  at: Instant,
): Promise<boolean> {
  if (!(await store.holdsFormer())) return false;
  const names = namesToday(
    documents,
    makePlan(documents, checks, () => true),
  );
  const excepted: Finding[] = [];
  const authors = new Map<string, ChangeAuthor>();
  const today = todayOf(names, authors);
  let resources: ResourceUpdate[] = [];
  for (const resourceId of await store.resourceIds()) {
    const { findings, removed } = takeOverFindings(
      await store.findingsOf(resourceId),
      names.successorOf,
    );
    excepted.push(...findings.flatMap(exceptedFormer));
    for (const entry of findings) {
      const known = lastRead(entry);
      if (known?.status === 'fail' && known.changedBy !== null)
        authors.set(findingKey(entry.finding), known.changedBy);
    }
    resources.push({ resourceId, changed: findings, removed, readings: findings.map(readingOf) });
    if (resources.length < AT_ONCE) continue;
    await store.takeOver({ ...NOTHING, resources });
    resources = [];
  }
  await store.takeOver({
    resources,
    alerts: (await store.openAlerts()).flatMap((alert) => takeOverAlert(alert, today) ?? []),
    covers: takeOverCovers(await store.exceptionCovers(), excepted, names),
    doneAt: at,
  });
  return true;
}

function todayOf(
  { successorOf, ofClaim, isMade }: Names,
  authors: ReadonlyMap<string, ChangeAuthor>,
): Today {
  return {
    nameOf(finding) {
      const successor = successorOf(finding);
      return typeof successor === 'string' ? undefined : successor.check;
    },
    nameOfClaim(of) {
      if (of.check === NOT_EXAMINED && isMade(of)) return 'not-examined';
      const check = ofClaim(of);
      return check === undefined ? undefined : { check };
    },
    authorOf: (key) => authors.get(key) ?? null,
  };
}

/** The former check by which a type was told of which nothing is read. */
const NOT_EXAMINED = 'resource-type-coverage';

function readingOf({ finding }: RecordedFinding): ResourceUpdate['readings'][number] {
  const { readAt, evidence, readFrom } = finding;
  return {
    key: findingKey(finding),
    readAt,
    evidence,
    ...(readFrom === undefined ? {} : { readFrom }),
  };
}

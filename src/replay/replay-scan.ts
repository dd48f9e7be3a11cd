import { createHash } from 'node:crypto';
import type { Clock } from '#domain/clock.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { AskPage } from '#domain/page.ts';
import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { SCOPE_TYPE } from '#evaluation/plan.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { linkOperation } from '#scan/check-links.ts';
import { listKey } from '#scan/population.ts';
import { runScan } from '#scan/run-scan.ts';
import type { ReplayHooks, ScanOutcome } from '#scan/scanner.ts';
import type { RecordedSnapshot } from './recorded-snapshot.ts';
import type { RecordedWorld } from './recorded-world.ts';
import type { ReplayTools } from './replay-tools.ts';
import { createReview } from './review-findings.ts';

/** Long enough for any; nothing waits. */
export const DEADLINE_MS = 24 * 3_600_000;

/**
 * Makes a scan again from its answers: the function that made it, over the clients that asked, at its instant. What it had carried
 * forward is judged again, from the answers that it rests on.
 */
export async function replayScan(
  snapshot: RecordedSnapshot,
  world: RecordedWorld,
  tools: ReplayTools,
  signal: AbortSignal,
): Promise<ScanOutcome> {
  const { result, documents, attestations, exceptions, covers, asked } = snapshot;
  const { scan } = result;
  const clock = standingClock(toMilliseconds(scan.startedAt) ?? 0);
  const as = asked.objectId === undefined ? {} : { objectId: asked.objectId };
  const opened = { ...scan.azure, ...as, keeper: DIGESTS, clock };
  const { scope, reader } = await tools.openReplay({ ...opened, answer: world.asHeard.answer });
  const { tool, checks, reads, log } = tools;
  const recorded = result.claims.flatMap(({ findings }) => findings);
  const entries = new Map<string, InventoryEntry>();
  const review = await createReview({
    snapshot,
    world,
    tools,
    recorded,
    entries,
    scope,
    clock,
    opened,
  });
  const byResource = Map.groupBy(recorded, ({ resourceId }) => idKey(resourceId));
  // What was recorded and is in no inventory was asked for then, because the state or another answer named it.
  const known = {
    findingsOf: (key: string) => byResource.get(key) ?? [],
    resourceKeys: () => byResource.keys(),
  };
  return await runScan(
    {
      scope,
      azure: reader,
      statistics: () => scan.azure,
      reads,
      checks,
      askPage: createKeptPages(snapshot, world),
      keeper: DIGESTS,
      clock,
      wakePaused: asked.wakePaused ?? true,
      log,
      tool,
    },
    {
      id: scan.id,
      mode: scan.mode,
      documents,
      attestations,
      exceptions,
      covers,
      only: asked.only,
      deadlineMs: DEADLINE_MS,
      known,
      countsAgain: asked.countedAgain === true,
      ...(asked.lists === null ? {} : { earlier: { ...known, carryFrom: scan.startedAt } }),
      replay: {
        doubted: asked.doubted ?? [],
        carry: carryAsListed(new Set(asked.lists), recorded, entries),
        onResource: (entry) => entries.set(idKey(entry.resource.id), entry),
        review,
      },
    },
    signal,
  );
}

/**
 * Everything of the population is judged again; the lists that the scan did not read are not read. What the inventory did not name
 * and a direct read found keeps what was recorded, until the review judges it.
 */
function carryAsListed(
  lists: ReadonlySet<string>,
  recorded: readonly Finding[],
  entries: ReadonlyMap<string, InventoryEntry>,
): ReplayHooks['carry'] {
  const byKey = Map.groupBy(recorded, ({ document, claim, check, resourceId }) =>
    findingKey({ document, claim, check, resourceId }),
  );
  const keys = new Set(recorded.map(({ resourceId }) => idKey(resourceId)));
  return ({ inventory }) => ({
    recorded: new Set(
      [...keys].filter(
        (key) =>
          parseResourceId(key)?.subscriptionId === inventory.id &&
          resourceTypeOf(key) !== SCOPE_TYPE,
      ),
    ),
    mustList: ({ entry }, childType) => lists.has(listKey(idKey(entry.resource.id), childType)),
    async standing(resourceId, { check }, { document, claim }) {
      if (entries.has(idKey(resourceId))) return undefined;
      const found = byKey.get(
        findingKey({
          document: document.statement.id,
          claim: claim.id,
          check: check.id,
          resourceId,
        }),
      );
      const isUnknown = found?.some(({ status }) => status === 'unknown') === true;
      return await Promise.resolve(isUnknown ? undefined : found);
    },
  });
}

/** Names what it is given by its digest, as the store of answers does, and keeps nothing. */
export const DIGESTS: AnswerKeeper = {
  keep: ({ body }) => `sha256:${createHash('sha256').update(body).digest('hex')}`,
};

/** Stands still: the scan's instant is the only one. */
export function standingClock(now: number): Clock {
  return { now: () => now, sleep: async () => await Promise.resolve() };
}

/** The pages that claims point to, as they answered. */
function createKeptPages(snapshot: RecordedSnapshot, world: RecordedWorld): AskPage {
  const { id } = snapshot.result.scan;
  return async (url) => {
    const kept = snapshot.exchanges.find(
      ({ scan, operation }) => scan === id && operation === linkOperation(url),
    );
    // The world counts what is asked of it and not there.
    const answer = world.asHeard.answer({
      method: 'GET',
      url: kept?.url ?? url,
      requestBody: null,
    });
    return await Promise.resolve(
      'fault' in answer
        ? { outcome: 'no-answer', reason: answer.fault.message }
        : { outcome: 'answered', url: kept?.url ?? url, ...answer },
    );
  };
}

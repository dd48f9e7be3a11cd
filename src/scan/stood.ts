import type { FindingCount, Standing, StandingFigure } from '#domain/recorded.ts';

/** Resources that stand as they were recorded without anybody having looked at their findings, and what these come to. Plain data. */
export interface Stood {
  /** Ids without case. */
  readonly keys: ReadonlySet<string>;
  /** One for each claim, question and status. */
  readonly counts: readonly FindingCount[];
  readonly figures: readonly (StandingFigure & { readonly resourceId: string })[];
}

export const NOTHING_STOOD: Stood = { keys: new Set(), counts: [], figures: [] };

/** Gathers what stands; resources of which the same is said cost one number. */
export interface StoodSoFar {
  add(key: string, resourceId: string, standing: Standing): void;
  read(): Stood;
}

/** Nothing stands yet. */
export function createStood(): StoodSoFar {
  const keys = new Set<string>();
  const byShape = new Map<readonly FindingCount[], number>();
  const figures: (StandingFigure & { readonly resourceId: string })[] = [];
  return {
    add(key, resourceId, standing) {
      keys.add(key);
      byShape.set(standing.counts, (byShape.get(standing.counts) ?? 0) + 1);
      for (const figure of standing.figures) figures.push({ ...figure, resourceId });
    },
    read: () => ({ keys, figures, counts: summed(timesOf(byShape)) }),
  };
}

/** What stands in several subscriptions, together. */
export function joinStood(parts: readonly Stood[]): Stood {
  const keys = new Set<string>();
  for (const part of parts) for (const key of part.keys) keys.add(key);
  return {
    keys,
    counts: summed(parts.flatMap(({ counts }) => counts)),
    figures: parts.flatMap(({ figures }) => figures),
  };
}

function* timesOf(byShape: ReadonlyMap<readonly FindingCount[], number>): Generator<FindingCount> {
  for (const [counts, times] of byShape)
    for (const one of counts) yield { ...one, count: one.count * times };
}

function summed(counts: Iterable<FindingCount>): readonly FindingCount[] {
  const sums = new Map<string, FindingCount>();
  for (const one of counts) {
    const key = [one.document, one.claim, one.check, one.status].join('\u001f');
    const known = sums.get(key);
    sums.set(key, known === undefined ? one : { ...one, count: known.count + one.count });
  }
  return [...sums.values()];
}

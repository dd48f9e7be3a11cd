import type { Answer } from '#azure/azure-reader.ts';
import type { Reading } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { GroupKind, ListKind } from './collect-answer.ts';

type Pages = Promise<Reading<readonly Answer[]>>;

/** Reads a list's pages; those of a list that several answers are made of (their reads name the same `read`) are asked for once and kept. */
export function createPagesReader(
  reads: Iterable<Read>,
  ask: (read: ListKind | GroupKind, key: string) => Pages,
): (read: ListKind | GroupKind, key: string) => Pages {
  const asked = [...reads].filter((read) => read.kind !== 'join');
  const users = Map.groupBy(asked, ({ read }) => read);
  const kept = new Map<ListKind['read'], Map<string, Pages>>();
  return (read, key) => {
    if ((users.get(read.read)?.length ?? 0) < 2) return ask(read, key);
    const answers = kept.get(read.read) ?? new Map<string, Pages>();
    kept.set(read.read, answers);
    const pages = answers.get(idKey(key)) ?? ask(read, key);
    answers.set(idKey(key), pages);
    return pages;
  };
}

/** Names of the items that lists are asked through: their answers are wanted again. */
export function itemsUnderWay(reads: Iterable<Read>): ReadonlySet<string> {
  const groups = [...reads].filter((read) => read.kind === 'group');
  return new Set(groups.flatMap(({ through }) => (through === undefined ? [] : [through.name])));
}

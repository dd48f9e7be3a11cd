import type { Digest, Member, Reading, Unavailable } from '#domain/reading.ts';
import { unavailable } from '#domain/reading.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { JoinRead } from '#resource-types/define-read.ts';
import type { Holders } from './holders.ts';

interface Row {
  readonly value: unknown;
  readonly at: Member;
}

/** The rows of one kind of holder, by the ids that they speak of. */
interface Joined {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly evidence: readonly Digest[];
  readonly readAt: number;
  readonly lost: Unavailable | undefined;
}

/** Joins what holders say to what they speak of; each holder is read once, and only when somebody wants a join. */
export function createJoins(
  holders: Pick<Holders, 'of'>,
  readRows: (name: string, holder: InventoryEntry) => Promise<Reading<unknown>>,
  now: () => number,
): (read: JoinRead, id: ResourceId) => Promise<Reading<unknown>> {
  const made = new Map<string, Promise<Joined | undefined>>();

  async function join(read: JoinRead): Promise<Joined | undefined> {
    const found = await holders.of(read.ofType);
    if (found === undefined) return undefined;
    const rows = new Map<string, Row[]>();
    const evidence: Digest[] = [];
    let readAt = now();
    let lost: Unavailable | undefined = found.isAll
      ? undefined
      : unavailable('Incomplete', 'what every subscription holds could not be read completely');
    for (const holder of found.entries) {
      const answer = await readRows(read.rowsOf, holder);
      if (answer.status === 'unavailable') {
        lost ??= answer;
        continue;
      }
      evidence.push(...answer.evidence);
      readAt = Math.min(readAt, answer.readAt);
      // A group read collects a list.
      const values: readonly unknown[] = Array.isArray(answer.value) ? answer.value : [];
      for (const [index, value] of values.entries()) {
        const at = answer.at?.[index];
        if (at === undefined) continue;
        const ids = read.idsIn(value);
        if (ids === undefined) {
          const detail = `${holder.resource.id} does not say what its row at ${at.pointer} is of`;
          lost ??= unavailable('MalformedAnswer', detail, { evidence: [at.evidence] });
        }
        for (const id of ids ?? []) {
          const own = rows.get(idKey(id)) ?? [];
          own.push({ value, at });
          rows.set(idKey(id), own);
        }
      }
    }
    return { rows, evidence, readAt, lost };
  }

  return async (read, id) => {
    const known = made.get(read.name) ?? join(read);
    made.set(read.name, known);
    const joined = await known;
    if (joined === undefined)
      return unavailable('NotCollected', `Nobody has looked which ${read.ofType} there are`);
    const own = joined.rows.get(idKey(id)) ?? [];
    // Who is named by one that could be read is named; that nobody names it takes all of them.
    if (own.length === 0 && joined.lost !== undefined) {
      const { lost } = joined;
      return {
        ...lost,
        detail: `Whether a resource of ${read.ofType} speaks of ${id} is not known: ${lost.detail}`,
      };
    }
    return {
      status: 'collected',
      value: own.map(({ value }) => value),
      at: own.map(({ at }) => at),
      // That nothing names it is shown by every answer; that something does, by the one that does.
      evidence: own.length === 0 ? joined.evidence : [...new Set(own.map(({ at }) => at.evidence))],
      readAt: joined.readAt,
    };
  };
}

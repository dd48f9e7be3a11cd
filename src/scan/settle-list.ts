import pMap from 'p-map';
import { disagree } from '#domain/disagreement.ts';
import type { Collected } from '#domain/reading.ts';
import { idKey, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { Problem } from '#domain/scan.ts';
import type { InventoryEntry, ScopeReader } from '#inventory/scope-answers.ts';
import type { AnswerReader } from './answer-reader.ts';
import type { ChildRow } from './collect-answer.ts';
import type { Enumerator } from './enumerator.ts';

/** What is known of a subscription's resources while its lists are laid over each other. */
export interface Ledger {
  /** By id without case. */
  readonly entries: Map<string, InventoryEntry>;
  /** Ids (without case) that a direct read showed to be gone. */
  readonly gone: Set<string>;
  readonly problems: Problem[];
}

/**
 * Lays one list over the inventory. Where they agree nothing is asked; each disagreement is settled by one direct read: a row that the
 * inventory lacks, a resource that the list lacks, two regions or tags. A child of a type that no inventory knows is no disagreement.
 */
export async function settleList(options: {
  readonly enumerator: Enumerator;
  readonly parent: InventoryEntry;
  readonly rows: Collected<readonly ChildRow[]>;
  /** What the inventory names of what the list should hold. */
  readonly expected: readonly InventoryEntry[];
  readonly ledger: Ledger;
  readonly answers: AnswerReader;
  readonly scope: Pick<ScopeReader, 'resource'>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { enumerator, parent, rows, ledger, answers, scope, concurrency, signal } = options;
  const { entries, gone, problems } = ledger;
  const { childType } = enumerator.enumerates;
  const isOwnList = parent.resource.type.toLowerCase() === SUBSCRIPTION_TYPE;
  const named = new Set(rows.value.map(({ id }) => idKey(id)));
  const unnamed = options.expected.filter(({ resource }) => !named.has(idKey(resource.id)));

  const settleRow = async (row: ChildRow): Promise<void> => {
    const key = idKey(row.id);
    const known = entries.get(key);
    if (known !== undefined && !disagree(known.resource, row)) return;
    if (known === undefined && !isOwnList) {
      entries.set(key, childEntry(row, childType, parent, rows));
      return;
    }
    const direct = await scope.resource(row.id, signal);
    if (direct.status === 'collected') entries.set(key, direct.value);
    else if (direct.code === 'NotFound') remove(key, ledger);
    else {
      const said = known === undefined ? 'does not name it' : 'says otherwise';
      const message = `${row.id} is in the list of its kind, the inventory ${said}, and reading it failed: ${direct.detail}`;
      const { permission } = direct;
      problems.push({ operation: 'inventory', code: 'Incomplete', message, permission });
      entries.set(key, undecided(row, known ?? childEntry(row, childType, parent, rows)));
    }
  };

  await pMap(rows.value, settleRow, { concurrency });
  await pMap(
    unnamed,
    async (entry) => {
      const own = await answers.read(enumerator.name, entry);
      if (own.status === 'unavailable' && own.code === 'NotFound')
        remove(idKey(entry.resource.id), ledger);
    },
    { concurrency },
  );

  function remove(key: string, from: Ledger): void {
    gone.add(key);
    for (const other of from.entries.keys())
      if (other === key || other.startsWith(`${key}/`)) from.entries.delete(other);
  }
}

/** Where it is, is what nobody knows as long as two sources name two places. */
function undecided(row: ChildRow, entry: InventoryEntry): InventoryEntry {
  const isContradicted = disagree(
    { location: row.location },
    { location: entry.resource.location },
  );
  return isContradicted ? { ...entry, resource: { ...entry.resource, location: null } } : entry;
}

function childEntry(
  row: ChildRow,
  type: string,
  parent: InventoryEntry,
  kept: Pick<InventoryEntry, 'evidence' | 'readAt'>,
): InventoryEntry {
  return {
    resource: {
      id: row.id,
      name: row.name,
      type,
      // A child without a place of its own is where its parent is.
      location: row.location ?? parent.resource.location,
      tags: row.tags,
      kind: row.kind,
    },
    groupTags: parent.groupTags,
    evidence: kept.evidence,
    readAt: kept.readAt,
  };
}

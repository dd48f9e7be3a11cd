import type { Digest, Member, Reading } from '#domain/reading.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { type Cell, cellOf, listCell, unaskedCell, unreadCell } from '#traits/cell.ts';
import type { AnswerSource } from './judgement.ts';

export interface Cells {
  /** The cell of one of a type's reads by its name in the type's file, each read once and only when it is wanted. */
  readonly read: (name: string) => Promise<Cell>;
  /** Every answer behind what was read so far, those among them that no cell is about: what showed that a database was awake. */
  readonly heard: () => readonly Digest[];
  /** Whether something could not be read, and not because that would have woken what sleeps. */
  readonly isPartial: () => boolean;
}

/** The cells of one resource. What its own tier rules out, told by its first read, is not asked. */
export function createCells(
  type: ResourceType,
  entry: InventoryEntry,
  source: AnswerSource,
): Cells {
  const first = firstRead(type);
  const known = new Map<string, Promise<Cell>>();
  const heard = new Set<Digest>();
  let isPartial = false;

  async function load(name: string): Promise<Cell> {
    const read = type.reads[name];
    if (read === undefined) throw new Error(`${type.type} has no read called ${name}`);
    if (name !== first && read.when !== undefined) {
      const why = read.when(await cell(first));
      if (why !== undefined) return unaskedCell(why);
    }
    const reading = await source(read.name, entry);
    for (const digest of reading.evidence) heard.add(digest);
    isPartial ||= reading.status === 'unavailable' && reading.asleep === undefined;
    return toCell(read, reading);
  }

  async function cell(name: string): Promise<Cell> {
    const started = known.get(name) ?? load(name);
    known.set(name, started);
    return await started;
  }
  return { read: cell, heard: () => [...heard], isPartial: () => isPartial };
}

/** The name of the read that is about the resource itself. */
export function firstRead(type: ResourceType): string {
  const [first] = Object.keys(type.reads);
  if (first === undefined) throw new Error(`${type.type} has no read`);
  return first;
}

/** Of each reading the one cell: what is worked out of a long list holds for every resource that it is asked for. */
const cells = new WeakMap<Reading<unknown>, Cell>();

function toCell(read: Read, reading: Reading<unknown>): Cell {
  const known = cells.get(reading) ?? makeCell(read, reading);
  cells.set(reading, known);
  return known;
}

/** A reading in the form that a read promises: an element, or a list of them, with the places where they stand. */
function makeCell(read: Read, reading: Reading<unknown>): Cell {
  if (reading.status === 'unavailable') return unreadCell(reading);
  const { value, readAt, answeredAt, evidence, at = [] } = reading;
  const whole = evidence.map((digest): Member => ({ evidence: digest, pointer: '' }));
  if (read.kind !== 'group' && read.kind !== 'join')
    return cellOf({ value, readAt, answeredAt, at: placeOf(at[0] ?? whole[0]) });
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const placed = rows.map((row, index) => ({
    value: row,
    readAt,
    answeredAt,
    at: placeOf(at[index] ?? whole[0]),
  }));
  return listCell(placed, whole, readAt);
}

function placeOf(member: Member | undefined): Member {
  if (member === undefined) throw new Error('something was collected without its evidence');
  return member;
}

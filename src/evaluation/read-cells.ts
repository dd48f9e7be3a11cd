import type { Member, Reading } from '#domain/reading.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { type Cell, cellOf, listCell, unaskedCell, unreadCell } from '#traits/cell.ts';
import type { AnswerSource } from './judgement.ts';

/** Hands out the cell of one of a type's reads by its name in the type's file, each read once and only when it is wanted. */
export type Cells = (name: string) => Promise<Cell>;

/** The cells of one resource. What its own tier rules out, told by its first read, is not asked. */
export function createCells(
  type: ResourceType,
  entry: InventoryEntry,
  source: AnswerSource,
): Cells {
  const first = firstRead(type);
  const known = new Map<string, Promise<Cell>>();

  async function load(name: string): Promise<Cell> {
    const read = type.reads[name];
    if (read === undefined) throw new Error(`${type.type} has no read called ${name}`);
    if (name !== first && read.when !== undefined) {
      const why = read.when(await cell(first));
      if (why !== undefined) return unaskedCell(why);
    }
    return toCell(read, await source(read.name, entry));
  }

  async function cell(name: string): Promise<Cell> {
    const started = known.get(name) ?? load(name);
    known.set(name, started);
    return await started;
  }
  return cell;
}

/** The name of the read that is about the resource itself. */
export function firstRead(type: ResourceType): string {
  const [first] = Object.keys(type.reads);
  if (first === undefined) throw new Error(`${type.type} has no read`);
  return first;
}

/** A reading in the form that a read promises: an element, or a list of them, with the places where they stand. */
function toCell(read: Read, reading: Reading<unknown>): Cell {
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

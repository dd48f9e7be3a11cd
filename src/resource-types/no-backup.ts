import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';

/** What by its kind is never backed up, and why: a sentence on whatever is stored does not speak of it, one that names its kind does. */
export function noBackup(never: string): (own: Cell) => readonly Backup[] {
  return (own) => neverBackedUp(own, never).map((backup) => ({ ...backup, isByKind: true }));
}

/** What Azure keeps no backup of although it could be asked for one, and why; shown by the answer of the resource. */
export function neverBackedUp(own: Cell, never: string): readonly Backup[] {
  return [{ kind: 'full', what: 'backups', by: 'platform', state: own.means('off'), never }];
}

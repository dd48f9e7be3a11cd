import type { Cell } from '#traits/cell.ts';
import type { NotSaid } from '#traits/said.ts';
import type { Elsewhere } from '#traits/trait.ts';
import { elsewhere } from '#traits/trait.ts';

/**
 * The backup instance that keeps a resource's backups, whose verdict then stands for it; undefined: no vault names it. Where several do,
 * the first.
 */
export function inBackupVault(instances: Cell, name: string): Elsewhere | NotSaid | undefined {
  const rows = instances.list();
  if (!rows.said) return rows;
  const [row] = rows.value;
  if (row === undefined) return undefined;
  const id = row.at('id').text();
  return id.said ? elsewhere(id.value, `${name} is backed up by ${id.value}`, id.from) : id;
}

import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import { andThen, map, type Said, together } from '#traits/said.ts';
import { lacks } from './absence.ts';

/** Whose key it is by the member that holds its address; `witness`: what Azure sends of every such resource, so that absence says something. */
export function keyAt(own: Cell, path: string, witness?: string): Said<EncryptionKey> {
  if (lacks(own, path, witness)) return own.at('properties').means({ of: 'platform' });
  return map(own.at(path).text(), (address) => ({ of: 'customer', address }));
}

/** The address of a key that is told by its vault and its name. */
export function keyIn(cell: Cell, vault: string, name: string): Said<EncryptionKey> {
  const parts: { vault: Said<string>; key: Said<string> } = {
    vault: cell.at(vault).text(),
    key: cell.at(name).text(),
  };
  return andThen(
    together<{ vault: string; key: string }>(parts),
    (told): Said<EncryptionKey> =>
      cell.means({
        of: 'customer',
        address: `${told.vault.replace(/\/$/u, '')}/keys/${told.key}`,
      }),
  );
}

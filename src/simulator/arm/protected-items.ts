import type { ProviderPath } from './arm-path.ts';

/** The path under which a protected item is kept, for the long path by which it is read: `backupFabrics/…/protectedItems/{name}`. */
export function protectedItemPath(path: ProviderPath): ProviderPath | undefined {
  const types = path.pairs.map((pair) => pair.type.toLowerCase()).join('/');
  const [vault, , , item] = path.pairs;
  const isItem = types === 'vaults/backupfabrics/protectioncontainers/protecteditems';
  if (!isItem || vault === undefined || item === undefined || path.listed !== undefined) {
    return undefined;
  }
  return { ...path, pairs: [vault, { type: 'backupProtectedItems', name: item.name }] };
}

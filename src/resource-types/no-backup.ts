import type { Backup } from '#traits/backup.ts';

/** What by its kind is never backed up, and why: a sentence on whatever is stored does not speak of it, one that names its kind does. */
export function noBackup(never: string): () => readonly Backup[] {
  return () => [{ kind: 'full', what: 'backups', by: 'platform', never, isByKind: true }];
}

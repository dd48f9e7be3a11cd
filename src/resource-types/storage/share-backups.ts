import { z } from 'zod';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { map, type NotSaid } from '#traits/said.ts';
import type { Holds } from '#traits/subject.ts';
import { stateOf } from '../recovery-services/protected-item.ts';
import { supposedServices } from './services.ts';

const Item = z.object({ properties: z.object({ sourceResourceId: z.string() }) });

/** The account that a vault's protected item says it is of. Source: AzureFileShareProtectedItem, 2026-07-01. */
export function accountsOfItem(row: unknown): readonly ResourceId[] {
  const item = Item.safeParse(row);
  // Azure names the account; were it to name the share, that would stand behind it.
  return item.success
    ? [item.data.properties.sourceResourceId.replace(/\/fileServices\/.*$/iu, '')]
    : [];
}

/**
 * Azure Files makes no backups but through a vault, share by share. How often and for how long is the policy's business, which is asked
 * of the vault's own item; here that each share is protected, and how old its newest restore point is.
 */
export function shareBackups(account: Cell, shares: Cell, protection: Cell): readonly Backup[] {
  if (!supposedServices(account).files) return [];
  const holds = account.at('kind').means<Holds>('files');
  const rows = shares.list();
  const items = !rows.said
    ? [unknown('file shares', rows)]
    : rows.value.flatMap((row) => {
        const name = row.at('name').text();
        return name.said ? backupsOfShare(name.value, protection) : [unknown('file shares', name)];
      });
  return items.map((item) => ({ ...item, kind: 'snapshot', by: 'policy', of: { holds } }));
}

type ShareBackup = Omit<Backup, 'kind' | 'by' | 'of'>;

function backupsOfShare(name: string, protection: Cell): readonly ShareBackup[] {
  const part = `file share ${name}`;
  const items = protection.list();
  if (!items.said) return [unknown(part, items)];
  const named = items.value.map((row) => ({ row, of: row.at('properties/friendlyName').text() }));
  const own = named.filter(({ of }) => of.said && of.value.toLowerCase() === name.toLowerCase());
  const common = { part, what: `backups of ${part}` };
  const nameless = named.find(({ of }) => !of.said)?.of;
  if (own.length === 0 && nameless?.said === false) return [unknown(part, nameless)];
  if (own.length === 0) {
    // Whatever is claimed of its backups is broken.
    const state = map(items, () => 'off' as const);
    return [{ ...common, state, never: `No vault protects ${part}` }];
  }
  return own.map(({ row }) => ({
    ...common,
    state: stateOf(row.at('properties')),
    newest: row.at('properties/lastRecoveryPoint').past(),
  }));
}

/** What nothing is known of, to whichever question. */
function unknown(part: string, why: NotSaid): ShareBackup {
  return { part, what: `backups of ${part}`, state: why, every: why, keptFor: why, newest: why };
}

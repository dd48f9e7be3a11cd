import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, notSaid, type Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { everyOneKeptFor, firstOfMonthKeptFor, type PolicyPart } from './backup-policy.ts';
import { intervalOf } from './backup-schedule.ts';
import {
  holdsOf,
  identitiesOf,
  leftOut,
  policyParts,
  sourceOf,
  stateOf,
} from './protected-item.ts';

/** What a vault protects, one by one: a virtual machine, a database in one, a file share; each by the kinds that its policy takes. */
export function backupsOf(items: Cell, policies: Cell): Translation<Backup> {
  const rows = items.list();
  if (!rows.said) return rows;
  if (rows.value.length === 0) return beside('The vault protects nothing');
  const names = identitiesOf(rows.value);
  return rows.value.flatMap((row, index) => backupsOfItem(row, names[index] ?? '', policies));
}

function backupsOfItem(row: Cell, item: string, policies: Cell): readonly Backup[] {
  const own = row.at('properties');
  const holds = holdsOf(own);
  const resource = sourceOf(own);
  const parts = policyParts(own, policies);
  const common = {
    item,
    by: 'policy',
    of: resource.said ? { holds, resource: resource.value } : { holds },
    state: stateOf(own),
    newest: own.at('lastRecoveryPoint').past(),
    // Of the last run. Machines: free text (`Completed`); databases: `Healthy` or `Unhealthy`.
    lastRun: own.at('lastBackupStatus').oneOf({
      completed: 'completed',
      healthy: 'completed',
      failed: 'failed',
      unhealthy: 'failed',
    } as const),
  } as const;
  const isSnapshot = parts.isVaulted.said && !parts.isVaulted.value;
  const full: Backup = {
    ...common,
    ...takenBy(parts.full, 'its policy takes no full backups'),
    firstOfMonthKeptFor: ofPart(parts.full, firstOfMonthKeptFor),
    ...(isSnapshot
      ? { kind: 'snapshot', what: 'snapshots' }
      : { kind: 'full', what: 'full backups' }),
  };
  const out = leftOut(own);
  const ofDisks: Backup[] =
    out === undefined
      ? []
      : [
          {
            ...common,
            part: 'disks left out',
            kind: 'full',
            what: 'backups of the disks that are left out',
            newest: out,
            every: out,
            keptFor: out,
          },
        ];
  if (holds.said && holds.value !== 'database') return [full, ...ofDisks];
  const others: Backup[] = [];
  if (isTaken(parts.differential)) {
    const what = 'differential backups';
    others.push({ ...common, kind: 'differential', what, ...takenBy(parts.differential) });
  }
  if (isTaken(parts.log)) {
    others.push({ ...common, kind: 'log', what: 'log backups', ...takenBy(parts.log) });
  }
  return [full, ...ofDisks, ...others];
}

/** What is not understood may be taken: it is told, and nothing is known of it. */
function isTaken(part: Said<PolicyPart | null>): boolean {
  return !part.said || part.value !== null;
}

function takenBy(
  part: Said<PolicyPart | null>,
  never?: string,
): Pick<Backup, 'every' | 'keptFor' | 'never'> {
  if (never !== undefined && !isTaken(part)) return { never };
  return {
    every: ofPart(part, ({ schedule }) => intervalOf(schedule)),
    keptFor: ofPart(part, everyOneKeptFor),
  };
}

function ofPart<T>(part: Said<PolicyPart | null>, read: (part: PolicyPart) => Said<T>): Said<T> {
  return andThen(part, (taken) =>
    taken === null ? notSaid('its policy takes no such backups') : read(taken),
  );
}

import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Translation } from '#traits/trait.ts';
import type { About } from '../define-resource-type.ts';
import { parentKey, resourceNames } from '../resource-names.ts';
import { poolContinuous, poolLongTerm, poolSchedule, tierOf } from './dedicated-pool.ts';
import { longTermBackups, type OwnBackups } from './long-term-backups.ts';
import { backedUpElsewhere } from './replication.ts';
import {
  continuousBackup,
  fullBackup,
  logBackup,
  newestRecoverable,
  shortTermRetention,
} from './short-term-backups.ts';

/** A secondary's backups are its primary's; a dedicated SQL pool has no replica. */
export function ofPrimary(own: Cell, links: Cell, about: About): Translation<Backup> {
  if (tierOf(own) === 'dedicated-pool') return [];
  return backedUpElsewhere({ own, links, about }) ?? [];
}

/** The backups for point-in-time restore. */
export function restoredFrom(
  own: Cell,
  policy: Cell,
  recoverable: Cell,
  { name }: About,
): readonly Backup[] {
  if (tierOf(own) === 'dedicated-pool') return poolContinuous(own);
  return [
    continuousBackup({
      own,
      keptFor: shortTermRetention(policy),
      earliest: own.at('properties/earliestRestoreDate'),
      newest: newestRecoverable(recoverable, name),
    }),
  ];
}

/** The backups that come by a schedule, which Azure does not list. */
export function scheduled(own: Cell, policy: Cell): readonly Backup[] {
  switch (tierOf(own)) {
    case 'dedicated-pool':
      return poolSchedule(own);
    case 'hyperscale':
      return HYPERSCALE;
    case 'other': {
      const earliest = own.at('properties/earliestRestoreDate');
      const interval = policy.at('properties/diffBackupIntervalInHours');
      return [
        fullBackup({ own, keptFor: shortTermRetention(policy), earliest }),
        {
          kind: 'differential',
          what: 'differential backups',
          by: 'policy',
          // 12 by default, 24 in the DTU tiers; old api-versions leave it out.
          every: interval.oneOf<Interval>({ 12: { hours: 12 }, 24: { hours: 24 } }),
        },
        logBackup({ own, earliest }),
      ];
    }
  }
}

/** The long-term backups, and that those exist which are due. */
export function keptLong(own: Cell, policy: Cell, backups: Cell, about: About): readonly Backup[] {
  if (tierOf(own) === 'dedicated-pool') return poolLongTerm(own);
  const created = own.at('properties/creationDate').past();
  return longTermBackups(policy, ownLongTerm(backups, about), created);
}

/** What tells the database's long-term backups from those of others in its server's list. */
export function ownLongTerm(backups: Cell, { id, name }: About): OwnBackups {
  return { backups, database: name, owner: resourceNames(parentKey(id)).name };
}

/** Source: "Hyperscale backups and storage redundancy". */
const HYPERSCALE: readonly Backup[] = [
  {
    kind: 'full',
    what: 'full backups',
    by: 'platform',
    instead: 'A Hyperscale database is backed up by snapshots of its files, without full backups',
  },
  {
    kind: 'differential',
    what: 'differential backups',
    by: 'platform',
    instead:
      'A Hyperscale database is backed up by snapshots of its files, without differential backups',
  },
  {
    kind: 'log',
    what: 'log backups',
    by: 'platform',
    instead: 'The log of a Hyperscale database is kept by its log service, without log backups',
  },
];

import type { CalendarDuration } from '#domain/calendar-duration.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import type { Holds } from '#traits/subject.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { days, policyState } from './retention-policy.ts';
import { servicesOf, supposedServices } from './services.ts';

/** The window moves on while a scan runs, and the earliest restore time may lie this much beside where it should. */
const TOLERANCE_HOURS = 12;

/** Azure switches on point-in-time restore only where all of these are on. Source: azure-facts §5, prerequisites. */
const PREREQUISITES = [
  'isVersioningEnabled',
  'changeFeed/enabled',
  'deleteRetentionPolicy/enabled',
];

/** Point-in-time restore of an account's blobs. */
export function blobBackups(account: Cell, service: Cell): Translation<Backup> {
  const services = servicesOf(account);
  if (!services.said) return services;
  const restore = { part: 'blobs', kind: 'continuous', by: 'policy' } as const;
  const what = 'backups of blobs for point-in-time restore';
  const policy = service.at('properties/restorePolicy');
  const state = policyState(service, 'restorePolicy');
  const created = account.at('properties/creationTime').past();
  switch (services.value.blobs) {
    case 'none':
      return beside('The account holds no blobs');
    case 'block':
      return [{ ...restore, what, state: account.at('kind').notUnderstood(NO_RESTORE) }];
    case 'restorable':
      return [
        {
          ...restore,
          what,
          state: andThen(state, (word) => (word === 'on' && contradiction(service)) || state),
          keptFor: map(days(policy), (count): CalendarDuration => ({ months: 0, days: count })),
          oldest: earliest(policy, created),
          oldestLagHours: TOLERANCE_HOURS,
          since: created,
        },
      ];
  }
}
const NO_RESTORE =
  'Premium block blobs have no point-in-time restore; only a backup vault protects them, which is not read';

function earliest(policy: Cell, created: Said<Instant>): Said<Instant> {
  const first = policy.at('minRestoreTime');
  return andThen(first.earliest(), (instant) => {
    const age = created.said ? hoursBetween(created.value, instant) : undefined;
    return age !== undefined && age < -TOLERANCE_HOURS
      ? first.notUnderstood('The earliest restore time lies before the account itself')
      : first.earliest();
  });
}

function contradiction(service: Cell): Said<never> | undefined {
  const missing = PREREQUISITES.map((path) => service.at(`properties/${path}`)).find((cell) => {
    const flag = cell.flag();
    return flag.said && !flag.value;
  });
  return missing?.notUnderstood(
    'Azure says that point-in-time restore is on, and that something is off which it needs',
  );
}

export function tableBackups(account: Cell, tables: Cell): readonly Backup[] {
  return supposedServices(account).tables ? unprotected(account, tables, 'tables') : [];
}

export function queueBackups(account: Cell, queues: Cell): readonly Backup[] {
  return supposedServices(account).queues ? unprotected(account, queues, 'queues') : [];
}

/** Tables and queues have no backup of any kind. Source: type-classes, "queues and tables of storage (no backup)". */
function unprotected(account: Cell, list: Cell, what: 'tables' | 'queues'): readonly Backup[] {
  const rows = list.list();
  const holds = account.at('kind').means<Holds>(what === 'tables' ? 'database' : 'messages');
  const item = {
    part: what,
    kind: 'continuous',
    what: `backups of ${what}`,
    by: 'platform',
    of: { holds },
  } as const;
  if (!rows.said) return [{ ...item, state: rows }];
  if (rows.value.length === 0) return [];
  const state = map(rows, () => 'off' as const);
  return [{ ...item, state, never: `Azure makes no backups of ${what}, and offers none` }];
}

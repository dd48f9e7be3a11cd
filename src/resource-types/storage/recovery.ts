import type { CalendarDuration } from '#domain/calendar-duration.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Keeping } from '#traits/keeping.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { type Services, servicesOf } from './services.ts';

/** What lies in an account beside its blobs. */
interface Contents {
  readonly shares: Cell;
  readonly tables: Cell;
  readonly queues: Cell;
}

/** The window moves on while a scan runs, and the earliest restore time may lie this much beside where it should. */
const TOLERANCE_HOURS = 12;

/** Azure switches on point-in-time restore only where all of these are on. Source: azure-facts §5, prerequisites. */
const PREREQUISITES = [
  'isVersioningEnabled',
  'changeFeed/enabled',
  'deleteRetentionPolicy/enabled',
];

const EMPTY = beside('The account holds no file share, and can hold nothing else');

/** How an account's blobs, file shares, tables and queues are backed up, each for itself. */
export function backupsOf(account: Cell, blobs: Cell, contents: Contents): Translation<Backup> {
  const services = servicesOf(account);
  if (!services.said) return services;
  const items = [
    ...blobBackups(services.value, account, blobs),
    ...(services.value.files ? shareBackups(contents.shares) : []),
    ...(services.value.tables ? unprotected(contents.tables, 'tables', 'database') : []),
    ...(services.value.queues ? unprotected(contents.queues, 'queues', 'messages') : []),
  ];
  return items.length === 0 ? EMPTY : items;
}

function blobBackups({ blobs: can }: Services, account: Cell, service: Cell): readonly Backup[] {
  const restore = { part: 'blobs', kind: 'continuous', by: 'policy' } as const;
  const what = 'backups of blobs for point-in-time restore';
  const policy = service.at('properties/restorePolicy');
  const created = account.at('properties/creationTime').past();
  switch (can) {
    case 'none':
      return [];
    case 'block':
      return [{ ...restore, what, state: account.at('kind').notUnderstood(NO_RESTORE) }];
    case 'restorable':
      return [
        {
          ...restore,
          what,
          state: andThen(policyState(service, 'restorePolicy'), (word) =>
            word === 'off' ? policy.means(word) : (contradiction(service) ?? policy.means(word)),
          ),
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

/** Shares are protected by a vault, each for itself: its file says by which; here it is only known whether there are any. */
function shareBackups(shares: Cell): readonly Backup[] {
  const rows = shares.list();
  if (rows.said && rows.value.length === 0) return [];
  const state = rows.said
    ? shares.notUnderstood('Whether a vault protects the file shares is not looked up')
    : rows;
  const of = { holds: map(rows, () => 'files' as const) };
  return [
    {
      part: 'file shares',
      kind: 'snapshot',
      what: 'backups of file shares',
      by: 'policy',
      of,
      state,
    },
  ];
}

/** Tables and queues have no backup of any kind. Source: type-classes, "queues and tables of storage (no backup)". */
function unprotected(
  list: Cell,
  what: 'tables' | 'queues',
  holds: 'database' | 'messages',
): readonly Backup[] {
  const rows = list.list();
  const item = {
    part: what,
    kind: 'continuous',
    what: `backups of ${what}`,
    by: 'platform',
  } as const;
  const of = { holds: map(rows, () => holds) };
  if (!rows.said) return [{ ...item, of, state: rows }];
  if (rows.value.length === 0) return [];
  const state = map(rows, () => 'off' as const);
  return [{ ...item, of, state, never: `Azure makes no backups of ${what}, and offers none` }];
}

/** For how long what is deleted of an account can be had back. */
export function keepingOf(
  account: Cell,
  blobs: Cell,
  files: Cell,
  shares: Cell,
): Translation<Keeping> {
  const services = servicesOf(account);
  if (!services.said) return services;
  const deleted = blobs.at('properties/deleteRetentionPolicy');
  const ofBlobs: readonly Keeping[] = [
    {
      what: 'blobs',
      recoverableDays: recoverableDays(blobs, 'deleteRetentionPolicy'),
      purge: deleted
        .at('allowPermanentDelete')
        .oneOf({ true: 'allowed', false: 'refused' } as const),
    },
    // Deleting a container takes its blobs along, whatever is kept of single ones.
    {
      what: 'containers',
      recoverableDays: recoverableDays(blobs, 'containerDeleteRetentionPolicy'),
    },
  ];
  const rows = shares.list();
  const hasShares = services.value.files && !(rows.said && rows.value.length === 0);
  const ofShares: Keeping = {
    what: 'file shares',
    recoverableDays: andThen(rows, () => recoverableDays(files, 'shareDeleteRetentionPolicy')),
  };
  const items = [
    ...(services.value.blobs === 'none' ? [] : ofBlobs),
    ...(hasShares ? [ofShares] : []),
  ];
  return items.length === 0 ? EMPTY : items;
}

function recoverableDays(service: Cell, name: string): Said<number> {
  const policy = service.at(`properties/${name}`);
  return andThen(policyState(service, name), (word) =>
    word === 'on' ? days(policy) : map(policyState(service, name), () => 0),
  );
}

/** Whether a retention policy is on. Source: azure-facts §5, blob service: absent = off; of shares the absence is not documented. */
function policyState(service: Cell, name: string): Said<'on' | 'off'> {
  const policy = service.at(`properties/${name}`);
  const unset = { means: 'off', source: 'azure-facts §5: absent = off' } as const;
  const none = policy.oneOf<'on' | 'off'>({}, unset);
  if (none.said && name !== 'shareDeleteRetentionPolicy') return none;
  return policy.at('enabled').oneOf<'on' | 'off'>({ true: 'on', false: 'off' });
}

function days(policy: Cell): Said<number> {
  const count = policy.at('days');
  return andThen(count.number(), (value) =>
    Number.isInteger(value) && value >= 0 && value <= 365
      ? count.number()
      : count.notUnderstood(`${value} days are none that Azure has`),
  );
}

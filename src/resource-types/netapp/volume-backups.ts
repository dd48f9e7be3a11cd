import type { CalendarDuration } from '#domain/calendar-duration.ts';
import { isSameResource } from '#domain/resource-id.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { newestOf } from '../newest.ts';

/** The schedules of a snapshot policy, and how long what each keeps lasts. Source: snapshotPolicies, azure-netapp-files/snapshots-manage-policy. */
const SCHEDULES: readonly {
  readonly name: string;
  readonly hours: number;
  readonly lasts: (count: number) => CalendarDuration;
}[] = [
  { name: 'hourly', hours: 1, lasts: (count) => ({ months: 0, days: Math.floor(count / 24) }) },
  { name: 'daily', hours: 24, lasts: (count) => ({ months: 0, days: count }) },
  { name: 'weekly', hours: 168, lasts: (count) => ({ months: 0, days: 7 * count }) },
  { name: 'monthly', hours: 24 * 31, lasts: (count) => ({ months: count, days: 0 }) },
];

/** Snapshots beside the data, and backups in a vault: each by the policy that the volume names. */
export function volumeBackups(
  own: Cell,
  snapshots: Cell,
  snapshotPolicies: Cell,
  backupPolicies: Cell,
): readonly Backup[] {
  return [
    ...bySnapshots(own, snapshotPolicies),
    ...byBackups(own, backupPolicies),
    takenSnapshots(own, snapshots),
  ];
}

function takenSnapshots(own: Cell, snapshots: Cell): Backup {
  const none = snapshots.notUnderstood('Azure lists no snapshot of the volume');
  const taken = andThen(snapshots.list(), (rows) =>
    everyOne(rows.map((row) => row.at('properties/created').past())),
  );
  const newest = newestOf(taken, none);
  const common = { kind: 'snapshot', what: 'snapshots', by: 'policy', newest } as const;
  const isNever =
    taken.said &&
    taken.value.length === 0 &&
    lacks(own, 'properties/dataProtection/snapshot/snapshotPolicyId') &&
    lacks(own, 'properties/dataProtection/backup/backupVaultId');
  return isNever ? { ...common, state: snapshots.means('off') } : common;
}

function bySnapshots(own: Cell, policies: Cell): readonly Backup[] {
  const path = 'properties/dataProtection/snapshot/snapshotPolicyId';
  if (lacks(own, path)) return [];
  const policy = namedBy(own.at(path), policies);
  return SCHEDULES.map(({ name, hours, lasts }): Backup => {
    const kept = andThen(policy, (row) =>
      countAt(row, `properties/${name}Schedule/snapshotsToKeep`),
    );
    return {
      kind: 'snapshot',
      what: `${name} snapshots`,
      by: 'policy',
      ...scheduled(policy, kept, { hours }, lasts),
    };
  });
}

/** A backup of each day, which is made from a snapshot, and differs from the one before. Source: azure-netapp-files/backup-introduction. */
function byBackups(own: Cell, policies: Cell): readonly Backup[] {
  const path = 'properties/dataProtection/backup/backupPolicyId';
  if (lacks(own, path)) return [];
  const policy = namedBy(own.at(path), policies);
  const enforced = own.at('properties/dataProtection/backup/policyEnforced');
  const inForce = andThen(
    enforced.oneOf({ true: true, false: false }),
    (word): Said<Cell> =>
      word ? policy : enforced.notUnderstood('The backup policy of the volume is suspended'),
  );
  return [
    { name: 'daily', hours: 24, lasts: (count: number) => ({ months: 0, days: count }) },
    { name: 'weekly', hours: 168, lasts: (count: number) => ({ months: 0, days: 7 * count }) },
    { name: 'monthly', hours: 24 * 31, lasts: (count: number) => ({ months: count, days: 0 }) },
  ].map(({ name, hours, lasts }): Backup => {
    const kept = andThen(inForce, (row) => countAt(row, `properties/${name}BackupsToKeep`));
    return {
      kind: 'snapshot',
      what: `${name} backups in a vault`,
      by: 'policy',
      ...scheduled(inForce, kept, { hours }, lasts),
    };
  });
}

/** Of a schedule that keeps none nothing is taken. */
function scheduled(
  policy: Said<Cell>,
  kept: Said<number>,
  every: Interval,
  lasts: (count: number) => CalendarDuration,
): Pick<Backup, 'state' | 'every' | 'keptFor'> {
  const isOn = andThen(policy, (row) => row.at('properties/enabled').flag());
  return {
    state: andThen(isOn, (word) => andThen(kept, (count) => onOff(policy, word && count > 0))),
    every: andThen(kept, () => andThen(policy, (row) => row.at('properties').means(every))),
    keptFor: andThen(kept, (count) =>
      andThen(policy, (row) => row.at('properties').means(lasts(count))),
    ),
  };
}

function onOff(policy: Said<Cell>, isOn: boolean): Said<'on' | 'off'> {
  return andThen(policy, (row) => row.at('properties').means(isOn ? 'on' : 'off'));
}

function countAt(policy: Cell, path: string): Said<number> {
  const count = policy.at(path);
  if (lacks(policy, path)) return policy.at('properties').means(0);
  return andThen(count.number(), (kept) =>
    Number.isInteger(kept) && kept >= 0
      ? count.means(kept)
      : count.notUnderstood(`${kept} is no number of snapshots`),
  );
}

function namedBy(id: Cell, policies: Cell): Said<Cell> {
  return andThen(id.text(), (text) =>
    andThen(policies.list(), (rows): Said<Cell> => {
      const row = rows.find((one) => {
        const own = one.at('id').text();
        return own.said && isSameResource(own.value, text);
      });
      return row === undefined
        ? id.notUnderstood('The policy of the volume is not among those of its account')
        : id.means(row);
    }),
  );
}

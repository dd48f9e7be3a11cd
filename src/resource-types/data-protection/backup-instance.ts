import type { Instant } from '#domain/instant.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, type Said } from '#traits/said.ts';
import type { Holds } from '#traits/subject.ts';
import { type Translation, withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { newestOf } from '../newest.ts';
import { INSTANCE_BREAKS } from './instance-breaks.ts';
import { INSTANCE } from './instance-example.ts';
import { INSTANCE_LEAVES } from './instance-leaves.ts';
import { keptForOf, monthlyKeptFor, policyOf, type ScheduleRule, scheduleOf } from './policy.ts';
import { instances, policies, recoveryPoints } from './vault-reads.ts';

const VAULT = 'its backups lie in its vault and are judged with it';

/** What a backup vault keeps of one resource. Source: Microsoft.DataProtection/backupVaults/backupInstances, 2026-06-01; azure-facts §8. */
export const backupInstance = defineResourceType({
  type: 'Microsoft.DataProtection/backupVaults/backupInstances',
  holds: 'copies',
  serves: 'nobody',
  reads: { instance: instances, policies, points: recoveryPoints },
  traits: {
    places: withParent(VAULT),
    encryption: withParent(VAULT),
    logs: withParent(VAULT),
    zones: withParent(VAULT),
    keeping: withParent(VAULT),
    backups: from('instance', 'policies', 'points')(backupsOf),
  },
  mend: {},
  good: INSTANCE,
  breaks: INSTANCE_BREAKS,
  leaves: INSTANCE_LEAVES,
});

function backupsOf(own: Cell, known: Cell, points: Cell): Translation<Backup> {
  const policy = policyOf(own, known);
  const schedule = andThen(policy, (cell) => scheduleOf(cell));
  const holds = holdsOf(own);
  // Of what kind the backups of blobs are, the policy alone tells.
  if (!schedule.said && (!holds.said || holds.value === 'blobs')) return schedule;
  const resource = own.at('properties/dataSourceInfo/resourceID').text();
  const common = {
    by: 'policy',
    of: resource.said ? { holds, resource: resource.value } : { holds },
    state: stateOf(own),
  } as const;
  const keptFor = andThen(policy, keptForOf);
  if (schedule.said && schedule.value === null && isOf(holds, 'blobs')) {
    // Whatever is overwritten or deleted is kept in the account for that long. Source: "Operational backup for blobs".
    return [{ ...common, kind: 'continuous', what: 'operational backups', keptFor }];
  }
  const rule = andThen(schedule, (one) => presentRule(own, one));
  const taken = {
    ...common,
    keptFor: andThen(rule, () => keptFor),
    every: andThen(rule, ({ every }) => every),
    firstOfMonthKeptFor: andThen(rule, ({ monthlyTags }) =>
      andThen(policy, (cell) => monthlyKeptFor(cell, monthlyTags)),
    ),
    newest: newestPoint(points),
  };
  if (isOf(holds, 'database')) return longTermOfServer(taken);
  const kind = rule.said ? rule.value.kind : 'full';
  const what = kind === 'snapshot' ? 'snapshots' : 'full backups';
  return [{ ...taken, kind, what }];
}

function isOf(holds: Said<Holds>, what: Holds): boolean {
  return holds.said && holds.value === what;
}

/** What backs a server up by itself stays with it: a vault keeps single backups for longer. */
function longTermOfServer(taken: Omit<Backup, 'kind' | 'what'>): readonly Backup[] {
  const { of, every } = taken;
  const hours = every?.said === true ? every.value.hours : Number.POSITIVE_INFINITY;
  const rhythm = hours <= 24 ? 'daily' : hours <= 168 ? 'weekly' : undefined;
  return [
    {
      ...taken,
      kind: 'long-term',
      what: 'long-term backups in the vault',
      ...(rhythm === undefined ? {} : { rhythm }),
    },
    ...(['continuous', 'full', 'differential', 'log'] as const).map(
      (kind): Backup => ({
        kind,
        what: 'backups of the server itself',
        by: 'policy',
        ...(of === undefined ? {} : { of }),
        instead: 'The server itself keeps such backups, and tells of them',
      }),
    ),
  ];
}

/** What was taken in part alone is no restore point. */
function newestPoint(points: Cell): Said<Instant> {
  return andThen(points.list(), (rows) => {
    const states = rows.map((row) =>
      row
        .at('properties/recoveryPointState')
        .oneOf(
          { Completed: true, Partial: false },
          { means: true, source: 'recoveryPointState: left out of whole ones by older versions' },
        ),
    );
    return andThen(everyOne(states), (flags) =>
      newestOf(
        everyOne(
          rows
            .filter((_, index) => flags[index])
            .map((row) => row.at('properties/recoveryPointTime').past()),
        ),
        points.notUnderstood('Azure lists no recovery point'),
      ),
    );
  });
}

function presentRule(own: Cell, rule: ScheduleRule | null): Said<ScheduleRule> {
  return rule === null
    ? own.notUnderstood('Its policy takes no backups by a schedule')
    : own.at('properties').means(rule);
}

/** Source: `dataSourceInfo.datasourceType`, as the built-in policies of Azure Backup name them. */
function holdsOf(own: Cell): Said<Holds> {
  return own.at('properties/dataSourceInfo/datasourceType').oneOf<Holds>({
    'Microsoft.Compute/disks': 'disk',
    'Microsoft.Storage/storageAccounts/blobServices': 'blobs',
    'Microsoft.Storage/storageAccounts/adlsBlobServices': 'blobs',
    'Microsoft.DBforPostgreSQL/servers/databases': 'database',
    'Microsoft.DBforPostgreSQL/flexibleServers': 'database',
    'Microsoft.DBforMySQL/flexibleServers': 'database',
    'Microsoft.ContainerService/managedClusters': 'disk',
  });
}

/** Whether it is protected as its policy says. Source: `currentProtectionState`, 2026-06-01. */
function stateOf(own: Cell): Said<'on' | 'off'> {
  const state = own.at('properties/currentProtectionState');
  const word = state.oneOf<'on' | 'off' | 'pending' | 'error'>({
    ProtectionConfigured: 'on',
    NotProtected: 'off',
    ProtectionStopped: 'off',
    BackupSchedulesSuspended: 'off',
    SoftDeleting: 'off',
    SoftDeleted: 'off',
    ConfiguringProtection: 'pending',
    ConfiguringProtectionFailed: 'error',
    ProtectionError: 'error',
    RetentionSchedulesSuspended: 'error',
  });
  return andThen(word, (standing) => {
    switch (standing) {
      case 'pending':
        return state.notUnderstood('its first backup has not been taken');
      case 'error':
        return state.notUnderstood('its protection is in error');
      case 'on':
      case 'off':
        return state.means(standing);
    }
  });
}

import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type NotSaid, type Said } from '#traits/said.ts';
import type { Holds } from '#traits/subject.ts';
import { type PolicyParts, partsOf } from './backup-policy.ts';

/** What its policy takes; the policy is found by its id among those of the vault, and has to be the one that is in force on the item. */
export function policyParts(own: Cell, policies: Cell): PolicyParts {
  const rows = policies.list();
  if (!rows.said) return nothing(rows);
  const id = own.at('policyId').text();
  if (!id.said) return nothing(id);
  // The letter case of the item's word often differs from that of the policy's own id.
  const policy = rows.value.find((row) => {
    const known = row.at('id').text();
    return known.said && isSameResource(known.value, id.value);
  });
  if (policy === undefined) {
    return nothing(own.at('policyId').notUnderstood('Its policy is not among those of the vault'));
  }
  const inForce = everyOne([isConsistent(own), hasPolicyState(own)]);
  if (!inForce.said) return nothing(inForce);
  const parts = partsOf(policy);
  const logs = hasLogs(own);
  return logs.said ? parts : { ...parts, log: logs };
}

function nothing(why: NotSaid): PolicyParts {
  return { full: why, differential: why, log: why, isVaulted: why };
}

const OTHER_POLICY = 'What its policy says is not in force on it: Azure finds the two inconsistent';

/** Of machines. Source: `extendedInfo.policyInconsistent`, 2026-07-01; sent only where it was computed. */
function isConsistent(own: Cell): Said<unknown> {
  const member = own.at('extendedInfo/policyInconsistent');
  const isThere = member.isThere();
  return andThen(isThere, (isSent): Said<unknown> => {
    if (!isSent) return isThere;
    return andThen(member.flag(), (isInconsistent) =>
      isInconsistent ? member.notUnderstood(OTHER_POLICY) : member.flag(),
    );
  });
}

/** Of databases and shares: `Consistent`. Source: `extendedInfo.policyState`, 2026-07-01; sent only where it was computed. */
function hasPolicyState(own: Cell): Said<unknown> {
  const member = own.at('extendedInfo/policyState');
  const isThere = member.isThere();
  return andThen(isThere, (isSent): Said<unknown> => {
    if (!isSent) return isThere;
    const word = member.oneOf({ Consistent: true, '': true });
    return word.said ? word : member.notUnderstood(OTHER_POLICY);
  });
}

/** Under the simple recovery model there is no log to back up, whatever the policy says. Source: SQL Server, recovery models. */
function hasLogs(own: Cell): Said<unknown> {
  const model = own.at('extendedInfo/recoveryModel');
  return andThen(model.isThere(), (isSent): Said<unknown> => {
    if (!isSent) return model.isThere();
    const word = model.oneOf({ FULL: true, BULK_LOGGED: true, '': true });
    return word.said
      ? word
      : model.notUnderstood('Under its recovery model there may be no log to back up');
  });
}

/** Why some of a machine's disks may not be backed up; undefined: all are. Source: `diskExclusionProperties`, 2026-07-01. */
export function leftOut(own: Cell): NotSaid | undefined {
  const disks = own.at('extendedProperties/diskExclusionProperties');
  const isThere = disks.isThere();
  if (!isThere.said || !isThere.value) return undefined;
  const luns = disks.at('diskLunList').list();
  const isInclusion = disks.at('isInclusionList').flag();
  if (luns.said && luns.value.length === 0 && isInclusion.said && !isInclusion.value) {
    return undefined;
  }
  return disks.notUnderstood('Some disks of the machine are left out of its backup');
}

/** Whether the protection works as its policy says. Source: protectionState, 2026-07-01. */
export function stateOf(own: Cell): Said<'on' | 'off'> {
  const state = own.at('protectionState');
  const word = state.oneOf({
    protected: 'on',
    protectionstopped: 'off',
    protectionpaused: 'off',
    backupssuspended: 'off',
    irpending: 'first-pending',
    protectionerror: 'error',
  } as const);
  return andThen(word, (standing) => {
    switch (standing) {
      case 'first-pending':
        return state.notUnderstood('its first backup has not been taken');
      case 'error':
        return state.notUnderstood('its protection is in error');
      case 'off':
        return state.means('off');
      case 'on':
        // Backups that wait to be deleted are taken no more, whatever the state says.
        return own
          .at('isScheduledForDeferredDelete')
          .oneOf(
            { true: 'off', false: 'on' },
            { means: 'on', source: 'isScheduledForDeferredDelete: absent of what is not deleted' },
          );
    }
  });
}

/** What rests in what is protected. Source: BackupManagementType and WorkloadType, 2026-07-01. */
export function holdsOf(own: Cell): Said<Holds> {
  const kind = own.at('backupManagementType').oneOf<Holds | 'server'>({
    AzureWorkload: 'database',
    AzureSql: 'database',
    AzureIaasVM: 'machine',
    AzureStorage: 'files',
    MAB: 'files',
    DPM: 'server',
    AzureBackupServer: 'server',
  });
  return andThen(kind, (word) =>
    word === 'server'
      ? own.at('workloadType').oneOf<Holds>({
          VM: 'machine',
          VMwareVM: 'machine',
          Client: 'machine',
          SystemState: 'machine',
          SQLDB: 'database',
          FileFolder: 'files',
          Sharepoint: 'files',
          Exchange: 'messages',
        })
      : map(kind, () => word),
  );
}

/** What it protects: for a machine the same is said twice, and either may be empty. */
export function sourceOf(own: Cell): Said<ResourceId> {
  const source = own.at('sourceResourceId').text();
  return source.said ? source : own.at('virtualMachineId').text();
}

/** Databases are called alike on every server, so theirs is joined to what they lie in; others only when two have one name. */
export function identitiesOf(rows: readonly Cell[]): readonly string[] {
  const names = rows.map(nameOf);
  const alike = Map.groupBy(names, (name) => name);
  return rows.map((row, index) => {
    const name = names[index] ?? '';
    return identityOf(row, name, alike.get(name)?.length === 1);
  });
}

function identityOf(row: Cell, name: string, isAlone: boolean): string {
  const kind = row.at('properties/backupManagementType').text();
  const isInMachine = kind.said && kind.value.toLowerCase() === 'azureworkload';
  if (isAlone && !isInMachine) return name;
  // Names the machine or account behind it, e.g. `VMAppContainer;Compute;rg;vm`.
  const container = row.at('properties/containerName').text();
  const last = container.said ? (container.value.split(';').at(-1) ?? '') : '';
  if (last !== '') return `${last}/${name}`;
  // Without the name of its container only the ARM name tells it from others.
  const id = row.at('id').text();
  return isAlone || !id.said ? name : id.value;
}

/** What people call it. */
export function nameOf(row: Cell): string {
  const friendly = row.at('properties/friendlyName').text();
  const name = row.at('name').text();
  return friendly.said ? friendly.value : name.said ? name.value : '(no name)';
}

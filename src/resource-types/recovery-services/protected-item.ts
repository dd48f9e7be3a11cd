import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, map, type NotSaid, type Said } from '#traits/said.ts';
import type { Holds } from '#traits/subject.ts';
import { type PolicyParts, partsOf } from './backup-policy.ts';

/** What its policy takes; the policy is found by its id among those of the vault. */
export function policyParts(own: Cell, policies: Cell): PolicyParts {
  const nothing = (why: NotSaid): PolicyParts => ({
    full: why,
    differential: why,
    log: why,
    isVaulted: why,
  });
  const rows = policies.list();
  if (!rows.said) return nothing(rows);
  const id = own.at('policyId').text();
  if (!id.said) return nothing(id);
  // The letter case of the item's word often differs from that of the policy's own id.
  const policy = rows.value.find((row) => {
    const known = row.at('id').text();
    return known.said && isSameResource(known.value, id.value);
  });
  return policy === undefined
    ? nothing(own.at('policyId').notUnderstood('Its policy is not among those of the vault'))
    : partsOf(policy);
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
export function identityOf(row: Cell, rows: readonly Cell[]): string {
  const name = nameOf(row);
  const isAlone = rows.filter((other) => nameOf(other) === name).length === 1;
  const holds = row.at('properties/backupManagementType').text();
  const isInMachine = holds.said && holds.value.toLowerCase() === 'azureworkload';
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

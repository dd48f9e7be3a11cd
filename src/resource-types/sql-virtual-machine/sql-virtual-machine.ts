import { z } from 'zod';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import type { NotSaid } from '#traits/said.ts';
import { type Elsewhere, elsewhere } from '#traits/trait.ts';
import type { JoinRead } from '../define-read.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { allOf } from '../generic-reads.ts';
import { automaticBackups, isAutomatic } from './automatic-backups.ts';
import { BREAKS, GOOD, LEAVES } from './sql-virtual-machine-example.ts';

const Item = z.object({
  properties: z.object({ workloadType: z.string(), sourceResourceId: z.string() }),
});

/** The databases in a machine that a vault keeps. Guess: what SQL Server is in it has the name and the group of the machine. */
function machinesOfItem(row: unknown): readonly ResourceId[] {
  const item = Item.safeParse(row);
  if (!item.success) return [];
  const { workloadType, sourceResourceId } = item.data.properties;
  if (!/^sql/iu.test(workloadType)) return [];
  const machine = /\/Microsoft\.Compute\/virtualMachines\//iu;
  const of = '/Microsoft.SqlVirtualMachine/sqlVirtualMachines/';
  return machine.test(sourceResourceId) ? [sourceResourceId.replace(machine, of)] : [];
}

/** What vaults say of databases in the machine. */
const protection: JoinRead = {
  name: 'sqlMachineProtectedItems',
  kind: 'join',
  permissions: ['Microsoft.RecoveryServices/vaults/backupProtectedItems/read'],
  apiVersion: '2026-07-01',
  source: 'Microsoft.RecoveryServices/vaults/backupProtectedItems: Backup Protected Items - List',
  requestKey: (id) => id,
  ofType: 'microsoft.recoveryservices/vaults',
  rowsOf: 'recoveryVaultProtectedItems',
  idsIn: machinesOfItem,
};

/**
 * SQL Server in a virtual machine, as Azure knows of it. Its databases lie on the machine's disks. Source:
 * Microsoft.SqlVirtualMachine/sqlVirtualMachines, 2023-10-01; type-facts-data §4.
 */
export const sqlVirtualMachine = defineResourceType({
  type: 'Microsoft.SqlVirtualMachine/sqlVirtualMachines',
  holds: 'database',
  serves: 'clients',
  runs: 'owner',
  reads: {
    sql: allOf({
      name: 'sqlVirtualMachine',
      what: 'SQL virtual machines',
      type: 'Microsoft.SqlVirtualMachine/sqlVirtualMachines',
      apiVersion: '2023-10-01',
    }),
    protection,
  },
  traits: {
    places: from('sql')(placesOf),
    encryption: from('sql')((own, { name }) =>
      byMachine(own, `databases of ${name} lie on disks of`),
    ),
    inbound: from('sql')((own, { name }) => byMachine(own, `${name} answers at the addresses of`)),
    endpoints: from('sql')((own) => [doorOf(own)]),
    backups: from('sql', 'protection')(automaticBackups),
    logs: from('sql')((own) =>
      own.notUnderstood('Who reads what in SQL Server in a machine, it logs itself'),
    ),
  },
  mend: {},
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** What its machine is asked, of which Azure says the id. */
function byMachine(own: Cell, because: string): Elsewhere | NotSaid {
  const machine = own.at('properties/virtualMachineResourceId').text();
  return machine.said
    ? elsewhere(machine.value, `${because} ${machine.value}`, machine.from)
    : machine;
}

/** It lies in its machine, which is asked for copies; automatic backups go to an account of which Azure says the address alone. */
function placesOf(own: Cell): readonly Place[] {
  const machine = own.at('properties/virtualMachineResourceId').text();
  const home: Place = {
    kind: 'primary',
    what: 'SQL Server in a machine',
    region: own.at('location').text(),
    ...(machine.said ? { keptIn: machine.value } : {}),
  };
  const isOn = isAutomatic(own);
  if (isOn.said && !isOn.value) return [home];
  const url = own.at('properties/autoBackupSettings/storageAccountUrl');
  const region = isOn.said
    ? url.notUnderstood('In which region the account of automatic backups lies is not said')
    : isOn;
  return [home, { kind: 'backup', what: 'automatic backups', region }];
}

/** What its own system is set to Azure does not say. Source: type-facts-data §4: TLS is not in Azure Resource Manager. */
function doorOf(own: Cell): Endpoint {
  const settings =
    'properties/serverConfigurationsManagementSettings/sqlConnectivityUpdateSettings';
  const unsaid = own.notUnderstood(
    'Whether SQL Server in a machine demands TLS its own settings say',
  );
  return {
    what: 'SQL Server in a machine',
    plainText: unsaid,
    reach: own.at(`${settings}/connectivityType`).oneOf<Reach>({
      Local: { is: 'private' },
      Private: { is: 'private' },
      Public: { is: 'internet' },
    }),
  };
}

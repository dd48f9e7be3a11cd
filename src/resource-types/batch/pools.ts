import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

const MACHINE = 'properties/deploymentConfiguration/virtualMachineConfiguration';

/**
 * What nodes keep on disks of their hosts: the temporary disk, on which tasks work. Encrypted where the pool names it as a target, or where
 * the host encrypts; else not. Managed disks are always encrypted. Source: batch/disk-encryption; pools, 2025-06-01.
 */
export function poolEncryption(pools: Cell): readonly Encryption[] {
  const rows = pools.list();
  const key = pools.notUnderstood('Whose key the temporary disks are encrypted under is not said');
  if (!rows.said) return [{ what: 'disks of nodes', state: rows, key }];
  return rows.value.map((row) => ({
    what: `temporary disks of pool ${nameOf(row)}`,
    state: temporaryDisk(row),
    key,
  }));
}

function temporaryDisk(row: Cell): Said<'on' | 'off'> {
  const machine = row.at(MACHINE);
  const atHost = within(machine, ['securityProfile', 'encryptionAtHost'], (cell) =>
    cell.oneOf<'on' | 'off'>({ true: 'on', false: 'off' }),
  );
  if (atHost.said && atHost.value === 'on') return atHost;
  const named = within(machine, ['diskEncryptionConfiguration', 'targets'], isTarget);
  return named.said && named.value === 'on' ? named : andThen(atHost, () => named);
}

/** What is set at a path below how nodes are made; nothing set means off. */
function within(
  machine: Cell,
  path: readonly string[],
  read: (cell: Cell) => Said<'on' | 'off'>,
): Said<'on' | 'off'> {
  let at = machine;
  for (const name of path) {
    const isThere = at.at(name).isThere();
    const members = at.members();
    if (members.said && isThere.said && !isThere.value) return at.means('off');
    at = at.at(name);
  }
  return read(at);
}

function isTarget(targets: Cell): Said<'on' | 'off'> {
  return andThen(targets.list(), (cells) => {
    const each = cells.map((cell) =>
      cell.oneOf<'on' | 'off'>({ TemporaryDisk: 'on', OsDisk: 'off' }),
    );
    const named = each.find((one) => one.said && one.value === 'on');
    return named ?? map(everyOne(each), (): 'on' | 'off' => 'off');
  });
}

/** Shares that nodes mount are told by a name or an address, so that nobody knows where they lie. */
export function mountPlaces(pools: Cell): readonly Place[] {
  const what = 'shares that nodes mount';
  const rows = pools.list();
  if (!rows.said) return [{ kind: 'replica', what, region: rows }];
  return rows.value.flatMap((row): readonly Place[] => {
    const mounts = row.at('properties/mountConfiguration');
    const none = mounts.oneOf<null>({}, { means: null, source: 'no share is mounted' });
    const list = mounts.list();
    if (none.said || (list.said && list.value.length === 0)) return [];
    const region = list.said
      ? mounts.notUnderstood('A share is named without its id, wherever that lies')
      : list;
    return [{ kind: 'replica', what: `${what} in pool ${nameOf(row)}`, region }];
  });
}

function nameOf(row: Cell): string {
  const name = row.at('name').text();
  return name.said ? name.value : 'without a name';
}

import { describe, expect, it } from 'vitest';
import { backupRecent } from '#checks/backup-recent.ts';
import { customerKeys } from '#checks/customer-keys.ts';
import { location } from '#checks/location.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import { unavailable } from '#domain/reading.ts';
import { disk } from '#resource-types/compute/disk.ts';
import { virtualMachine } from '#resource-types/compute/virtual-machine.ts';
import { brokenBodies, judgeType, locateGood, unread } from '../../harness/judge-type.ts';

const lost = unavailable('AuthorizationFailed', 'may not read');
const SCALE_SET =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/v';

describe('a disk', () => {
  it.each([
    ['its backup instance, if a vault has one', {}, /backupInstances\/disk and is judged there/u],
    [
      'its machine, if it hangs on one',
      { vaulted: { '': [] } },
      /virtualMachines\/vm, with which it is backed up/u,
    ],
    [
      'the scale set of its machine',
      { vaulted: { '': [] }, disk: { managedBy: `${SCALE_SET}/virtualMachines/0` } },
      /virtualMachineScaleSets\/v, with which/u,
    ],
    [
      'the first of the machines that share it',
      { vaulted: { '': [] }, disk: { managedBy: undefined, managedByExtended: [SCALE_SET] } },
      /virtualMachineScaleSets\/v, with which/u,
    ],
  ])('is backed up with %s', async (_, set, reason) => {
    const [one] = await judgeType(
      backupRecent,
      disk,
      brokenBodies(disk, set),
      {},
      { locate: locateGood },
    );

    expect(one?.verdict.status).toBe('not-applicable');
    expect(one?.verdict.reason).toMatch(reason);
  });

  it('is not known to be backed up where its machine is nowhere to be seen', async () => {
    const bodies = brokenBodies(disk, { vaulted: { '': [] } });

    for (const question of [backupRecent, regionalRedundancy]) {
      const [one] = await judgeType(question, disk, bodies);
      expect(one?.verdict.status, question.id).toBe('unknown');
    }
  });
});

describe('the key of a disk', () => {
  const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/diskEncryptionSets/k';
  const disks = { 'properties/encryption/diskEncryptionSetId': id };
  it.each<[string, unknown, string]>([
    ['its set, of another subscription', [], 'pass'],
    ['its set, in small letters', [{ id: id.toLowerCase(), ...keyUrl() }], 'pass'],
    ['nobody knows what: the sets may not be read', unread(lost), 'unknown'],
    ['nobody knows what: a set does not say which it is', [keyUrl()], 'unknown'],
  ])('is that of %s', async (_, keys, status) => {
    const bodies = { ...brokenBodies(disk, { disk: disks }), keys };
    const [one] = await judgeType(customerKeys, disk, bodies);

    expect(one?.verdict.status).toBe(status);
  });
});

describe('the disks of a machine', () => {
  it.each<[string, unknown, string]>([
    ['are resources of their own', { osDisk: { managedDisk: {} }, dataDisks: [] }, 'pass'],
    ['are resources of their own, and there are no others', { osDisk: {} }, 'pass'],
    ['are no list', { osDisk: {}, dataDisks: 'several' }, 'unknown'],
    ['are not said', undefined, 'unknown'],
    ['are in a form that is new', { osDisk: 'one' }, 'unknown'],
  ])('%s', async (_, storageProfile, status) => {
    const machine = { 'properties/storageProfile': storageProfile };
    const bodies = brokenBodies(virtualMachine, { machine });
    const [one] = await judgeType(location, virtualMachine, bodies, { within: 'EEA' });

    expect(one?.verdict.status).toBe(status);
  });
});

it('a machine whose boot records are said in a form that is new may keep them anywhere', async () => {
  const machine = { 'properties/diagnosticsProfile': 'on' };
  const bodies = brokenBodies(virtualMachine, { machine });
  const [one] = await judgeType(location, virtualMachine, bodies, { within: 'EEA' });

  expect(one?.verdict.status).toBe('unknown');
});

function keyUrl() {
  return { properties: { activeKey: { keyUrl: 'https://kv.vault.azure.net/keys/cmk/1' } } };
}

describe('the item of a vault', () => {
  const { protection } = virtualMachine.reads;
  const idsOf = (properties: object) =>
    protection?.kind === 'join' ? protection.idsIn({ properties }) : undefined;

  it.each([
    [
      { backupManagementType: 'AzureIaasVM', sourceResourceId: '/a', virtualMachineId: '/a' },
      ['/a'],
    ],
    [{ backupManagementType: 'AzureIaaSVM', sourceResourceId: '', virtualMachineId: '/b' }, ['/b']],
    [{ backupManagementType: 'AzureIaasVM' }, []],
    // A database inside of the machine is not the machine.
    [{ backupManagementType: 'AzureWorkload', sourceResourceId: '/a' }, []],
    [{}, []],
  ])('of %j is of %j', (properties, ids) => {
    expect(idsOf(properties)).toEqual(ids);
  });
});

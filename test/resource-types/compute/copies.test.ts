import { describe, expect, it } from 'vitest';
import { backupRecent } from '#checks/backup-recent.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import { disk } from '#resource-types/compute/disk.ts';
import { virtualMachine } from '#resource-types/compute/virtual-machine.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

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

import { describe, expect, it } from 'vitest';
import { selfHostedTypesAbsent } from '#checks/scope/self-hosted-types-absent.ts';
import { inventoryResource } from '../../harness/facts/inventory.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

function statusOf(type: string, given: Record<string, unknown> = {}): string {
  const resource = inventoryResource({ type });
  return judgeCheck(selfHostedTypesAbsent, { resource }, { with: given }).status;
}

describe('self-hosted-types-absent', () => {
  it.each([
    ['Microsoft.Compute/virtualMachines', 'fail'],
    ['MICROSOFT.COMPUTE/VIRTUALMACHINESCALESETS', 'fail'],
    ['Microsoft.ClassicCompute/virtualMachines', 'fail'],
    ['Microsoft.SqlVirtualMachine/sqlVirtualMachines', 'fail'],
    ['Microsoft.AVS/privateClouds', 'fail'],
    ['Microsoft.DesktopVirtualization/hostpools', 'fail'],
    ['Microsoft.HybridCompute/machines', 'fail'],
    ['Microsoft.ContainerService/managedClusters', 'fail'],
    // A disk runs nothing, nor does an image: the machine tells.
    ['Microsoft.Compute/disks', 'pass'],
    ['Microsoft.Compute/images', 'pass'],
    ['Microsoft.Sql/servers/databases', 'pass'],
    ['Microsoft.Storage/storageAccounts', 'pass'],
    ['Microsoft.Network/networkSecurityGroups', 'pass'],
    ['Microsoft.Compute/future', 'unknown'],
    ['Microsoft.Future/virtualMachines', 'unknown'],
    ['', 'unknown'],
  ])('%j: %s', (type, status) => {
    expect(statusOf(type)).toBe(status);
  });

  it('lets clusters pass where they count as managed, and nothing else', () => {
    const given = { allowKubernetes: true };

    expect(statusOf('Microsoft.ContainerService/managedClusters', given)).toBe('pass');
    expect(statusOf('Microsoft.Kubernetes/connectedClusters', given)).toBe('pass');
    expect(statusOf('Microsoft.Compute/virtualMachineScaleSets', given)).toBe('fail');
  });
});

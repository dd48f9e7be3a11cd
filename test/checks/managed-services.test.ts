import { describe, expect, it } from 'vitest';
import { managedServices } from '#checks/managed-services.ts';
import { createChecks } from '#evaluation/create-checks.ts';
import { NOBODY_LOOKS } from '#evaluation/whereabouts.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';

const [check] = createChecks([managedServices], RESOURCE_TYPES);

async function statusOf(type: string, given = {}): Promise<string | undefined> {
  const judged = await check?.judge(
    { resource: { id: '/x', name: 'x', type }, groupTags: {}, evidence: [], readAt: 0 },
    managedServices.parameters.parse(given),
    async () => await Promise.reject(new Error('nothing need be read')),
    { asOf: '2026-11-28T00:00:00.000Z', locate: NOBODY_LOOKS },
  );
  return judged?.[0]?.verdict.status;
}

describe('managed-services', () => {
  it.each<[string, object, string]>([
    ['Microsoft.Sql/servers/databases', {}, 'pass'],
    ['Microsoft.Storage/storageAccounts', {}, 'pass'],
    ['Microsoft.Compute/disks', {}, 'pass'],
    ['Microsoft.Compute/virtualMachines', {}, 'fail'],
    ['microsoft.hybridcompute/MACHINES', {}, 'fail'],
    ['Microsoft.ContainerService/managedClusters', {}, 'fail'],
    ['Microsoft.ContainerService/managedClusters', { allowKubernetes: true }, 'pass'],
    ['Microsoft.Compute/virtualMachines', { allowKubernetes: true }, 'fail'],
    ['Microsoft.Future/things', {}, 'unknown'],
  ])('%s with %j: %s', async (type, given, status) => {
    expect(await statusOf(type, given)).toBe(status);
  });
});

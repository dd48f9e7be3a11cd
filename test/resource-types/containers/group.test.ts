import { expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { containerGroup } from '#resource-types/containers/group.ts';
import { brokenBodies, judgeType } from '../../harness/judge-type.ts';

it.each([
  ['has no address', { 'properties/ipAddress': undefined }, 'not-applicable'],
  ['says nothing of itself', { properties: undefined }, 'unknown'],
  ['says something that is not known', { properties: { cats: 1 } }, 'unknown'],
])('nobody calls a group only where it says so: %s', async (_, group, status) => {
  const bodies = brokenBodies(containerGroup, { group });

  for (const question of [encryptionInTransit, networkIsolation]) {
    const [one] = await judgeType(question, containerGroup, bodies);
    expect(one?.verdict.status, question.id).toBe(status);
  }
});

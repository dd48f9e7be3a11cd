import { describe, expect, it } from 'vitest';
import { networkIsolation } from '#checks/network-isolation.ts';
import { containerApp } from '#resource-types/containers/container-app.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

const INGRESS = 'properties/configuration/ingress';

async function verdictOf(set: Readonly<Record<string, unknown>>, locate = locateGood) {
  const bodies = brokenBodies(containerApp, { app: set });
  const [one] = await judgeType(networkIsolation, containerApp, bodies, {}, { locate });
  return one?.verdict;
}

describe('from where a container app can be called', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['not at all', { [INGRESS]: undefined }, 'not-applicable'],
    ['inside its environment', { [`${INGRESS}/external`]: false }, 'pass'],
    [
      'from one address',
      {
        [`${INGRESS}/external`]: true,
        [`${INGRESS}/ipSecurityRestrictions`]: [{ action: 'Allow', ipAddressRange: '203.0.113.7' }],
      },
      'pass',
    ],
    [
      'by rules of two kinds',
      {
        [`${INGRESS}/external`]: true,
        [`${INGRESS}/ipSecurityRestrictions`]: [
          { action: 'Allow', ipAddressRange: '203.0.113.7' },
          { action: 'Deny', ipAddressRange: '203.0.113.8' },
        ],
      },
      'unknown',
    ],
    ['nobody knows', { [`${INGRESS}/external`]: undefined }, 'unknown'],
  ])('%s', async (_, set, status) => {
    expect((await verdictOf(set))?.status).toBe(status);
  });

  it.each([
    ['without a rule', undefined],
    ['by rules that refuse some', [{ action: 'Deny', ipAddressRange: '203.0.113.8' }]],
  ])('wherever its environment can, %s: that is judged there', async (_, rules) => {
    const set = { [`${INGRESS}/external`]: true, [`${INGRESS}/ipSecurityRestrictions`]: rules };
    const there = await verdictOf(set);
    const gone = await verdictOf(
      set,
      async () => await Promise.resolve({ is: 'gone', evidence: [] }),
    );

    expect(there?.status).toBe('not-applicable');
    expect(there?.reason).toMatch(/wherever its environment can/u);
    expect(gone?.status).toBe('unknown');
  });
});

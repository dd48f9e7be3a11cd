import { describe, expect, it } from 'vitest';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { redis } from '#resource-types/cache/redis.ts';
import { type Bodies, brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

const OPEN = { cache: { 'properties/publicNetworkAccess': 'Enabled' } };

async function statusOf(
  question: Parameters<typeof judgeType>[0],
  bodies: Bodies,
  given: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const judged = await judgeType(question, redis, bodies, given, { locate: locateGood });
  return judged[0]?.verdict.status;
}

describe('the firewall of a cache', () => {
  it.each([
    ['one address', [['203.0.113.7', '203.0.113.7']], 'pass'],
    ['as many as are allowed', [['10.0.0.0', '10.0.255.255']], 'pass'],
    ['one more than are allowed', [['10.0.0.0', '10.1.0.0']], 'fail'],
    [
      'the whole internet in two rules',
      [
        ['0.0.0.0', '127.255.255.255'],
        ['128.0.0.0', '255.255.255.255'],
      ],
      'fail',
    ],
    ['a rule that is no range', [['203.0.113.9', '203.0.113.7']], 'unknown'],
    ['a rule of another form', [['2001:db8::1', '2001:db8::2']], 'unknown'],
  ] as const)('lets in %s', async (_, ranges, status) => {
    const rules = ranges.map(([startIP, endIP], index) => ({
      name: `rule-${index}`,
      properties: { startIP, endIP },
    }));
    const bodies = { ...brokenBodies(redis, OPEN), firewallRules: rules };

    expect(await statusOf(networkIsolation, bodies, { addresses: 65_536 })).toBe(status);
  });
});

describe('a linked cache', () => {
  it.each([
    ['North Europe', 'pass'],
    ['East US', 'fail'],
    ['Atlantis', 'unknown'],
    [undefined, 'unknown'],
  ])('in %s', async (region, status) => {
    const bodies = brokenBodies(redis, {
      linkedServers: { '0/properties/linkedRedisCacheLocation': region },
    });

    expect(await statusOf(location, bodies, { within: 'EEA' })).toBe(status);
  });
});

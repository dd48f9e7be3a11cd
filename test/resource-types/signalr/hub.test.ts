import { describe, expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { signalR } from '#resource-types/signalr/signalr.ts';
import type { Question } from '#traits/define-check.ts';
import { brokenBodies, judgeType } from '../../harness/judge-type.ts';

async function standing(
  question: Question,
  properties: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const set = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [`properties/${name}`, value]),
  );
  const bodies = brokenBodies(signalR, { hub: set });
  return (await judgeType(question, signalR, bodies))[0]?.verdict.status;
}

const ALL = ['ClientConnection', 'ServerConnection', 'RESTAPI', 'Trace'];

describe('a relay lets the internet in', () => {
  it.each([
    [
      'for nothing, as nothing is allowed',
      { defaultAction: 'Deny', publicNetwork: { allow: [] } },
      'pass',
    ],
    [
      'for nothing, as all is refused',
      { defaultAction: 'Allow', publicNetwork: { deny: ALL } },
      'pass',
    ],
    [
      'for what is not refused',
      { defaultAction: 'Allow', publicNetwork: { deny: ['Trace'] } },
      'fail',
    ],
    ['for what is allowed', { defaultAction: 'Deny', publicNetwork: { allow: ['Trace'] } }, 'fail'],
    [
      'for what is allowed, though it is new',
      { defaultAction: 'Deny', publicNetwork: { allow: ['X'] } },
      'fail',
    ],
    [
      'by default, from wherever no rule names',
      {
        defaultAction: 'Allow',
        publicNetwork: { deny: ['Trace'] },
        ipRules: [{ value: '203.0.113.0/24', action: 'Allow' }],
      },
      'fail',
    ],
    [
      'from what a rule names alone, as all else is refused by default',
      {
        defaultAction: 'Deny',
        publicNetwork: { allow: ['ClientConnection'] },
        ipRules: [{ value: '203.0.113.0/24', action: 'Allow' }],
      },
      'pass',
    ],
    ['by a default that is new', { defaultAction: 'Ask', publicNetwork: { allow: [] } }, 'unknown'],
  ])('%s', async (_, networkACLs, status) => {
    expect(await standing(networkIsolation, { networkACLs })).toBe(status);
  });

  it('as it does by default where nothing is said', async () => {
    expect(
      await standing(networkIsolation, { publicNetworkAccess: undefined, networkACLs: undefined }),
    ).toBe('fail');
    expect(await standing(networkIsolation, { publicNetworkAccess: 'disabled' })).toBe('pass');
  });
});

describe('what a relay sends on', () => {
  it.each([
    [undefined, 'pass'],
    [{}, 'pass'],
    [{ another: true }, 'unknown'],
    [{ templates: null }, 'pass'],
    [{ templates: [] }, 'pass'],
    [{ templates: [{ urlTemplate: 'HTTP://app' }] }, 'fail'],
    [{ templates: [{ urlTemplate: 'https://app' }, {}] }, 'unknown'],
  ])('%j', async (upstream, status) => {
    expect(await standing(encryptionInTransit, { upstream })).toBe(status);
  });
});

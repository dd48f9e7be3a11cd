import { describe, expect, it } from 'vitest';
import { networkIsolation } from '#checks/network-isolation.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

function door(reach?: Endpoint['reach']): Endpoint {
  const base = { what: 'vault', oldestTls: told('1.2'), plainText: told('refused') } as const;
  return reach === undefined ? base : { ...base, reach };
}

function some(addresses: number, isWhole = true): Endpoint {
  return door(told<Reach>({ is: 'some', addresses, isWhole }));
}

describe('network-isolation', () => {
  it.each<[string, Endpoint, string]>([
    ['closed', door(told({ is: 'private' })), 'pass'],
    ['the whole internet', door(told({ is: 'internet' })), 'fail'],
    ['as many as may be', some(256), 'pass'],
    ['one more', some(257), 'fail'],
    ['few, and a rule that is not understood', some(1, false), 'unknown'],
    ['too many, and a rule that is not understood', some(257, false), 'fail'],
    ['not said', door(UNTOLD), 'unknown'],
    ['not read', door(), 'unknown'],
  ])('256 addresses: %s', async (_, item, status) => {
    expect(await statusOf(networkIsolation, [item], { with: { addresses: 256 } })).toBe(status);
  });

  it('is short in alerts', async () => {
    const { observed } = await verdictOn(networkIsolation, [door(told({ is: 'internet' }))]);
    const { short } = networkIsolation;

    expect(typeof short === 'function' && short(observed, null)).toBe('open to the internet');
  });

  it.each([
    ['keys', 'clients', undefined, true],
    ['keys', 'nobody', undefined, false],
    ['nothing', 'clients', undefined, true],
    ['database', 'clients', ['keys'], false],
    ['keys', 'clients', ['keys'], true],
  ] as const)('%s that serves %s, of %j: %s', (holds, serves, of, speaks) => {
    const given = of === undefined ? {} : { of };

    expect(networkIsolation.speaksOf({ holds, serves, runs: 'provider' }, given)).toBe(speaks);
  });
});

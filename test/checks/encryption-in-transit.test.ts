import { describe, expect, it } from 'vitest';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

function door(version: TlsVersion, plainText: Endpoint['plainText'] = told('refused')): Endpoint {
  return { what: 'blob service', oldestTls: told(version), plainText };
}

describe('encryption-in-transit', () => {
  it.each([
    ['none', '1.2', 'fail'],
    ['1.0', '1.2', 'fail'],
    ['1.1', '1.2', 'fail'],
    ['1.2', '1.2', 'pass'],
    ['1.3', '1.2', 'pass'],
    ['1.2', '1.3', 'fail'],
    ['1.3', '1.3', 'pass'],
  ] as const)('TLS %s where %s is demanded: %s', async (version, atLeast, status) => {
    expect(await statusOf(encryptionInTransit, [door(version)], { with: { atLeast } })).toBe(
      status,
    );
  });

  it.each<[string, readonly Endpoint[], string]>([
    ['plain text', [door('1.2', told('accepted'))], 'fail'],
    ['whether plain text is accepted is not said', [door('1.2', UNTOLD)], 'unknown'],
    ['the version is not said', [{ ...door('1.2'), oldestTls: UNTOLD }], 'unknown'],
    ['old, and plain text is not said', [door('1.0', UNTOLD)], 'fail'],
    ['one door of two', [door('1.2'), door('1.0')], 'fail'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(encryptionInTransit, items)).toBe(status);
  });

  it.each<[Endpoint, string | undefined]>([
    [door('1.0'), 'minimum TLS is 1.0'],
    [door('1.2', told('accepted')), undefined],
  ])('is short in alerts, or its reason is', async (item, words) => {
    const { observed } = await verdictOn(encryptionInTransit, [item]);
    const { short } = encryptionInTransit;

    expect(typeof short === 'function' && short(observed, null)).toBe(words);
  });

  it('shows what accepts plain text as that, beside a version that was shown before', async () => {
    const { observed } = await verdictOn(encryptionInTransit, [door('1.2', told('accepted'))]);

    expect(observed).toBe('plain text accepted');
  });
});

import { describe, expect, it } from 'vitest';
import { customerKeys } from '#checks/customer-keys.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { always } from '#traits/trait.ts';
import { statusOf, told, UNTOLD } from '../harness/ask-question.ts';

const OWN: EncryptionKey = { of: 'customer', address: 'https://kv.vault.azure.net/keys/one' };

function part(key?: Encryption['key']): Encryption {
  return { what: 'data', state: told('on'), ...(key && { key }) };
}

describe('customer-keys', () => {
  it.each<[string, readonly Encryption[], string]>([
    ['the customer’s', [part(told(OWN))], 'pass'],
    ['the platform’s', [part(told({ of: 'platform' }))], 'fail'],
    ['the customer’s, of no name', [part(told({ of: 'customer', address: null }))], 'unknown'],
    ['not said', [part(UNTOLD)], 'unknown'],
    ['none that one could choose', [part()], 'fail'],
    ['of two parts one', [part(told(OWN)), part(told({ of: 'platform' }))], 'fail'],
    ['of two parts one not said', [part(told(OWN)), part(UNTOLD)], 'unknown'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(customerKeys, items)).toBe(status);
  });

  it('that Azure always encrypts says nothing of the key', async () => {
    const guarantee = always('It always encrypts', 'https://example.com', '2026-11-28');

    expect(await statusOf(customerKeys, guarantee)).toBe('unknown');
  });

  it.each([
    ['database', true],
    ['copies', true],
    ['keys', false],
    ['nothing', false],
  ] as const)('speaks of %s: %s', (holds, speaks) => {
    const subject = { holds, serves: 'nobody', runs: 'provider' } as const;

    expect(customerKeys.speaksOf(subject, {})).toBe(speaks);
  });
});

import { describe, expect, it } from 'vitest';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import type { Encryption } from '#traits/encryption.ts';
import { always } from '#traits/trait.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

function part(state: Encryption['state'], second?: Encryption['second']): Encryption {
  return { what: 'data', state, ...(second && { second }) };
}
const ON = told('on');
const OFF = told('off');
const GUARANTEE = always('It always encrypts', 'https://example.com', '2026-11-28');

describe('encryption-at-rest', () => {
  it.each<[string, readonly Encryption[], string]>([
    ['on', [part(ON)], 'pass'],
    ['off', [part(OFF)], 'fail'],
    ['not said', [part(UNTOLD)], 'unknown'],
    ['one of two off', [part(ON), part(OFF)], 'fail'],
    ['one of two not said', [part(ON), part(UNTOLD)], 'unknown'],
    ['off and not said', [part(UNTOLD), part(OFF)], 'fail'],
    ['once, whatever the second', [part(ON, OFF)], 'pass'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(encryptionAtRest, items)).toBe(status);
  });

  it.each<[string, Encryption, string]>([
    ['both on', part(ON, ON), 'pass'],
    ['the second off', part(ON, OFF), 'fail'],
    ['the first off', part(OFF, ON), 'fail'],
    ['the second not said', part(ON, UNTOLD), 'unknown'],
    ['no such setting', part(ON), 'unknown'],
  ])('two layers: %s', async (_, item, status) => {
    expect(await statusOf(encryptionAtRest, [item], { with: { layers: 2 } })).toBe(status);
  });

  it.each([
    [1, 'pass'],
    [2, 'unknown'],
  ])('%i layers of what Azure always encrypts: %s', async (layers, status) => {
    expect(await statusOf(encryptionAtRest, GUARANTEE, { with: { layers } })).toBe(status);
  });

  it.each<[Encryption, string]>([
    [part(OFF, ON), 'encryption at rest is off'],
    [part(ON, OFF), 'infrastructure encryption is off'],
  ])('is short in alerts', async (item, words) => {
    const verdict = await verdictOn(encryptionAtRest, [item], { with: { layers: 2 } });
    const { short } = encryptionAtRest;

    expect(typeof short === 'function' && short(verdict.observed, verdict.expected)).toBe(words);
  });
});

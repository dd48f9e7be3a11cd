import { describe, expect, it } from 'vitest';
import { keyRotation } from '#checks/key-rotation.ts';
import type { Lifetime } from '#traits/keeping.ts';
import { statusOf, told, UNTOLD } from '../harness/ask-question.ts';

function key(rotation?: Lifetime['rotation']): Lifetime {
  const base = { what: 'key one', enabled: told(true), expires: told(null) };
  return rotation === undefined ? base : { ...base, rotation };
}

describe('key-rotation', () => {
  it.each<[string, Lifetime, string]>([
    ['by a policy', key(told('rotates')), 'pass'],
    ['by none', key(told('stays')), 'fail'],
    ['not said', key(UNTOLD), 'unknown'],
    ['a secret, which has no such policy', key(), 'not-applicable'],
  ])('%s', async (_, item, status) => {
    expect(await statusOf(keyRotation, [item], { holds: 'keys' })).toBe(status);
  });
});

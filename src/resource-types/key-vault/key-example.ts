import type { Break } from '../define-resource-type.ts';

/** A key that keeps every promise, and its row in the list of its vault. */
export const KEY_BODIES = {
  row: { properties: { attributes: { enabled: true } } },
  key: {
    properties: {
      attributes: { enabled: true, created: 1_790_000_000, exp: 1_840_000_000 },
      kty: 'RSA',
      keySize: 3072,
      rotationPolicy: {
        lifetimeActions: [{ trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } }],
      },
    },
  },
};

/** The ways to break a key. */
export const KEY_BREAKS: readonly Break[] = [
  {
    as: 'it never expires',
    set: { key: { 'properties/attributes/exp': undefined } },
    breaks: ['key-expiry'],
  },
  {
    as: 'nothing rotates it',
    set: { key: { 'properties/rotationPolicy': undefined } },
    breaks: ['key-rotation'],
  },
  { as: 'it is short', set: { key: { 'properties/keySize': 1024 } }, breaks: ['key-strength'] },
];

/** Members of a key that nobody reads. */
export const KEY_LEAVES = {
  'properties/keyUri': 'its address',
  'properties/keyUriWithVersion': 'its address',
  'properties/keyOps': 'what it may be used for: no claim speaks of it',
  'properties/attributes/nbf': 'from when on it may be used: no claim speaks of it',
  'properties/attributes/updated': 'when it was written last',
  'properties/attributes/recoveryLevel': 'what its vault makes of a deletion: read there',
  'properties/attributes/exportable': 'whether it can be taken out: no claim speaks of it',
  'properties/release_policy/**': 'to whom it is released: no claim speaks of it',
  'properties/rotationPolicy/attributes/**': 'how long the next version lives, not this one',
} as const;

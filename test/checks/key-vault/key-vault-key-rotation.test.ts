import { describe, expect, it } from 'vitest';
import { keyVaultKeyRotation } from '#checks/key-vault/key-vault-key-rotation.ts';
import { attributes, keyVaultKey } from '../../harness/facts/key-vault.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const ROW = { properties: { attributes: attributes() } };
const ROTATE = { type: 'rotate' };
const NOTIFY = { trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'notify' } };

describe('key-vault-key-rotation', () => {
  it.each([
    ['after its creation', [{ trigger: { timeAfterCreate: 'P90D' }, action: ROTATE }], 'pass'],
    ['before its expiry', [{ trigger: { timeBeforeExpiry: 'P7D' }, action: ROTATE }], 'pass'],
    [
      'in another case',
      [{ trigger: { timeAfterCreate: 'P1Y' }, action: { type: 'Rotate' } }],
      'pass',
    ],
    ['beside a notice', [NOTIFY, { trigger: { timeAfterCreate: 'P90D' }, action: ROTATE }], 'pass'],
    ['by notice only', [NOTIFY], 'fail'],
    ['without actions', [], 'fail'],
    ['with null for actions', null, 'fail'],
    ['without a trigger', [{ action: ROTATE }], 'unknown'],
    ['with an empty trigger', [{ trigger: {}, action: ROTATE }], 'unknown'],
    [
      'at a time that is none',
      [{ trigger: { timeAfterCreate: 'soon' }, action: ROTATE }],
      'unknown',
    ],
    ['at zero', [{ trigger: { timeAfterCreate: 'PT0S' }, action: ROTATE }], 'unknown'],
    ['by an action of the future', [{ trigger: {}, action: { type: 'renew' } }], 'unknown'],
    ['by an action without a type', [{ trigger: {}, action: null }], 'unknown'],
  ])('%s', (_, lifetimeActions, status) => {
    const key = keyVaultKey({ rotationPolicy: { lifetimeActions } });

    const facts = { keyVaultKeyRow: ROW, keyVaultKey: key };

    expect(judgeCheck(keyVaultKeyRotation, facts).status).toBe(status);
  });

  it.each([null, undefined])(
    'fails for the policy %j, which Azure leaves out when empty',
    (rotationPolicy) => {
      const facts = { keyVaultKeyRow: ROW, keyVaultKey: keyVaultKey({ rotationPolicy }) };

      expect(judgeCheck(keyVaultKeyRotation, facts).status).toBe('fail');
    },
  );

  it('trap "any error is no policy": a key that was not understood is unknown', () => {
    const facts = { keyVaultKeyRow: ROW, keyVaultKey: {} };

    expect(judgeCheck(keyVaultKeyRotation, facts).status).toBe('unknown');
  });

  it('does not judge a disabled key', () => {
    const row = { properties: { attributes: attributes({ enabled: false }) } };

    expect(judgeCheck(keyVaultKeyRotation, { keyVaultKeyRow: row }).status).toBe('not-applicable');
  });
});

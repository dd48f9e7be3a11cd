import { describe, expect, it } from 'vitest';
import { keyVaultKeyStrength } from '#checks/key-vault/key-vault-key-strength.ts';
import { attributes, keyVaultKey } from '../../harness/facts/key-vault.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const ROW = { properties: { attributes: attributes() } };

describe('key-vault-key-strength', () => {
  it.each([
    [{ kty: 'RSA', keySize: 2048 }, {}, 'pass'],
    [{ kty: 'RSA', keySize: 2047 }, {}, 'fail'],
    [{ kty: 'RSA-HSM', keySize: 4096 }, {}, 'pass'],
    [{ kty: 'rsa', keySize: 2048 }, {}, 'pass'],
    [{ kty: 'RSA', keySize: 3072 }, { rsaBits: 3072 }, 'pass'],
    [{ kty: 'RSA', keySize: 3071 }, { rsaBits: 3072 }, 'fail'],
    [{ kty: 'RSA', keySize: null }, {}, 'unknown'],
    [{ kty: 'RSA', keySize: undefined }, {}, 'unknown'],
    [{ kty: 'EC', curveName: 'P-256' }, {}, 'pass'],
    [{ kty: 'EC', curveName: 'P-256K' }, {}, 'pass'],
    [{ kty: 'EC-HSM', curveName: 'P-521' }, {}, 'pass'],
    [{ kty: 'EC', curveName: 'P-192' }, {}, 'unknown'],
    [{ kty: 'EC', curveName: null }, {}, 'unknown'],
    [{ kty: 'ML-KEM', keySize: 4096 }, {}, 'unknown'],
    [{ kty: null }, {}, 'unknown'],
    [{ kty: undefined }, {}, 'unknown'],
  ])('%j, claimed %j: %s', (properties, given, status) => {
    const key = keyVaultKey({ keySize: undefined, ...properties });

    const verdict = judgeCheck(
      keyVaultKeyStrength,
      { keyVaultKeyRow: ROW, keyVaultKey: key },
      { with: given },
    );

    expect(verdict.status).toBe(status);
  });

  it('does not judge a disabled key', () => {
    const row = { properties: { attributes: attributes({ enabled: false }) } };

    expect(judgeCheck(keyVaultKeyStrength, { keyVaultKeyRow: row }).status).toBe('not-applicable');
  });
});

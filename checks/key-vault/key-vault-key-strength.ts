import { z } from 'zod';
import { fail, notApplicable, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';

/** Elliptic curves, each of 128 bits of strength or more. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
const CURVES = ['P-256', 'P-256K', 'P-384', 'P-521'];

export const keyVaultKeyStrength = defineCheck({
  id: 'key-vault-key-strength',
  title: 'Key is of a strong type and size',
  family: 'key-vault',
  severity: 'medium',
  resourceTypes: ['microsoft.keyvault/vaults/keys'],
  fact: 'keyVaultKeyRow',
  also: ['keyVaultKey'],
  /** The least size of an RSA key in bits. */
  parameters: z.strictObject({ rsaBits: z.int().min(1024).default(2048) }),
  rationale: 'A key that can be computed from its public half protects nothing.',
  remediation: {
    // A key's size cannot be changed: a new key has to take over, which is more than one command.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/key-vault/keys/about-keys-details',
  },
  references: ['Microsoft.KeyVault/vaults/keys 2026-02-01: kty, keySize, curveName'],
  examples: {
    pass: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: { properties: { kty: 'RSA', keySize: 3072 } },
      },
    },
    fail: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: { properties: { kty: 'RSA', keySize: 1024 } },
      },
    },
    unknown: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: { properties: { kty: 'ML-KEM' } },
      },
    },
  },
  applies({ properties }) {
    return properties?.attributes?.enabled === false
      ? notApplicable('The key is disabled', { enabled: false })
      : undefined;
  },
  evaluate({ keyVaultKey: { properties } }, { parameters: { rsaBits } }) {
    const { kty = null, keySize = null, curveName = null } = properties ?? {};
    const expected = `RSA of ${rsaBits} bits or more, or a known elliptic curve`;
    const shown = { expected, observed: { kty, keySize, curveName } };
    switch (kty?.toUpperCase() ?? '') {
      case 'RSA':
      case 'RSA-HSM':
        if (keySize === null) return unknown('Azure does not say how large the key is', shown);
        return keySize >= rsaBits
          ? pass(`An RSA key of ${keySize} bits`, shown)
          : fail(`An RSA key of ${keySize} bits only`, shown);
      case 'EC':
      case 'EC-HSM':
        return curveName !== null && CURVES.includes(curveName.toUpperCase())
          ? pass(`An elliptic-curve key on ${curveName}`, shown)
          : unknown(`The curve ${curveName ?? '(none)'} is not understood`, shown);
      default:
        return unknown(`The key type ${kty ?? '(none)'} is not understood`, shown);
    }
  },
});

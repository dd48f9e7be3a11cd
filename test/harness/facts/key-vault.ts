import type { KeyVault } from '#facts/key-vault.ts';
import type { KeyVaultAttributes, KeyVaultKey } from '#facts/key-vault-key.ts';
import type { KeyVaultSecret } from '#facts/key-vault-secret.ts';

/** 2026-11-21T03:00:00Z, the scan's instant of the tests, in seconds. */
export const NOW_SECONDS = 1_795_230_000;
export const DAY_SECONDS = 86_400;

/** A vault by the book, closed to the internet. */
export function keyVault(properties: NonNullable<KeyVault['properties']> = {}): KeyVault {
  return {
    properties: {
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      enableRbacAuthorization: true,
      publicNetworkAccess: 'Disabled',
      networkAcls: { defaultAction: 'Deny', ipRules: [] },
      ...properties,
    },
  };
}

/** Enabled, made 100 days ago, expires in 200. */
export function attributes(given: KeyVaultAttributes = {}): KeyVaultAttributes {
  return {
    enabled: true,
    created: NOW_SECONDS - 100 * DAY_SECONDS,
    exp: NOW_SECONDS + 200 * DAY_SECONDS,
    ...given,
  };
}

/** An RSA key of 3072 bits that is rotated every 180 days. */
export function keyVaultKey(properties: NonNullable<KeyVaultKey['properties']> = {}): KeyVaultKey {
  return {
    properties: {
      attributes: attributes(),
      kty: 'RSA',
      keySize: 3072,
      rotationPolicy: {
        lifetimeActions: [{ trigger: { timeAfterCreate: 'P180D' }, action: { type: 'rotate' } }],
      },
      ...properties,
    },
  };
}

export function keyVaultSecret(
  properties: NonNullable<KeyVaultSecret['properties']> = {},
): KeyVaultSecret {
  return { properties: { attributes: attributes(), ...properties } };
}

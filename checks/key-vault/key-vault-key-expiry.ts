import { z } from 'zod';
import { notApplicable } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeExpiry } from '#evaluation/judge-expiry.ts';

export const keyVaultKeyExpiry = defineCheck({
  id: 'key-vault-key-expiry',
  title: 'Key expires, and within the claimed days of its creation',
  family: 'key-vault',
  severity: 'medium',
  resourceTypes: ['microsoft.keyvault/vaults/keys'],
  fact: 'keyVaultKeyRow',
  also: ['keyVaultKey'],
  parameters: z.strictObject({ days: z.int().min(1).default(730) }),
  isTimeBound: true,
  rationale: 'A key without an end is used until it is stolen, and then on.',
  remediation: {
    // Which day it has to end on, and what takes over then, is for the key's owner to say.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/key-vault/keys/about-keys',
  },
  references: ['Microsoft.KeyVault/vaults/keys 2026-02-01: attributes.exp, attributes.created'],
  examples: {
    pass: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: {
          properties: { attributes: { enabled: true, created: 4070908800, exp: 4102444800 } },
        },
      },
    },
    fail: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: { properties: { attributes: { enabled: true, created: 1700000000 } } },
      },
    },
    unknown: {
      facts: {
        keyVaultKeyRow: { properties: { attributes: { enabled: true } } },
        keyVaultKey: { properties: {} },
      },
    },
  },
  applies({ properties }) {
    return properties?.attributes?.enabled === false
      ? notApplicable('The key is disabled', { enabled: false })
      : undefined;
  },
  evaluate({ keyVaultKey: { properties } }, { parameters: { days }, asOf }) {
    return judgeExpiry('key', properties?.attributes, { days, asOf });
  },
});

import { z } from 'zod';
import { notApplicable } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeExpiry } from '#evaluation/judge-expiry.ts';

/** Content types of the secrets behind certificates, lower case. Source: Azure Key Vault, certificates as secrets. */
const CERTIFICATES = ['application/x-pkcs12', 'application/x-pem-file'];

export const keyVaultSecretExpiry = defineCheck({
  id: 'key-vault-secret-expiry',
  title: 'Secret expires, and within the claimed days of its creation',
  family: 'key-vault',
  severity: 'medium',
  resourceTypes: ['microsoft.keyvault/vaults/secrets'],
  fact: 'keyVaultSecret',
  also: [],
  parameters: z.strictObject({ days: z.int().min(1).default(730) }),
  isTimeBound: true,
  rationale: 'A secret without an end is never changed, and who once had it has it still.',
  remediation: {
    // Which day it has to end on, and what takes over then, is for the secret's owner to say.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/key-vault/secrets/about-secrets',
  },
  references: [
    'Microsoft.KeyVault/vaults/secrets 2026-02-01: attributes.exp, attributes.created, contentType',
  ],
  examples: {
    pass: {
      facts: {
        keyVaultSecret: {
          properties: { attributes: { enabled: true, created: 4070908800, exp: 4102444800 } },
        },
      },
    },
    fail: {
      facts: {
        keyVaultSecret: { properties: { attributes: { enabled: true, created: 1700000000 } } },
      },
    },
    unknown: { facts: { keyVaultSecret: { properties: {} } } },
  },
  applies({ properties }) {
    return properties?.attributes?.enabled === false
      ? notApplicable('The secret is disabled', { enabled: false })
      : undefined;
  },
  evaluate({ keyVaultSecret: { properties } }, { parameters: { days }, asOf }) {
    const isCertificate = CERTIFICATES.includes(properties?.contentType?.toLowerCase() ?? '');
    const what = isCertificate ? 'certificate' : 'secret';
    return judgeExpiry(what, properties?.attributes, { days, asOf });
  },
});

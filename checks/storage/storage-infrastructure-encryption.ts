import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';

export const storageInfrastructureEncryption = defineCheck({
  id: 'storage-infrastructure-encryption',
  title: 'Storage account encrypts a second time in the infrastructure',
  family: 'encryption-at-rest',
  severity: 'low',
  short: 'infrastructure encryption is off',
  property: 'encryption.requireInfrastructureEncryption',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({}),
  rationale: 'Two algorithms and two keys: one of them may be broken or lost without harm.',
  remediation: {
    // Settled when an account is created: the data must move to a new account.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable',
  },
  references: [
    'Microsoft.Storage/storageAccounts 2025-08-01: encryption.requireInfrastructureEncryption',
  ],
  examples: {
    pass: {
      facts: {
        storageAccount: { properties: { encryption: { requireInfrastructureEncryption: true } } },
      },
    },
    fail: {
      facts: {
        storageAccount: { properties: { encryption: { requireInfrastructureEncryption: false } } },
      },
    },
    unknown: { facts: { storageAccount: { properties: {} } } },
  },
  evaluate({ storageAccount: { properties } }) {
    const encryption = properties?.encryption;
    if (encryption === null || encryption === undefined) {
      return unknown('Azure sent nothing about encryption', { expected: true });
    }
    const observed = encryption.requireInfrastructureEncryption ?? null;
    const shown = { expected: true, observed };
    if (observed === true) return pass('The infrastructure encrypts once more', shown);
    // Left out by Azure for accounts that were made without it.
    return fail('The account was made without infrastructure encryption', shown);
  },
});

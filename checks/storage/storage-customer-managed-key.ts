import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';

export const storageCustomerManagedKey = defineCheck({
  id: 'storage-customer-managed-key',
  title: 'Storage account encrypts blobs and files under a customer-managed key',
  family: 'encryption-at-rest',
  severity: 'medium',
  short: 'encryption key is managed by Azure',
  property: 'encryption.keySource',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({}),
  rationale: 'With a key of its own the customer can withdraw access to the data for good.',
  remediation: {
    // Needs a key, an identity and its permission on the vault: no single command does it.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/storage/common/customer-managed-keys-configure-existing-account',
  },
  references: ['Microsoft.Storage/storageAccounts 2025-08-01: encryption.keySource'],
  examples: {
    pass: {
      facts: {
        storageAccount: {
          properties: {
            encryption: {
              keySource: 'Microsoft.Keyvault',
              services: { blob: { keyType: 'Account' }, file: { keyType: 'Account' } },
            },
          },
        },
      },
    },
    fail: {
      facts: {
        storageAccount: { properties: { encryption: { keySource: 'Microsoft.Storage' } } },
      },
    },
    unknown: {
      facts: {
        storageAccount: { properties: { encryption: { keySource: 'Microsoft.Elsewhere' } } },
      },
    },
  },
  evaluate({ storageAccount: { properties } }) {
    const expected = 'Microsoft.Keyvault';
    const encryption = properties?.encryption;
    if (encryption === null || encryption === undefined) {
      return unknown('Azure sent nothing about encryption', { expected });
    }
    const observed = encryption.keySource ?? null;
    const shown = { expected, observed };
    if (observed === null) return fail('No key source is set: the key is managed by Azure', shown);
    const source = observed.toLowerCase();
    if (source === 'microsoft.storage') return fail('The key is managed by Azure', shown);
    if (source !== 'microsoft.keyvault') {
      return unknown(`The key source ${observed} is not understood`, shown);
    }
    const { blob, file } = encryption.services ?? {};
    const keyTypes = [blob, file]
      .filter((service) => service !== null && service !== undefined)
      .map((service) => service.keyType ?? null);
    if (keyTypes.includes('Service')) return fail("A service uses a key of Azure's own", shown);
    if (keyTypes.length === 0 || keyTypes.some((keyType) => keyType !== 'Account')) {
      return unknown('Azure does not say which key blobs and files are encrypted under', shown);
    }
    return pass("Blobs and files are encrypted under a key from the customer's vault", shown);
  },
});

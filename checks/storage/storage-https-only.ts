import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const storageHttpsOnly = defineCheck({
  id: 'storage-https-only',
  title: 'Storage account refuses plain-text connections',
  family: 'encryption-in-transit',
  severity: 'high',
  short: (observed) =>
    typeof observed === 'boolean' ? 'plain HTTP is accepted' : 'NFS 3.0 is accepted in plain text',
  property: 'supportsHttpsTrafficOnly',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({}),
  rationale: 'A minimum version of TLS means nothing to a client that connects without TLS at all.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az storage account update --name ${name} --https-only true`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer',
  },
  references: [
    'Microsoft.Storage/storageAccounts 2025-08-01: supportsHttpsTrafficOnly, isNfsV3Enabled',
  ],
  examples: {
    pass: {
      facts: {
        storageAccount: { properties: { supportsHttpsTrafficOnly: true, isNfsV3Enabled: false } },
      },
    },
    fail: { facts: { storageAccount: { properties: { supportsHttpsTrafficOnly: false } } } },
    unknown: { facts: { storageAccount: { properties: {} } } },
  },
  evaluate({ storageAccount: { properties } }) {
    const observed = properties?.supportsHttpsTrafficOnly ?? null;
    const shown = { expected: true, observed };
    // NFS 3.0 knows no encryption, and `supportsHttpsTrafficOnly` says nothing of it. Absent means off.
    if (properties?.isNfsV3Enabled === true) {
      const both = { supportsHttpsTrafficOnly: observed, isNfsV3Enabled: true };
      return fail('NFS 3.0 is on, which is never encrypted', { expected: true, observed: both });
    }
    if (observed === null) {
      // True only for accounts made by newer API versions, and nothing tells which one made this.
      return unknown('Azure does not say whether plain text is refused', shown);
    }
    return observed
      ? pass('Only encrypted connections are accepted', shown)
      : fail('Plain HTTP is accepted', shown);
  },
});

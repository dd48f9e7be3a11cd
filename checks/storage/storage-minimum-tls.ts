import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { withValue } from '#evaluation/short-words.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

/** Worst to best; what is not listed is not understood. Source: Microsoft.Storage/storageAccounts, 2025-08-01. */
const VERSIONS = ['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLS1_3'] as const;

export const storageMinimumTls = defineCheck({
  id: 'storage-minimum-tls',
  title: 'Storage account accepts TLS 1.2 or later only',
  family: 'encryption-in-transit',
  severity: 'high',
  short: withValue('minimum TLS is'),
  property: 'minimumTlsVersion',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({ atLeast: z.enum(VERSIONS).default('TLS1_2') }),
  rationale:
    'Older versions of TLS can be broken; an account that still accepts them lets a client be talked down to one.',
  remediation: {
    command: ({ id, name }, { atLeast }) =>
      `${azCommand`az storage account update --name ${name} --min-tls-version ${atLeast}`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-minimum-version',
  },
  references: [
    'Microsoft.Storage/storageAccounts 2025-08-01: minimumTlsVersion, "the default interpretation is TLS 1.0"',
  ],
  examples: {
    pass: { facts: { storageAccount: { properties: { minimumTlsVersion: 'TLS1_2' } } } },
    fail: { facts: { storageAccount: { properties: { minimumTlsVersion: 'TLS1_0' } } } },
    unknown: { facts: { storageAccount: { properties: { minimumTlsVersion: 'TLS1_4' } } } },
  },
  evaluate({ storageAccount: { properties } }, { parameters: { atLeast } }) {
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the account', { expected: atLeast });
    }
    const observed = properties.minimumTlsVersion ?? null;
    const shown = { expected: atLeast, observed };
    if (observed === null) {
      // Documented, and seen in old accounts: unset is not unsaid here.
      return fail('No minimum is set, which Azure interprets as TLS 1.0', shown);
    }
    const rank = VERSIONS.findIndex((version) => version === observed);
    if (rank === -1) return unknown(`The version ${observed} is not understood`, shown);
    return rank >= VERSIONS.indexOf(atLeast)
      ? pass(`The oldest version accepted is ${observed}`, shown)
      : fail(`The account still accepts ${observed}`, shown);
  },
});

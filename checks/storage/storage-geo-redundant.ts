import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { isGeoRedundant, redundancyOf } from '#facts/storage-redundancy.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const storageGeoRedundant = defineCheck({
  id: 'storage-geo-redundant',
  title: 'Storage account keeps a copy in a second region',
  family: 'geo-redundancy',
  severity: 'high',
  short: 'copies are in one region only',
  property: 'sku.name',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'Data with copies in one region only is lost or out of reach together with that region.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az storage account update --name ${name} --sku Standard_GRS`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/storage/common/redundancy-migration',
  },
  references: ['Microsoft.Storage/storageAccounts 2025-08-01: sku.name'],
  examples: {
    pass: { facts: { storageAccount: { sku: { name: 'Standard_RAGZRS' } } } },
    fail: { facts: { storageAccount: { sku: { name: 'Standard_ZRS' } } } },
    unknown: { facts: { storageAccount: { sku: { name: 'Standard_XRS' } } } },
  },
  evaluate({ storageAccount }) {
    const observed = storageAccount.sku?.name ?? null;
    const shown = { expected: 'GRS, RAGRS, GZRS or RAGZRS', observed };
    const redundancy = redundancyOf(storageAccount);
    if (redundancy === undefined) {
      return unknown(`The redundancy of sku ${observed ?? '(none)'} is not understood`, shown);
    }
    return isGeoRedundant(redundancy)
      ? pass(`Copied to a second region (${observed})`, shown)
      : fail(`Copies in one region only (${observed})`, shown);
  },
});

import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const keyVaultPurgeProtection = defineCheck({
  id: 'key-vault-purge-protection',
  title: 'Key vault is protected against purging',
  family: 'key-vault',
  severity: 'high',
  short: 'purge protection is off',
  property: 'enablePurgeProtection',
  resourceTypes: ['microsoft.keyvault/vaults'],
  fact: 'keyVault',
  also: [],
  parameters: z.strictObject({}),
  rationale: 'Without it, who may delete may also purge, and soft delete protects nothing.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az keyvault update --name ${name} --enable-purge-protection true`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery',
  },
  references: ['Microsoft.KeyVault/vaults 2026-02-01: enablePurgeProtection, true or absent'],
  examples: {
    pass: { facts: { keyVault: { properties: { enablePurgeProtection: true } } } },
    fail: { facts: { keyVault: { properties: {} } } },
    unknown: { facts: { keyVault: {} } },
  },
  evaluate({ keyVault: { properties } }) {
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the vault', { expected: true });
    }
    const observed = properties.enablePurgeProtection ?? null;
    const shown = { expected: true, observed };
    if (observed === true) return pass('Purging is refused until the retention has passed', shown);
    // Read by the vault's own GET, where Azure leaves the member out of a vault that is not protected.
    return fail('Deleted keys and secrets can be purged at once', shown);
  },
});

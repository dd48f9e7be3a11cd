import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const keyVaultRbacAuthorization = defineCheck({
  id: 'key-vault-rbac-authorization',
  title: 'Key vault authorises by roles, not by access policies',
  family: 'key-vault',
  severity: 'medium',
  short: 'access policies decide, not roles',
  property: 'enableRbacAuthorization',
  resourceTypes: ['microsoft.keyvault/vaults'],
  fact: 'keyVault',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'Access policies lie outside roles: no time limit, no review, and whoever may write the vault may write them.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az keyvault update --name ${name} --enable-rbac-authorization true`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/key-vault/general/rbac-migration',
  },
  references: [
    'Microsoft.KeyVault/vaults 2026-02-01: enableRbacAuthorization, null or false means access policies',
  ],
  examples: {
    pass: { facts: { keyVault: { properties: { enableRbacAuthorization: true } } } },
    fail: { facts: { keyVault: { properties: { enableRbacAuthorization: false } } } },
    unknown: { facts: { keyVault: {} } },
  },
  evaluate({ keyVault: { properties } }) {
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the vault', { expected: true });
    }
    const observed = properties.enableRbacAuthorization ?? null;
    const shown = { expected: true, observed };
    return observed === true
      ? pass('Roles decide who may use keys and secrets', shown)
      : fail('Access policies decide who may use keys and secrets', shown);
  },
});

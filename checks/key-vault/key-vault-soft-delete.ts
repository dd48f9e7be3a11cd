import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { whenOff } from '#evaluation/short-words.ts';

export const keyVaultSoftDelete = defineCheck({
  id: 'key-vault-soft-delete',
  title: 'Key vault keeps deleted keys and secrets for the claimed days',
  family: 'key-vault',
  severity: 'high',
  short: whenOff('soft delete is off'),
  resourceTypes: ['microsoft.keyvault/vaults'],
  fact: 'keyVault',
  also: [],
  /** Azure allows 7 to 90 days. */
  parameters: z.strictObject({ days: z.int().min(7).max(90).default(7) }),
  rationale: 'A deleted key takes everything encrypted under it along, unless it can be had back.',
  remediation: {
    // The days are settled when a vault is created; soft delete itself Azure switches on for every vault.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
  },
  references: ['Microsoft.KeyVault/vaults 2026-02-01: enableSoftDelete, softDeleteRetentionInDays'],
  examples: {
    pass: {
      facts: {
        keyVault: { properties: { enableSoftDelete: true, softDeleteRetentionInDays: 90 } },
      },
    },
    fail: { facts: { keyVault: { properties: { enableSoftDelete: false } } } },
    unknown: { facts: { keyVault: { properties: {} } } },
  },
  evaluate({ keyVault: { properties } }, { parameters: { days } }) {
    const enabled = properties?.enableSoftDelete ?? null;
    const kept = properties?.softDeleteRetentionInDays ?? null;
    const shown = { expected: `${days} days`, observed: { enabled, days: kept } };
    if (enabled === false) return fail('Deleted keys and secrets are gone at once', shown);
    if (enabled === null) {
      // Vaults from before 2020 lack the member; whether Azure has switched it on since, they do not say.
      return unknown('Azure does not say whether soft delete is on', shown);
    }
    if (kept === null)
      return unknown('Azure does not say for how long deleted objects are kept', shown);
    return kept >= days
      ? pass(`Deleted objects are kept for ${kept} days`, shown)
      : fail(`Deleted objects are kept for ${kept} days only`, shown);
  },
});

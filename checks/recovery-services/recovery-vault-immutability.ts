import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { withValue } from '#evaluation/short-words.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

/** Worst to best; only `Locked` cannot be taken back. Source: Microsoft.RecoveryServices/vaults, 2026-07-01. */
const STATES = ['Disabled', 'Unlocked', 'Locked'] as const;

export const recoveryVaultImmutability = defineCheck({
  id: 'recovery-vault-immutability',
  title: 'Recovery Services vault refuses to shorten or delete backups before their time',
  family: 'backup',
  severity: 'medium',
  short: withValue('immutability is'),
  property: 'immutabilitySettings.state',
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryServicesVault',
  also: [],
  parameters: z.strictObject({ atLeast: z.enum(['Unlocked', 'Locked']).default('Unlocked') }),
  rationale: 'Backups that an administrator can delete are as safe as that administrator.',
  remediation: {
    command: ({ id, name }, { atLeast }) =>
      `${azCommand`az backup vault update --name ${name} --immutability-state ${atLeast}`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept',
  },
  references: [
    'Microsoft.RecoveryServices/vaults 2026-07-01: securitySettings.immutabilitySettings.state',
  ],
  examples: {
    pass: {
      facts: {
        recoveryServicesVault: {
          properties: { securitySettings: { immutabilitySettings: { state: 'Locked' } } },
        },
      },
    },
    fail: {
      facts: {
        recoveryServicesVault: {
          properties: { securitySettings: { immutabilitySettings: { state: 'Disabled' } } },
        },
      },
    },
    unknown: { facts: { recoveryServicesVault: { properties: {} } } },
  },
  evaluate({ recoveryServicesVault: { properties } }, { parameters: { atLeast } }) {
    const observed = properties?.securitySettings?.immutabilitySettings?.state ?? null;
    const shown = { expected: atLeast, observed };
    const rank = STATES.findIndex((state) => state.toLowerCase() === observed?.toLowerCase());
    if (rank === -1) {
      // Soft delete says nothing about it, and a vault that does not state it is not read as one without it.
      return unknown(`The immutability state ${observed ?? '(none)'} is not understood`, shown);
    }
    return rank >= STATES.indexOf(atLeast)
      ? pass(`Immutability is ${observed}`, shown)
      : fail(`Immutability is ${observed}`, shown);
  },
});

import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeFullRetention } from '#evaluation/judge-backup-policy.ts';
import {
  judgeByPolicy,
  judgeItems,
  setAsideEmptyVault,
} from '#evaluation/judge-protected-items.ts';
import { protectedSources } from '#evaluation/protected-item-source.ts';
import { ofItems } from '#evaluation/short-words.ts';
import { exampleItems, examplePolicies } from '#facts/backup-examples.ts';

export const recoveryVaultBackupRetention = defineCheck({
  id: 'recovery-vault-backup-retention',
  title: 'Recovery Services vault keeps every full backup for the claimed days',
  family: 'backup',
  severity: 'high',
  short: ofItems('too short backup retention'),
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryVaultProtectedItems',
  also: ['recoveryVaultBackupPolicies'],
  parameters: z.strictObject({ days: z.int().positive() }),
  rationale:
    'Damage that is noticed late is mended from a backup that was taken before it, if that still exists.',
  remediation: {
    // A policy is a document of its own, shared by other items.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/backup/backup-architecture#backup-policy-essentials',
  },
  references: [
    'Microsoft.RecoveryServices/vaults/backupPolicies 2026-07-01: LongTermRetentionPolicy, SimpleRetentionPolicy',
  ],
  examples: {
    pass: {
      with: { days: 10 },
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: examplePolicies(),
      },
    },
    fail: {
      with: { days: 10 },
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: examplePolicies({
          retention: {
            retentionPolicyType: 'LongTermRetentionPolicy',
            dailySchedule: { retentionDuration: { count: 7, durationType: 'Days' } },
          },
        }),
      },
    },
    unknown: {
      with: { days: 10 },
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: [],
      },
    },
  },
  applies: setAsideEmptyVault,
  locates: ({ recoveryVaultProtectedItems }) => protectedSources(recoveryVaultProtectedItems),
  evaluate(facts, { parameters: { days }, whereabouts }) {
    const expected = `full backups kept for at least ${days} days`;
    return judgeItems(
      facts.recoveryVaultProtectedItems,
      expected,
      (item) =>
        judgeByPolicy(item, facts.recoveryVaultBackupPolicies, expected, (policy) =>
          judgeFullRetention(policy, days, expected),
        ),
      whereabouts,
    );
  },
});

import { z } from 'zod';
import { parseDuration } from '#domain/calendar-duration.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeMonthlyRetention } from '#evaluation/judge-backup-policy.ts';
import {
  judgeByPolicy,
  judgeItems,
  setAsideEmptyVault,
} from '#evaluation/judge-protected-items.ts';
import { DemandedRetention } from '#evaluation/judge-sql-long-term.ts';
import { protectedSources } from '#evaluation/protected-item-source.ts';
import { ofItems } from '#evaluation/short-words.ts';
import { exampleItems, examplePolicies } from '#facts/backup-examples.ts';

export const recoveryVaultMonthlyRetention = defineCheck({
  id: 'recovery-vault-monthly-retention',
  title: 'Recovery Services vault keeps the first backup of each month for the claimed time',
  family: 'backup',
  severity: 'medium',
  short: ofItems('too short monthly backups'),
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryVaultProtectedItems',
  also: ['recoveryVaultBackupPolicies'],
  parameters: z.strictObject({ atLeast: DemandedRetention }),
  rationale:
    'Daily backups are gone after days or weeks; only a backup that is kept longer shows what was there before.',
  remediation: {
    // A policy is a document of its own, shared by other items.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/backup/backup-architecture#backup-policy-essentials',
  },
  references: [
    'Microsoft.RecoveryServices/vaults/backupPolicies 2026-07-01: LongTermRetentionPolicy.monthlySchedule',
  ],
  examples: {
    pass: {
      with: { atLeast: 'P2M' },
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: examplePolicies(),
      },
    },
    fail: {
      with: { atLeast: 'P4M' },
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: examplePolicies(),
      },
    },
    unknown: {
      with: { atLeast: 'P2M' },
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: [],
      },
    },
  },
  applies: setAsideEmptyVault,
  locates: ({ recoveryVaultProtectedItems }) => protectedSources(recoveryVaultProtectedItems),
  evaluate(facts, { parameters: { atLeast }, whereabouts }) {
    const expected = `the first backup of each month kept for at least ${atLeast}`;
    const minimum = parseDuration(atLeast);
    return judgeItems(
      facts.recoveryVaultProtectedItems,
      expected,
      (item) =>
        judgeByPolicy(item, facts.recoveryVaultBackupPolicies, expected, (policy) =>
          judgeMonthlyRetention(policy, minimum, expected),
        ),
      whereabouts,
    );
  },
});

import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeBackupInterval } from '#evaluation/judge-backup-policy.ts';
import {
  judgeByPolicy,
  judgeDatabases,
  setAsideVaultWithoutDatabases,
} from '#evaluation/judge-protected-items.ts';
import { protectedSources } from '#evaluation/protected-item-source.ts';
import { ofItems } from '#evaluation/short-words.ts';
import { exampleItems, examplePolicies } from '#facts/backup-examples.ts';

export const recoveryVaultWorkloadFullBackup = defineCheck({
  id: 'recovery-vault-workload-full-backup',
  title: 'Databases in virtual machines are backed up in full at least as often as claimed',
  family: 'backup',
  severity: 'high',
  short: ofItems('full backups too rare'),
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryVaultProtectedItems',
  also: ['recoveryVaultBackupPolicies'],
  parameters: z.strictObject({ hours: z.number().positive().default(24) }),
  rationale:
    'Every other backup of a database builds on the last full one: the older that is, the longer and the riskier a restore.',
  remediation: {
    // A policy is a document of its own, shared by other databases.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/backup/manage-monitor-sql-database-backup',
  },
  references: [
    'Microsoft.RecoveryServices/vaults/backupPolicies 2026-07-01: subProtectionPolicy, schedulePolicy',
  ],
  examples: {
    pass: {
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: examplePolicies(),
      },
    },
    fail: {
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: examplePolicies({
          schedule: {
            schedulePolicyType: 'SimpleSchedulePolicy',
            scheduleRunFrequency: 'Weekly',
            scheduleRunDays: ['Sunday'],
            scheduleRunTimes: ['2026-01-01T01:00:00Z'],
            scheduleWeeklyFrequency: 0,
          },
        }),
      },
    },
    unknown: {
      facts: {
        recoveryVaultProtectedItems: exampleItems(),
        recoveryVaultBackupPolicies: [],
      },
    },
  },
  applies: setAsideVaultWithoutDatabases,
  locates: ({ recoveryVaultProtectedItems }) => protectedSources(recoveryVaultProtectedItems),
  evaluate(facts, { parameters: { hours }, whereabouts }) {
    const expected = `a full backup at least every ${hours} hours`;
    return judgeDatabases(
      facts.recoveryVaultProtectedItems,
      expected,
      (item) =>
        judgeByPolicy(item, facts.recoveryVaultBackupPolicies, expected, (policy) =>
          judgeBackupInterval(policy, { kind: 'full', hours, expected }),
        ),
      whereabouts,
    );
  },
});

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

export const recoveryVaultWorkloadLogBackup = defineCheck({
  id: 'recovery-vault-workload-log-backup',
  title: 'Databases in virtual machines have their logs backed up at least as often as claimed',
  family: 'backup',
  severity: 'high',
  short: ofItems('log backups too rare'),
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryVaultProtectedItems',
  also: ['recoveryVaultBackupPolicies'],
  parameters: z.strictObject({ minutes: z.number().positive().default(60) }),
  rationale:
    'What was written since the last log backup is lost with the machine; a policy without log backups knows no point in time.',
  remediation: {
    // A policy is a document of its own, shared by other databases.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/backup/manage-monitor-sql-database-backup',
  },
  references: [
    'Microsoft.RecoveryServices/vaults/backupPolicies 2026-07-01: LogSchedulePolicy.scheduleFrequencyInMins',
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
          log: { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins: 120 },
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
  evaluate(facts, { parameters: { minutes }, whereabouts }) {
    const expected = `a log backup at least every ${minutes} minutes`;
    return judgeDatabases(
      facts.recoveryVaultProtectedItems,
      expected,
      (item) =>
        judgeByPolicy(item, facts.recoveryVaultBackupPolicies, expected, (policy) =>
          judgeBackupInterval(policy, { kind: 'log', hours: minutes / 60, expected }),
        ),
      whereabouts,
    );
  },
});

import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import {
  failedLast,
  judgeFreshness,
  judgeItems,
  setAsideEmptyVault,
} from '#evaluation/judge-protected-items.ts';
import { protectedSources } from '#evaluation/protected-item-source.ts';
import { ofItems } from '#evaluation/short-words.ts';
import { exampleItems } from '#facts/backup-examples.ts';

export const recoveryVaultItemFreshness = defineCheck({
  id: 'recovery-vault-item-freshness',
  title: 'Recovery Services vault has a recent restore point of everything it protects',
  family: 'backup',
  severity: 'high',
  short: ofItems('no recent good backup'),
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryVaultProtectedItems',
  also: [],
  parameters: z.strictObject({ hours: z.number().positive() }),
  isTimeBound: true,
  rationale:
    'A policy says what should be done. That it was done is shown by the restore points alone: backups stop without anybody changing a setting.',
  remediation: {
    // Why the runs fail, or who stopped them, is for a person to find out.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/backup/backup-azure-monitoring-built-in-monitor',
  },
  references: [
    'Microsoft.RecoveryServices/vaults/…/protectedItems 2026-07-01: lastRecoveryPoint, lastBackupStatus, protectionState',
  ],
  examples: {
    pass: {
      with: { hours: 26 },
      facts: { recoveryVaultProtectedItems: exampleItems() },
    },
    fail: {
      with: { hours: 26 },
      facts: {
        recoveryVaultProtectedItems: exampleItems({ lastRecoveryPoint: '2026-11-01T02:00:00Z' }),
      },
    },
    unknown: {
      with: { hours: 26 },
      facts: { recoveryVaultProtectedItems: exampleItems({ protectionState: 'IRPending' }) },
    },
  },
  applies: setAsideEmptyVault,
  locates: ({ recoveryVaultProtectedItems }) => protectedSources(recoveryVaultProtectedItems),
  evaluate({ recoveryVaultProtectedItems: items }, { parameters: { hours }, asOf, whereabouts }) {
    const expected = `newest restore point of every item at most ${hours} hours old`;
    return judgeItems(
      items,
      expected,
      (item) => judgeFreshness(item, { hours, asOf }),
      whereabouts,
      { is: failedLast, told: 'the last run failed of' },
    );
  },
});

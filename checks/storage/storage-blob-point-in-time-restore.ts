import { z } from 'zod';
import { hoursBetween, type Instant, moveInstant } from '#domain/instant.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { whenOff } from '#evaluation/short-words.ts';
import { blobServiceOf } from '#facts/storage-blob-kind.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

/** The window moves on while a scan runs, so its start may lie this much later than the scan's instant says. */
const TOLERANCE_HOURS = 12;

export const storageBlobPointInTimeRestore = defineCheck({
  id: 'storage-blob-point-in-time-restore',
  title: 'Storage account restores blobs to any point of the claimed days',
  family: 'backup',
  severity: 'high',
  short: whenOff('blob restore is off'),
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: ['storageBlobService'],
  parameters: z.strictObject({ days: z.int().min(1).max(364) }),
  isTimeBound: true,
  rationale:
    'The policy says how far back a restore may go; the earliest restore time proves how far it can go today.',
  remediation: {
    // Deleted blobs must be kept for longer than the window is.
    command: ({ id, name }, { days }) =>
      `${azCommand`az storage account blob-service-properties update --account-name ${name} --enable-delete-retention true --delete-retention-days ${days + 1} --enable-versioning true --enable-change-feed true --enable-restore-policy true --restore-days ${days}`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/storage/blobs/point-in-time-restore-manage',
  },
  references: ['Microsoft.Storage/storageAccounts/blobServices 2025-08-01: restorePolicy'],
  examples: {
    pass: {
      facts: {
        storageAccount: { kind: 'StorageV2', properties: { creationTime: '2020-01-01T00:00:00Z' } },
        storageBlobService: {
          properties: {
            restorePolicy: { enabled: true, days: 30, minRestoreTime: '2020-06-01T00:00:00Z' },
          },
        },
      },
      with: { days: 14 },
    },
    fail: {
      facts: {
        storageAccount: { kind: 'StorageV2' },
        storageBlobService: { properties: { restorePolicy: { enabled: true, days: 7 } } },
      },
      with: { days: 14 },
    },
    unknown: {
      facts: { storageAccount: { kind: 'StorageV2' }, storageBlobService: {} },
      with: { days: 14 },
    },
  },
  applies({ kind }, { parameters: { days } }) {
    const shown = { expected: `${days} days`, observed: kind ?? null };
    switch (blobServiceOf(kind)) {
      case 'none':
      case 'block':
        return unknown(
          `A ${kind} account has no point-in-time restore; only a backup vault protects it, which is not read`,
          shown,
        );
      case 'not-understood':
        return unknown(`The kind ${kind ?? '(none)'} is not understood`, shown);
      case 'full':
      case 'old':
        return undefined;
    }
  },
  evaluate({ storageAccount, storageBlobService }, { parameters: { days }, asOf }) {
    const { properties } = storageBlobService;
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the blob service', { expected: `${days} days` });
    }
    const policy = properties.restorePolicy;
    const shown = { expected: `${days} days`, observed: policy ?? null };
    if (policy === null || policy === undefined || policy.enabled === false) {
      return fail('Point-in-time restore is off', shown);
    }
    if (policy.enabled !== true || typeof policy.days !== 'number') {
      return unknown('Azure does not say how far back a restore may go', shown);
    }
    if (policy.days < days) return fail(`A restore may go back ${policy.days} days`, shown);
    const created = storageAccount.properties?.creationTime ?? null;
    return judgeReach(policy.minRestoreTime ?? null, created, { days, asOf, shown });
  },
});

/** Whether the window really reaches back: over the claimed days, or to the start of a younger account. */
function judgeReach(
  earliest: Instant | null,
  created: Instant | null,
  { days, asOf, shown }: { days: number; asOf: Instant; shown: Parameters<typeof pass>[1] },
): Verdict {
  const sinceCreation =
    created === null || earliest === null ? undefined : hoursBetween(created, earliest);
  if (sinceCreation !== undefined && sinceCreation < -TOLERANCE_HOURS) {
    return unknown('The earliest restore time lies before the account itself', shown);
  }
  const due = moveInstant(asOf, { months: 0, days: -days });
  const late = earliest === null || due === undefined ? undefined : hoursBetween(due, earliest);
  if (late === undefined) return unknown('Azure does not say since when it can restore', shown);
  if (late <= TOLERANCE_HOURS) return pass(`Blobs can be restored back to ${earliest}`, shown);
  if (sinceCreation !== undefined && sinceCreation <= TOLERANCE_HOURS) {
    return pass(`Blobs can be restored back to ${earliest}, the account's first hours`, shown);
  }
  return fail(`Blobs can be restored back to ${earliest} only`, shown);
}

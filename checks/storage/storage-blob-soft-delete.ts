import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { whenOff } from '#evaluation/short-words.ts';
import { blobServiceOf } from '#facts/storage-blob-kind.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const storageBlobSoftDelete = defineCheck({
  id: 'storage-blob-soft-delete',
  title: 'Storage account keeps deleted blobs for the claimed days',
  family: 'backup',
  severity: 'high',
  short: whenOff('blob soft delete is off'),
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: ['storageBlobService'],
  parameters: z.strictObject({ days: z.int().min(1).max(365).default(7) }),
  rationale: 'Deleted or overwritten blobs can be had back only while they are kept.',
  remediation: {
    command: ({ id, name }, { days }) =>
      `${azCommand`az storage account blob-service-properties update --account-name ${name} --enable-delete-retention true --delete-retention-days ${days}`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/storage/blobs/soft-delete-blob-enable',
  },
  references: [
    'Microsoft.Storage/storageAccounts/blobServices 2025-08-01: deleteRetentionPolicy, allowPermanentDelete',
  ],
  examples: {
    pass: {
      facts: {
        storageAccount: { kind: 'StorageV2' },
        storageBlobService: {
          properties: {
            deleteRetentionPolicy: { enabled: true, days: 30, allowPermanentDelete: false },
          },
        },
      },
    },
    fail: {
      facts: {
        storageAccount: { kind: 'StorageV2' },
        storageBlobService: { properties: { deleteRetentionPolicy: { enabled: false } } },
      },
    },
    unknown: {
      facts: { storageAccount: { kind: 'StorageV2' }, storageBlobService: {} },
    },
  },
  applies({ kind }, { parameters: { days } }) {
    switch (blobServiceOf(kind)) {
      case 'none':
        return unknown(
          `A ${kind} account holds file shares, which only a backup vault protects; that is not read`,
          { expected: days, observed: kind },
        );
      case 'not-understood':
        return unknown(`The kind ${kind ?? '(none)'} is not understood`, { expected: days });
      case 'block':
      case 'full':
      case 'old':
        return undefined;
    }
  },
  evaluate({ storageBlobService: { properties } }, { parameters: { days } }) {
    if (properties === null || properties === undefined) {
      return unknown('Azure sent no properties of the blob service', { expected: days });
    }
    const policy = properties.deleteRetentionPolicy;
    const shown = { expected: `${days} days`, observed: policy ?? null };
    if (policy === null || policy === undefined || policy.enabled === false) {
      return fail('Deleted blobs are not kept', shown);
    }
    if (policy.enabled !== true || typeof policy.days !== 'number') {
      return unknown('Azure does not say for how long deleted blobs are kept', shown);
    }
    if (policy.days < days) return fail(`Deleted blobs are kept for ${policy.days} days`, shown);
    if (policy.allowPermanentDelete === true) {
      return fail('Deleted blobs are kept, but may be removed for good at any time', shown);
    }
    if (policy.allowPermanentDelete !== false) {
      return unknown('Azure does not say whether deleted blobs may be removed for good', shown);
    }
    return pass(`Deleted blobs are kept for ${policy.days} days`, shown);
  },
});

import { describe, expect, it } from 'vitest';
import { storageBlobPointInTimeRestore } from '#checks/storage/storage-blob-point-in-time-restore.ts';
import { storageBlobSoftDelete } from '#checks/storage/storage-blob-soft-delete.ts';
import { storageCustomerManagedKey } from '#checks/storage/storage-customer-managed-key.ts';
import { storageEncryptionAtRest } from '#checks/storage/storage-encryption-at-rest.ts';
import { storageGeoRedundant } from '#checks/storage/storage-geo-redundant.ts';
import { storageHttpsOnly } from '#checks/storage/storage-https-only.ts';
import { storageMinimumTls } from '#checks/storage/storage-minimum-tls.ts';
import { storageRegionalRedundancy } from '#checks/storage/storage-regional-redundancy.ts';
import { storageSecondaryLocation } from '#checks/storage/storage-secondary-location.ts';
import type { Check } from '#evaluation/check.ts';
import { StorageAccount } from '#facts/storage-account.ts';
import { StorageBlobService } from '#facts/storage-blob-service.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const ROWS = recordedRows('Microsoft.Storage/storageAccounts');
const ACCOUNTS = ROWS.map((row) => StorageAccount.parse(row));

function verdicts(check: Check, given: Record<string, unknown> = {}): string[] {
  return ACCOUNTS.map(
    (account) => judgeCheck(check, { storageAccount: account }, { with: given }).status,
  );
}

describe.skipIf(!sharedIsHere)('recorded storage accounts (need the shared recordings)', () => {
  it('are judged on what the answers really say, member by member', () => {
    const said = ROWS.map((row) => JSON.stringify(row));
    const expected = {
      tls: said.map((row) => (/"minimumTlsVersion":"TLS1_2"/u.test(row) ? 'pass' : 'fail')),
      https: said.map((row) => (/"supportsHttpsTrafficOnly":true/u.test(row) ? 'pass' : 'fail')),
      geo: said.map((row) => (/"Standard_(RA)?GZ?RS"/u.test(row) ? 'pass' : 'fail')),
    };

    expect(ROWS.length).toBeGreaterThanOrEqual(25);
    expect(verdicts(storageMinimumTls)).toEqual(expected.tls);
    expect(verdicts(storageHttpsOnly)).toEqual(expected.https);
    expect(verdicts(storageGeoRedundant)).toEqual(expected.geo);
    for (const kinds of Object.values(expected)) expect(new Set(kinds).size).toBe(2);
  });

  it('are all encrypted at rest, and none under a key of the customer', () => {
    expect(new Set(verdicts(storageEncryptionAtRest))).toEqual(new Set(['pass']));
    expect(new Set(verdicts(storageCustomerManagedKey))).toEqual(new Set(['fail']));
  });

  it('lie where they lie: one geo-redundant account in the EU, all others abroad', () => {
    const eu = verdicts(storageSecondaryLocation, { within: 'EU' });
    const twoRegions = verdicts(storageRegionalRedundancy, { within: 'EU' });

    expect(eu.filter((status) => status === 'pass')).toHaveLength(1);
    expect(eu.filter((status) => status === 'fail')).toHaveLength(ACCOUNTS.length - 1);
    expect(twoRegions.filter((status) => status === 'pass')).toHaveLength(1);
  });

  it('have a blob service that keeps deleted blobs for seven days and restores nothing', () => {
    const services = recordedRows('Microsoft.Storage/storageAccounts/blobServices').map((row) =>
      StorageBlobService.parse(row),
    );
    const judged = (check: Check, days: number): string[] =>
      services.map((storageBlobService) => {
        const facts = { storageAccount: storageAccount(), storageBlobService };
        return judgeCheck(check, facts, { with: { days } }).status;
      });

    expect(judged(storageBlobSoftDelete, 7)).toEqual(['pass']);
    expect(judged(storageBlobSoftDelete, 8)).toEqual(['fail']);
    expect(judged(storageBlobPointInTimeRestore, 1)).toEqual(['fail']);
  });
});

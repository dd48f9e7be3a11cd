import { describe, expect, it } from 'vitest';
import { customerKeys } from '#checks/customer-keys.ts';
import { deletionProtection } from '#checks/deletion-protection.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import type { Question } from '#traits/define-check.ts';
import { judgeType } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const ROWS = recordedRows('Microsoft.Storage/storageAccounts');
const { bodies: GOOD } = storageAccount.good;

/** What a question says of every recorded account. */
async function verdicts(question: Question, given = {}): Promise<readonly string[]> {
  const said: string[] = [];
  for (const account of ROWS) {
    const bodies = { ...GOOD, account };
    const [one] = await judgeType(question, storageAccount, bodies, given);
    said.push(one?.verdict.status ?? '');
  }
  return said;
}

describe.skipIf(!sharedIsHere)('recorded storage accounts (need the shared recordings)', () => {
  it('are judged on what the answers really say, member by member', async () => {
    const said = ROWS.map((row) => JSON.stringify(row));
    const isClosed = (row: string) =>
      /"minimumTlsVersion":"TLS1_2"/u.test(row) && /"supportsHttpsTrafficOnly":true/u.test(row);
    const expected = {
      transit: said.map((row) => (isClosed(row) ? 'pass' : 'fail')),
      geo: said.map((row) => (/"Standard_(RA)?GZ?RS"/u.test(row) ? 'pass' : 'fail')),
      // One lets every network at its classic logs, past the firewall.
      reach: said.map((row) =>
        /"Deny"/u.test(row) && !/"bypass":"Logging/u.test(row) ? 'pass' : 'fail',
      ),
    };

    expect(ROWS.length).toBeGreaterThanOrEqual(25);
    expect(await verdicts(encryptionInTransit)).toEqual(expected.transit);
    expect(await verdicts(regionalRedundancy)).toEqual(expected.geo);
    expect(await verdicts(networkIsolation)).toEqual(expected.reach);
    expect(new Set(expected.transit).size).toBe(2);
    expect(new Set(expected.geo).size).toBe(2);
    expect(new Set(expected.reach).size).toBe(2);
  });

  it('are all encrypted at rest, and none under a key of the customer', async () => {
    expect(new Set(await verdicts(encryptionAtRest))).toEqual(new Set(['pass']));
    expect(new Set(await verdicts(customerKeys))).toEqual(new Set(['fail']));
  });

  it('lie where they lie: one geo-redundant account in the EU, all others abroad', async () => {
    const data = { within: 'EU', of: ['primary', 'copy'] };
    const eu = await verdicts(location, data);
    const twoRegions = await verdicts(regionalRedundancy, { within: 'EU' });

    expect(eu.filter((status) => status === 'pass')).toHaveLength(1);
    expect(eu.filter((status) => status === 'fail')).toHaveLength(ROWS.length - 1);
    expect(twoRegions.filter((status) => status === 'pass')).toHaveLength(1);
  });

  it('have a blob service that keeps deleted blobs for seven days and restores nothing', async () => {
    const services = recordedRows('Microsoft.Storage/storageAccounts/blobServices');
    const blobs = services[0];
    const judged = async (question: Question, given: Record<string, unknown>) => {
      const [one] = await judgeType(question, storageAccount, { ...GOOD, blobs }, given);
      return one?.verdict;
    };

    expect(services).toHaveLength(1);
    // Containers are not kept at all.
    expect((await judged(deletionProtection, { days: 7 }))?.reason).toMatch(/containers/u);
    expect((await judged(deletionProtection, { days: 8 }))?.reason).toMatch(/blobs.*7 days/u);
    expect((await judged(pointInTimeRestore, { days: 1, of: ['blobs'] }))?.status).toBe('fail');
  });

  it('have a file service of which nobody ever set anything: secure transfer decides', async () => {
    const [files] = recordedRows('Microsoft.Storage/storageAccounts/fileServices');
    const [one] = await judgeType(encryptionInTransit, storageAccount, { ...GOOD, files });

    expect(JSON.stringify(files)).toContain('"smb":{}');
    expect(one?.verdict.status).toBe('pass');
  });

  it('have shares whose names Azure lists', () => {
    const shares = recordedRows('Microsoft.Storage/storageAccounts/fileServices/shares');

    expect(shares.length).toBeGreaterThanOrEqual(2);
    expect(shares.every(({ name }) => typeof name === 'string')).toBe(true);
  });
});

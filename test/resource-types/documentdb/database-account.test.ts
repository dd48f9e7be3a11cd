import { describe, expect, it } from 'vitest';
import { accessLogging } from '#checks/access-logging.ts';
import { backupInterval } from '#checks/backup-interval.ts';
import { encryptionInTransit } from '#checks/encryption-in-transit.ts';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { location } from '#checks/location.ts';
import { networkIsolation } from '#checks/network-isolation.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import { databaseAccount } from '#resource-types/documentdb/database-account.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

type Question = Parameters<typeof judgeType>[0];
const { bodies: GOOD } = databaseAccount.good;

async function statusOf(question: Question, bodies: typeof GOOD, given = {}) {
  const judged = await judgeType(question, databaseAccount, bodies, given, { locate: locateGood });
  const rank = ['fail', 'unknown', 'pass', 'not-applicable'];
  return judged
    .map(({ verdict }) => verdict.status)
    .toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b))[0];
}

describe('the firewall of an account that is open', () => {
  const open = (rules: unknown, isFiltered: unknown) =>
    brokenBodies(databaseAccount, {
      account: {
        'properties/publicNetworkAccess': 'Enabled',
        'properties/ipRules': rules,
        'properties/isVirtualNetworkFilterEnabled': isFiltered,
      },
    });

  it.each([
    ['nobody is named', [], false, 'fail'],
    ['networks alone are named', [], true, 'pass'],
    ['whether networks are named is not said', [], undefined, 'unknown'],
    ['one address is named', [{ ipAddressOrRange: '203.0.113.7' }], false, 'pass'],
    ['half the internet is named', [{ ipAddressOrRange: '128.0.0.0/1' }], true, 'fail'],
    ['what is named is no address', [{ ipAddressOrRange: 'somewhere' }], false, 'unknown'],
    ['no rules are sent', undefined, false, 'unknown'],
  ])('where %s', async (_, rules, isFiltered, status) => {
    expect(await statusOf(networkIsolation, open(rules, isFiltered))).toBe(status);
  });
});

describe('the log of requests', () => {
  it.each([
    ['MongoDB', [], 'MongoRequests', 'pass'],
    ['MongoDB', [], 'DataPlaneRequests', 'fail'],
    ['GlobalDocumentDB', [{ name: 'EnableGremlin' }], 'GremlinRequests', 'pass'],
    ['GlobalDocumentDB', [{ name: 'EnableServerless' }], 'DataPlaneRequests', 'pass'],
    ['Parse', [], 'DataPlaneRequests', 'unknown'],
  ])('of an account of %s with %j, as %s', async (kind, capabilities, category, status) => {
    const bodies = brokenBodies(databaseAccount, {
      account: { kind, 'properties/capabilities': capabilities },
      settings: { '0/properties/logs/0/category': category },
    });

    expect(await statusOf(accessLogging, bodies)).toBe(status);
  });
});

describe.skipIf(!sharedIsHere)('recorded accounts (need the shared recordings)', () => {
  it('lie in the United States, and back up every four hours into the pair of it', async () => {
    const rows = recordedRows('Microsoft.DocumentDB/databaseAccounts');
    const said = async (question: Question, given = {}) =>
      await Promise.all(rows.map((account) => statusOf(question, { ...GOOD, account }, given)));

    expect(rows).toHaveLength(3);
    expect(await said(location, { within: 'EEA' })).toEqual(['fail', 'fail', 'fail']);
    expect(await said(encryptionInTransit)).toEqual(['pass', 'pass', 'unknown']);
    // Six addresses; in the words of 2015 nothing is understood.
    expect(await said(networkIsolation)).toEqual(['pass', 'pass', 'unknown']);
    expect(await said(backupInterval, { every: 'PT4H' })).toEqual(['pass', 'pass', 'unknown']);
    expect(await said(geoRedundantBackup)).toEqual(['pass', 'pass', 'unknown']);
    // Periodic backups never bring it back to any moment.
    expect(await said(pointInTimeRestore, { days: 7 })).toEqual(['fail', 'fail', 'unknown']);
  });
});

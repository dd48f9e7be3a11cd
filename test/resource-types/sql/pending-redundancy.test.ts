import { describe, expect, it } from 'vitest';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { sqlDatabase } from '#resource-types/sql/database.ts';
import { managedDatabase } from '#resource-types/sql/managed-database.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';

const NONE = { links: { '': [] }, failoverGroups: { '': [] }, longTermBackups: { '': [] } };
const CURRENT = 'properties/currentBackupStorageRedundancy';
const REQUESTED = 'properties/requestedBackupStorageRedundancy';

/** `holder`: the read that says the redundancy. */
async function asked(type: ResourceType, holder: string, current: string, requested: string) {
  const redundancy = { [holder]: { [CURRENT]: current, [REQUESTED]: requested } };
  const set = holder === 'database' ? { ...NONE, ...redundancy } : redundancy;
  const locate = locateGood;
  const [judgement] = await judgeType(
    geoRedundantBackup,
    type,
    brokenBodies(type, set),
    {},
    { locate },
  );
  return { status: judgement?.verdict.status, again: judgement?.isForThisScan === true };
}

describe.each([
  ['a database', sqlDatabase, 'database'],
  ['a database of an instance', managedDatabase, 'instance'],
] as const)('a redundancy that Azure puts in force by itself, of %s', (_, type, holder) => {
  it('is asked again by each scan until it is in force', async () => {
    expect(await asked(type, holder, 'Geo', 'Local')).toEqual({ status: 'pass', again: true });
    expect(await asked(type, holder, 'Local', 'Geo')).toEqual({ status: 'fail', again: true });
  });

  it('is carried when it is', async () => {
    expect(await asked(type, holder, 'Geo', 'Geo')).toEqual({ status: 'pass', again: false });
  });
});

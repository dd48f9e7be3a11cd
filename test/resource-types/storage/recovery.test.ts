import { expect, it } from 'vitest';
import { backupInterval } from '#checks/backup-interval.ts';
import { backupRecent } from '#checks/backup-recent.ts';
import { deletionProtection } from '#checks/deletion-protection.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import { unavailable } from '#domain/reading.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import { protection } from '#resource-types/storage/reads.ts';
import { unread } from '../../harness/judge-type.ts';
import { typeCases } from '../../harness/type-cases.ts';

const OWN = storageAccount.good.id;
const lost = unread(unavailable('AuthorizationFailed', 'may not read'));

const restore = (policy: unknown, account: Record<string, unknown> = {}) => ({
  blobs: { 'properties/restorePolicy': policy },
  account,
});
const kind = (word: unknown) => ({ account: { kind: word } });
const made = (at: unknown) => ({ 'properties/creationTime': at });
const from = (minRestoreTime: string) => ({ enabled: true, days: 30, minRestoreTime });

/** Claimed are 14 days before 2026-11-21T03:00Z; the account is from 2020 unless said. */
typeCases(pointInTimeRestore, storageAccount, { with: { days: 14, of: ['blobs'] } }, [
  {
    when: 'the days',
    status: 'pass',
    set: restore({ enabled: true, days: 14, minRestoreTime: '2026-11-07T03:00:00Z' }),
  },
  { when: 'more', status: 'pass', set: restore(from('2026-10-22T03:00:00Z')) },
  {
    when: 'a day less',
    status: 'fail',
    set: restore({ enabled: true, days: 13, minRestoreTime: '2026-11-07T03:00:00Z' }),
  },
  { when: 'off', status: 'fail', set: restore({ enabled: false }), reason: /switched off/u },
  { when: 'never set', status: 'fail', set: restore(null) },
  { when: 'left out', status: 'fail', set: restore(undefined) },
  {
    when: 'no days',
    status: 'unknown',
    set: restore({ enabled: true, minRestoreTime: '2026-10-22T03:00:00Z' }),
  },
  {
    when: 'on or off not said',
    status: 'unknown',
    set: restore({ days: 30, minRestoreTime: '2026-10-22T03:00:00Z' }),
  },
  { when: 'no earliest time', status: 'unknown', set: restore({ enabled: true, days: 30 }) },
  { when: 'no instant', status: 'unknown', set: restore(from('soon')) },
  { when: 'an instant to come', status: 'unknown', set: restore(from('2999-01-01T00:00:00Z')) },
  { when: 'before the account', status: 'unknown', set: restore(from('2019-01-01T00:00:00Z')) },
  { when: 'before Azure', status: 'unknown', set: restore(from('0001-01-01T00:00:00Z')) },
  {
    when: 'more days than Azure has',
    status: 'unknown',
    set: restore({ ...from('2026-10-22T03:00:00Z'), days: 400 }),
  },
  {
    when: 'the window while a scan runs',
    status: 'pass',
    set: restore(from('2026-11-07T15:00:00Z')),
  },
  {
    when: 'a window that starts too late',
    status: 'fail',
    set: restore(from('2026-11-07T15:01:00Z')),
  },
  {
    when: 'trap "raising the days makes no restore points"',
    status: 'fail',
    set: restore(from('2026-11-20T03:00:00Z')),
  },
  {
    when: 'a young account, since its first hours',
    status: 'pass',
    set: restore(from('2026-11-15T00:00:00Z'), made('2026-11-15T00:00:00Z')),
  },
  {
    when: 'a young account, not since its first hours',
    status: 'fail',
    set: restore(from('2026-11-15T00:00:00Z'), made('2026-11-14T11:00:00Z')),
  },
  {
    when: 'no properties came at all',
    status: 'unknown',
    set: { blobs: { properties: null } },
  },
  {
    when: 'an old kind, where it is off',
    status: 'fail',
    set: { ...restore(undefined), ...kind('Storage') },
  },
  {
    when: 'premium block blobs, which a vault may protect',
    status: 'unknown',
    set: kind('BlockBlobStorage'),
  },
  {
    when: 'premium files',
    status: 'not-applicable',
    set: kind('FileStorage'),
    reason: /no blobs/u,
  },
  { when: 'a kind of the future', status: 'unknown', set: kind('FutureStorage') },
  { when: 'no kind', status: 'unknown', set: kind(undefined) },
  {
    when: 'a table beside the blobs',
    status: 'pass',
    set: { tables: { '': [{ name: 'events' }] } },
  },
  { when: 'tables may not be read', status: 'pass', set: { tables: { '': lost } } },
  {
    when: 'databases are meant as well, and a table is one',
    status: 'fail',
    with: { of: ['blobs', 'database'] },
    set: { tables: { '': [{ name: 'events' }] } },
    reason: /makes no backups of tables/u,
  },
]);

const item = (properties: unknown) => ({ protection: { '': [{ properties }] } });
const docs = { shares: { '': [{ name: 'docs' }] } };
const good = {
  friendlyName: 'Docs',
  sourceResourceId: OWN,
  protectionState: 'Protected',
  lastRecoveryPoint: '2026-11-21T01:00:00Z',
};

typeCases(backupRecent, storageAccount, { with: { hours: 26 } }, [
  { when: 'blobs alone', status: 'pass' },
  {
    when: 'a share that no vault protects',
    status: 'fail',
    set: docs,
    reason: /No vault protects file share docs/u,
  },
  { when: 'a share that one does', status: 'pass', set: { ...docs, ...item(good) } },
  {
    when: 'its newest point is old',
    status: 'fail',
    set: { ...docs, ...item({ ...good, lastRecoveryPoint: '2026-11-19T01:00:00Z' }) },
  },
  {
    when: 'its protection was stopped',
    status: 'fail',
    set: { ...docs, ...item({ ...good, protectionState: 'ProtectionStopped' }) },
  },
  {
    when: 'two vaults, of which one stopped',
    status: 'pass',
    set: {
      ...docs,
      protection: {
        '': [
          { properties: { ...good, protectionState: 'ProtectionStopped' } },
          { properties: good },
        ],
      },
    },
  },
  {
    when: 'of two shares one is protected',
    status: 'fail',
    set: { shares: { '': [{ name: 'docs' }, { name: 'team' }] }, ...item(good) },
    reason: /team/u,
  },
  {
    when: 'what the vault protects has no name',
    status: 'unknown',
    set: { ...docs, ...item({ ...good, friendlyName: undefined }) },
  },
  {
    when: 'the vaults may not be read',
    status: 'unknown',
    set: { ...docs, protection: { '': lost } },
  },
  { when: 'the shares may not be read', status: 'unknown', set: { shares: { '': lost } } },
  { when: 'a share without a name', status: 'unknown', set: { shares: { '': [{}] } } },
  {
    when: 'a queue',
    status: 'fail',
    set: { queues: { '': [{ name: 'work' }] } },
    reason: /queues/u,
  },
  { when: 'the queues may not be read', status: 'unknown', set: { queues: { '': lost } } },
  { when: 'premium files without a share', status: 'not-applicable', set: kind('FileStorage') },
  {
    when: 'premium files with one',
    status: 'pass',
    set: { ...kind('FileStorage'), ...docs, ...item(good) },
  },
  {
    when: 'the sentence speaks of blobs',
    status: 'pass',
    with: { of: ['blobs'] },
    set: { ...docs, tables: { '': lost } },
  },
]);

// How often its policy takes one is asked of the vault's own item.
typeCases(backupInterval, storageAccount, { with: { every: 'P1D' } }, [
  { when: 'blobs, all the time', status: 'pass' },
  { when: 'a protected share', status: 'pass', set: { ...docs, ...item(good) } },
  { when: 'a share that is not', status: 'fail', set: docs },
]);

it('finds the account in what a vault says of a share', () => {
  const share = { properties: { sourceResourceId: `${OWN}/fileServices/default/shares/docs` } };

  expect(protection.idsIn({ properties: good })).toEqual([OWN]);
  expect(protection.idsIn(share)).toEqual([OWN]);
  expect(protection.idsIn({ properties: {} })).toEqual([]);
});

const blobs = (policy: unknown) => ({ blobs: { 'properties/deleteRetentionPolicy': policy } });
const containers = (policy: unknown) => ({
  blobs: { 'properties/containerDeleteRetentionPolicy': policy },
});
const shares = (policy: unknown) => ({
  ...docs,
  files: { 'properties/shareDeleteRetentionPolicy': policy },
});

typeCases(deletionProtection, storageAccount, { with: { days: 14 } }, [
  {
    when: 'the days',
    status: 'pass',
    set: blobs({ enabled: true, days: 14, allowPermanentDelete: false }),
  },
  {
    when: 'a day less',
    status: 'fail',
    set: blobs({ enabled: true, days: 13, allowPermanentDelete: false }),
  },
  {
    when: 'off',
    status: 'fail',
    set: blobs({ enabled: false, days: 365, allowPermanentDelete: false }),
  },
  { when: 'never set', status: 'fail', set: blobs(null) },
  { when: 'left out', status: 'fail', set: blobs(undefined) },
  {
    when: 'trap: removable for good',
    status: 'fail',
    set: blobs({ enabled: true, days: 30, allowPermanentDelete: true }),
  },
  {
    when: 'removable or not, not said',
    status: 'unknown',
    set: blobs({ enabled: true, days: 30 }),
  },
  {
    when: 'no days',
    status: 'unknown',
    set: blobs({ enabled: true, allowPermanentDelete: false }),
  },
  {
    when: 'on or off not said',
    status: 'unknown',
    set: blobs({ days: 30, allowPermanentDelete: false }),
  },
  { when: 'no properties came at all', status: 'unknown', set: { blobs: { properties: null } } },
  {
    when: 'containers are not kept',
    status: 'fail',
    set: containers(undefined),
    reason: /containers/u,
  },
  { when: 'containers a day less', status: 'fail', set: containers({ enabled: true, days: 13 }) },
  { when: 'shares are kept', status: 'pass', set: shares({ enabled: true, days: 14 }) },
  { when: 'shares a day less', status: 'fail', set: shares({ enabled: true, days: 13 }) },
  { when: 'shares, not said', status: 'unknown', set: shares(undefined) },
  {
    when: 'no share, so nothing to keep',
    status: 'pass',
    set: { ...shares({ enabled: false }), shares: {} },
  },
  { when: 'the shares may not be read', status: 'unknown', set: { shares: { '': lost } } },
  { when: 'block blobs', status: 'pass', set: kind('BlockBlobStorage') },
  { when: 'an old kind', status: 'pass', set: kind('BlobStorage') },
  { when: 'premium files with a share', status: 'pass', set: { ...kind('FileStorage'), ...docs } },
  { when: 'premium files without one', status: 'not-applicable', set: kind('FileStorage') },
  { when: 'a kind of the future', status: 'unknown', set: kind('FutureStorage') },
]);

it('says what mends it', () => {
  const mend = storageAccount.mend['deletion-protection'];
  const command = mend?.({ id: OWN, name: "st'1" }, { days: 14 } as never);

  expect(command).toContain(
    String.raw`--account-name 'st'\''1' --enable-delete-retention true --delete-retention-days '14'`,
  );
});

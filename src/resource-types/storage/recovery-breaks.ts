import type { Break } from '../define-resource-type.ts';
import { good } from './account-good.ts';

export const everyBackup = ['backup-interval', 'backup-recent', 'backup-retention'];
const ofBlobs = { 'point-in-time-restore': { of: ['blobs'] } };

/** Every way that what is lost of an account cannot be had back, or that nobody knows of. */
export const recoveryBreaks: readonly Break[] = [
  {
    as: 'it has a file share, whose reads nobody records',
    set: { ...share('2026-11-21T02:00:00Z'), fileSettings: { '': [] } },
    breaks: ['access-logging'],
  },
  {
    as: 'it has a file share, which no vault protects',
    set: { shares: { '0': { name: 'docs' } } },
    breaks: everyBackup,
  },
  {
    as: 'the newest restore point of its file share is a week old',
    set: share('2026-11-14T02:00:00Z'),
    breaks: ['backup-recent'],
  },
  {
    as: 'a table, which nothing can back up and which has a key of its own',
    set: { tables: { '0': { name: 'events' } } },
    breaks: [...everyBackup, 'customer-keys'],
  },
  {
    as: 'a queue, which nothing can back up and which has a key of its own',
    set: { queues: { '0': { name: 'work' } } },
    breaks: [...everyBackup, 'customer-keys'],
  },
  {
    as: 'point-in-time restore is off',
    set: blobs('restorePolicy', { enabled: false }),
    with: ofBlobs,
    breaks: [...everyBackup, 'point-in-time-restore'],
  },
  {
    as: 'blobs can be restored for a week',
    set: blobs('restorePolicy/days', 7),
    with: ofBlobs,
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'the policy names 30 days, but reaches back three',
    set: blobs('restorePolicy/minRestoreTime', '2026-11-18T06:00:00Z'),
    with: ofBlobs,
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'restore is on, and what it needs is off',
    set: blobs('isVersioningEnabled', false),
    with: ofBlobs,
    breaks: [],
    blinds: [...everyBackup, 'point-in-time-restore'],
  },
  {
    as: 'deleted blobs are not kept',
    set: blobs('deleteRetentionPolicy', undefined),
    breaks: ['deletion-protection'],
  },
  {
    as: 'deleted blobs may be removed for good',
    set: blobs('deleteRetentionPolicy/allowPermanentDelete', true),
    breaks: ['deletion-protection'],
  },
  {
    as: 'deleted containers are kept for three days',
    set: blobs('containerDeleteRetentionPolicy/days', 3),
    breaks: ['deletion-protection'],
  },
  {
    as: 'deleted file shares are not kept',
    set: {
      ...share('2026-11-21T02:00:00Z'),
      files: { 'properties/shareDeleteRetentionPolicy': { enabled: false } },
    },
    breaks: ['deletion-protection'],
  },
];

function blobs(path: string, value: unknown): Break['set'] {
  return { blobs: { [`properties/${path}`]: value } };
}

/** A file share that a vault protects, with its newest restore point. */
function share(newest: string): Break['set'] {
  const properties = {
    friendlyName: 'docs',
    sourceResourceId: good.id,
    protectionState: 'Protected',
    lastRecoveryPoint: newest,
  };
  return { shares: { '0': { name: 'docs' } }, protection: { '0': { properties } } };
}

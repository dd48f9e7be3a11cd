import type { ListRead } from '../define-read.ts';
import { allOf, listOfSubscription } from '../generic-reads.ts';
import { underPlatformKey } from './disk-says.ts';

/** The newest version of the disks' part of the provider. */
const DISKS_VERSION = '2026-03-02';

/** The sets of keys of a subscription, which disks name by their ids. */
export const keySets = listOfSubscription({
  name: 'diskEncryptionSets',
  what: 'disk encryption sets',
  type: 'Microsoft.Compute/diskEncryptionSets',
  apiVersion: DISKS_VERSION,
  when: underPlatformKey,
});

/** All disks, or all snapshots, of a subscription. */
export function disksOf(name: string, what: string, type: string): ListRead {
  return allOf({ name, what, type, apiVersion: DISKS_VERSION });
}

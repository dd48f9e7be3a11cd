// Written by `npm run generate`; never edited.
import type { Question } from '#traits/define-check.ts';
import { accessLogging } from './access-logging.ts';
import { backupInterval } from './backup-interval.ts';
import { backupRecent } from './backup-recent.ts';
import { backupRetention } from './backup-retention.ts';
import { crossRegionRestore } from './cross-region-restore.ts';
import { customerKeys } from './customer-keys.ts';
import { deletionProtection } from './deletion-protection.ts';
import { differentialBackup } from './differential-backup.ts';
import { encryptionAtRest } from './encryption-at-rest.ts';
import { encryptionInTransit } from './encryption-in-transit.ts';
import { endUserAvailability } from './end-user-availability.ts';
import { fullBackup } from './full-backup.ts';
import { geoRedundantBackup } from './geo-redundant-backup.ts';
import { keyExpiry } from './key-expiry.ts';
import { keyProtection } from './key-protection.ts';
import { keyRotation } from './key-rotation.ts';
import { keyStrength } from './key-strength.ts';
import { location } from './location.ts';
import { logBackup } from './log-backup.ts';
import { longTermRetention } from './long-term-retention.ts';
import { managedServices } from './managed-services.ts';
import { managementPortsClosed } from './management-ports-closed.ts';
import { monthlyRetention } from './monthly-retention.ts';
import { networkIsolation } from './network-isolation.ts';
import { platformAvailability } from './platform-availability.ts';
import { pointInTimeRestore } from './point-in-time-restore.ts';
import { regionalRedundancy } from './regional-redundancy.ts';
import { scopeVisible } from './scope-visible.ts';
import { zoneRedundant } from './zone-redundant.ts';

/** Every question of the product. */
export const QUESTIONS: readonly Question[] = [
  accessLogging,
  backupInterval,
  backupRecent,
  backupRetention,
  crossRegionRestore,
  customerKeys,
  deletionProtection,
  differentialBackup,
  encryptionAtRest,
  encryptionInTransit,
  endUserAvailability,
  fullBackup,
  geoRedundantBackup,
  keyExpiry,
  keyProtection,
  keyRotation,
  keyStrength,
  location,
  logBackup,
  longTermRetention,
  managedServices,
  managementPortsClosed,
  monthlyRetention,
  networkIsolation,
  platformAvailability,
  pointInTimeRestore,
  regionalRedundancy,
  scopeVisible,
  zoneRedundant,
];

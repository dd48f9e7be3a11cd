// Written by `npm run generate`; never edited.
import type { Question } from '#traits/define-check.ts';
import { accessLogging } from './access-logging.ts';
import { crossRegionRestore } from './cross-region-restore.ts';
import { encryptionAtRest } from './encryption-at-rest.ts';
import { encryptionInTransit } from './encryption-in-transit.ts';
import { endUserAvailability } from './end-user-availability.ts';
import { geoRedundantBackup } from './geo-redundant-backup.ts';
import { keyExpiry } from './key-expiry.ts';
import { keyProtection } from './key-protection.ts';
import { keyRotation } from './key-rotation.ts';
import { keyStrength } from './key-strength.ts';
import { location } from './location.ts';
import { managedServices } from './managed-services.ts';
import { networkIsolation } from './network-isolation.ts';
import { platformAvailability } from './platform-availability.ts';
import { regionalRedundancy } from './regional-redundancy.ts';
import { scopeVisible } from './scope-visible.ts';

/** Every question of the product. */
export const QUESTIONS: readonly Question[] = [
  accessLogging,
  crossRegionRestore,
  encryptionAtRest,
  encryptionInTransit,
  endUserAvailability,
  geoRedundantBackup,
  keyExpiry,
  keyProtection,
  keyRotation,
  keyStrength,
  location,
  managedServices,
  networkIsolation,
  platformAvailability,
  regionalRedundancy,
  scopeVisible,
];

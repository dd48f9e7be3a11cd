import type { ResourceType } from '../define-resource-type.ts';

const MAKING = 'how it was made';
const SIZE = 'size and price';
const SLEEP = 'whether it sleeps is told before anything is read that would wake it';

/** Members of the answers about a database that say nothing of a trait, and why. */
export const databaseLeaves: ResourceType['leaves'] = {
  database: {
    'properties/createMode': MAKING,
    'properties/sampleName': MAKING,
    'properties/sourceDatabaseId': MAKING,
    'properties/sourceResourceId': MAKING,
    'properties/sourceDatabaseDeletionDate': MAKING,
    'properties/restorePointInTime': MAKING,
    'properties/recoveryServicesRecoveryPointId': MAKING,
    'properties/longTermRetentionBackupResourceId': MAKING,
    'properties/recoverableDatabaseId': MAKING,
    'properties/restorableDroppedDatabaseId': MAKING,
    'properties/manualCutover': MAKING,
    'properties/performCutover': MAKING,
    'properties/collation': 'how texts are compared',
    'properties/catalogCollation': 'how texts are compared',
    'properties/databaseId': 'a name',
    'properties/elasticPoolId': 'with whom it shares its size',
    'properties/maxSizeBytes': SIZE,
    'properties/maxLogSizeBytes': SIZE,
    'properties/currentServiceObjectiveName': SIZE,
    'properties/requestedServiceObjectiveName': SIZE,
    'properties/licenseType': SIZE,
    'properties/currentSku/**': 'the same as sku',
    'properties/minCapacity': SIZE,
    'properties/useFreeLimit': SIZE,
    'properties/freeLimitExhaustionBehavior': SIZE,
    'properties/defaultSecondaryLocation':
      'the paired region, where nothing is until it is told to be',
    'properties/availabilityZone': 'a place in its own region',
    'properties/readScale': 'copies in its own region',
    'properties/highAvailabilityReplicaCount': 'copies in its own region',
    'properties/autoPauseDelay': SLEEP,
    'properties/pausedDate': SLEEP,
    'properties/resumedDate': SLEEP,
    'properties/maintenanceConfigurationId': 'when it is maintained: no claim speaks of it',
    'properties/isLedgerOn': 'whether changes can be proved: no claim speaks of it',
    'properties/federatedClientId': 'as whom it reads its key in another tenant',
    'properties/keys/**': 'keys besides the protector, which decides',
    'properties/encryptionProtectorAutoRotation': 'the key itself tells of its rotation',
    'properties/preferredEnclaveType': 'encryption of single columns: no claim speaks of it',
    'sku/name': SIZE,
    'sku/size': SIZE,
    'sku/family': SIZE,
    'sku/capacity': SIZE,
    managedBy: 'who made it',
    'identity/**': 'as whom it acts',
  },
  encryption: { 'properties/scanState': 'how far a change has come: the state decides' },
  protector: {
    kind: 'the same as serverKeyType',
    location: 'its server’s',
    'properties/subregion': 'its server’s',
    'properties/serverKeyName': 'a name',
    'properties/thumbprint': 'a name',
    'properties/keyVersion': 'a name',
    'properties/autoRotationEnabled': 'the key itself tells of its rotation',
  },
  longTerm: {
    'properties/weekOfYear': 'which week’s backup is the yearly one',
    'properties/timeBasedImmutability':
      'whether they can be deleted: no claim speaks of databases there',
    'properties/timeBasedImmutabilityMode':
      'whether they can be deleted: no claim speaks of databases there',
  },
  longTermBackups: {
    'properties/serverCreateTime': 'older than the server is older than its database',
    'properties/isBackupImmutable': 'whether it can be deleted: no claim speaks of databases there',
    'properties/timeBasedImmutability':
      'whether it can be deleted: no claim speaks of databases there',
    'properties/timeBasedImmutabilityMode':
      'whether it can be deleted: no claim speaks of databases there',
    'properties/legalHoldImmutability':
      'whether it can be deleted: no claim speaks of databases there',
    'properties/backupStorageAccessTier': 'how soon it can be read: no claim speaks of it',
  },
  recoverable: {
    'properties/edition': SIZE,
    'properties/serviceLevelObjective': SIZE,
    'properties/elasticPoolName': SIZE,
    'properties/keys/**': 'keys besides the protector, which decides',
  },
  restorePoints: {
    location: 'its pool’s',
    'properties/restorePointType': 'of a pool all are DISCRETE',
    'properties/earliestRestoreDate': 'of a pool it is absent',
    'properties/restorePointLabel': 'a name',
  },
  links: {
    'properties/partnerDatabase': 'a name: its id is read',
    'properties/replicationMode': 'how far it may lag: its state decides',
    'properties/startTime': 'since when it copies: its state decides',
    'properties/percentComplete': 'its state decides',
    'properties/isTerminationAllowed': 'whether it can be ended now',
  },
  failoverGroups: {
    'properties/readWriteEndpoint/**': 'how it fails over: no claim speaks of it',
    'properties/readOnlyEndpoint/**': 'how it fails over: no claim speaks of it',
    'properties/replicationRole': 'its partners count on either end',
    'properties/replicationState': 'the databases’ links tell it for each',
    'properties/secondaryType': 'a standby holds the data as well',
    'properties/partnerServers/*/replicationRole': 'its partners count on either end',
    location: 'its own server’s',
  },
};

const MADE = 'from what it was once made';
const SIZE = 'price and size';
const EXPORT = 'who may take it out by a signed address: no claim speaks of it yet';

/** Members of disks that no trait reads. */
const OF_DISKS = {
  'properties/timeCreated': 'how old it is',
  'properties/osType': 'the system on it',
  'properties/hyperVGeneration': 'the system on it',
  'properties/purchasePlan/**': SIZE,
  'properties/supportedCapabilities/**': 'the system on it',
  'properties/creationData/**': MADE,
  'properties/diskSizeGB': SIZE,
  'properties/diskSizeBytes': SIZE,
  'properties/uniqueId': 'a name',
  'properties/encryptionSettingsCollection/**': 'a further layer, inside of the machine',
  'properties/diskState': 'whether it is attached, which is told by what to',
  'properties/networkAccessPolicy': EXPORT,
  'properties/publicNetworkAccess': EXPORT,
  'properties/dataAccessAuthMode': EXPORT,
  'properties/diskAccessId': EXPORT,
  'properties/supportsHibernation': 'the system on it',
  'properties/securityProfile/**': 'how the machine boots, and a further layer of encryption',
  'properties/completionPercent': 'how far it is copied',
  'extendedLocation/**': 'which edge zone it is: that it is one is read',
  'sku/**': 'copies in the same region',
} as const;

const KEYS = {
  location: 'the same as the disks’',
  'properties/encryptionType': 'said by each disk',
  'properties/activeKey/sourceVault/**': 'said by the address of the key',
  'properties/previousKeys/**': 'keys of older disks, which name the set as well',
  'properties/rotationToLatestKeyVersionEnabled':
    'whether it takes new versions of the key by itself',
  'properties/lastKeyRotationTimestamp': 'when it did',
  'properties/autoKeyRotationError/**': 'why a new version was not taken: that it was not is read',
  'properties/federatedClientId': 'as whom it fetches the key',
  'identity/**': 'as whom it fetches the key',
} as const;

export const DISK_LEAVES = {
  disk: {
    ...OF_DISKS,
    'properties/diskIOPS*': SIZE,
    'properties/diskMBps*': SIZE,
    'properties/maxShares': SIZE,
    'properties/shareInfo/**': 'the machines that it is attached to, said beside it',
    'properties/burstingEnabledTime': SIZE,
    'properties/tier': SIZE,
    'properties/burstingEnabled': SIZE,
    'properties/propertyUpdatesInProgress/**': SIZE,
    'properties/optimizedForFrequentAttach': SIZE,
    'properties/LastOwnershipUpdateTime': 'when it was attached',
    'properties/availabilityPolicy/**': 'what happens when it is slow',
    zones: 'zones of one region: no claim speaks of them yet',
  },
  keys: KEYS,
} as const;

export const SNAPSHOT_LEAVES = {
  snapshot: {
    ...OF_DISKS,
    'properties/incremental': 'how it is laid out',
    'properties/incrementalSnapshotFamilyId': 'how it is laid out',
    'properties/copyCompletionError/**': 'why it was not copied',
    'properties/snapshotAccessState': 'how fast it is read',
    'properties/immutabilityPolicy/immutabilityDurationDays':
      'for how long it was locked: until when is read',
    'properties/immutabilityPolicy/policyStartTime': 'since when it is locked',
    'properties/immutabilityPolicy/policyExpirationTime': 'whether that has passed is read',
    managedBy: 'never sent of a snapshot',
  },
  keys: KEYS,
} as const;

/** Members that neither engine's file reads. */
export const SERVER_LEAVES = {
  server: {
    'properties/administratorLogin': 'a name',
    'properties/version': 'no claim speaks of it yet',
    'properties/state': 'whether it runs: what is stored in it is kept all the same',
    'properties/fullyQualifiedDomainName': 'its address',
    'properties/storage/**': 'price and size',
    'properties/availabilityZone': 'zones of one region: no claim speaks of them yet',
    'properties/highAvailability/**': 'a standby in the same region',
    'properties/maintenanceWindow/**': 'when it is updated',
    'properties/replicaCapacity': 'how many replicas it may have',
    'properties/dataEncryption/primaryUserAssignedIdentityId': 'as whom it fetches the key',
    'properties/dataEncryption/geoBackupUserAssignedIdentityId': 'as whom it fetches the key',
    'properties/network/delegatedSubnetResourceId': 'its network: the door is closed then',
    'properties/privateEndpointConnections/**': 'doors of networks of its owner',
    'sku/**': 'price and size',
    'identity/**': 'as whom it signs in elsewhere',
  },
  backups: {
    'properties/backupType': 'taken by the platform or asked for: either can be restored',
    'properties/source': 'how it was taken',
  },
  parameters: {
    'properties/description': 'words',
    'properties/documentationLink': 'words',
    'properties/defaultValue': 'what it would be',
    'properties/dataType': 'its form',
    'properties/allowedValues': 'what it might be',
    'properties/source': 'who set it',
    'properties/isDynamicConfig': 'whether a change needs a restart: that one waits is read',
    'properties/isReadOnly': 'who may set it',
  },
} as const;

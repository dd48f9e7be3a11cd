import type { ResourceType } from '../define-resource-type.ts';

const ADDRESS = 'an address';
const WHO = 'who may, not how it is kept';
const LATER = 'what becomes of it, not what it is';
const PRICE = 'speed and price';

/** Members of an account's answers that no trait reads, and why. */
export const leaves: ResourceType['leaves'] = {
  account: {
    // `primaryLocation` says where the data is now; this one stays as it was made.
    location: 'where it was made: primaryLocation says where the data is',
    'sku/tier': PRICE,
    'extendedLocation/type': 'its name says which',
    'zones/**': 'in which zones: no claim speaks of them',
    'placement/**': 'in which zones: no claim speaks of them',
    'identity/**': WHO,
    'properties/allowedCopyScope': LATER,
    'properties/allowCrossTenantReplication': 'what may be replicated: the policies say what is',
    'properties/dataCollaborationPolicyProperties/**': LATER,
    'properties/sasPolicy/**': WHO,
    'properties/keyPolicy/**': WHO,
    'properties/keyCreationTime/**': WHO,
    'properties/customDomain/useSubDomainName': ADDRESS,
    'properties/encryption/services/*/lastEnabledTime': 'since when: on is on',
    'properties/encryption/keyvaultproperties/keyversion':
      'which version: the key says when it ends',
    'properties/encryption/keyvaultproperties/currentVersionedKeyIdentifier':
      'which version: the key says when it ends',
    'properties/encryption/keyvaultproperties/lastKeyRotationTimestamp':
      'the key says how it is rotated',
    'properties/encryption/keyvaultproperties/currentVersionedKeyExpirationTimestamp':
      'the key says when it ends',
    'properties/encryption/identity/**': WHO,
    'properties/networkAcls/virtualNetworkRules/**':
      'networks of Azure: no addresses of the internet',
    'properties/networkAcls/resourceAccessRules/**':
      'resources of Azure: no addresses of the internet',
    'properties/networkAcls/ipRules/*/action': 'always Allow',
    'properties/networkAcls/ipv6Rules/*/**': 'counted, not measured',
    'properties/privateEndpointConnections/**': 'further ways in, all of them private',
    'properties/accessTier': PRICE,
    'properties/azureFilesIdentityBasedAuthentication/**': WHO,
    'properties/isLocalUserEnabled': WHO,
    'properties/enableExtendedGroups': WHO,
    'properties/defaultToOAuthAuthentication': WHO,
    'properties/allowSharedKeyAccessForServices/**':
      'newer than its documentation: where it is sent, keys are not said',
    'properties/allowBlobPublicAccess': WHO,
    'properties/isHnsEnabled': 'a form of names, not of keeping',
    'properties/largeFileSharesState': PRICE,
    'properties/routingPreference/**': 'over whose network, not to where',
    'properties/dualStackEndpointPreference/**': ADDRESS,
    'properties/immutableStorageWithVersioning/**':
      'whether versions can be overwritten: no claim speaks of it',
    'properties/dnsEndpointType': ADDRESS,
    'properties/geoPriorityReplicationStatus/**':
      'how soon the second copy follows: no claim speaks of it',
    'properties/provisioningState': LATER,
    'properties/primaryEndpoints/**': ADDRESS,
    'properties/secondaryEndpoints/**': ADDRESS,
    'properties/statusOfPrimary': 'whether it answers just now; the data is there',
    'properties/statusOfSecondary': 'whether it answers just now; the copy is there',
    'properties/lastGeoFailoverTime': 'since when: primaryLocation says where the data is',
    'properties/geoReplicationStats/**': 'only on request: how far the second copy is behind',
    'properties/failoverInProgress': LATER,
    'properties/blobRestoreStatus/**': 'of a restore that somebody asked for',
    'properties/storageAccountSkuConversionStatus/**': LATER,
    'properties/isSkuConversionBlocked': LATER,
    'properties/accountMigrationInProgress': LATER,
  },
  blobs: {
    'sku/**': 'of the account',
    'properties/cors/**': WHO,
    'properties/defaultServiceVersion': 'of the protocol, not of TLS',
    'properties/staticWebsite/**': "what is published, under the account's own HTTPS setting",
    'properties/automaticSnapshotPolicyEnabled': 'retired',
    'properties/changeFeed/retentionInDays': 'minRestoreTime says how far a restore reaches',
    'properties/restorePolicy/lastEnabledTime': 'minRestoreTime says how far a restore reaches',
    'properties/containerDeleteRetentionPolicy/allowPermanentDelete': 'of blobs alone',
    'properties/lastAccessTimeTrackingPolicy/**': PRICE,
  },
  files: {
    'sku/**': 'of the account',
    'properties/cors/**': WHO,
    'properties/shareDeleteRetentionPolicy/allowPermanentDelete': 'of blobs alone',
    'properties/protocolSettings/smb/multichannel/**': PRICE,
    'properties/protocolSettings/smb/authenticationMethods': WHO,
    'properties/protocolSettings/smb/kerberosTicketEncryption': WHO,
  },
  replication: {
    'properties/policyId': ADDRESS,
    'properties/enabledTime': 'since when',
    'properties/rules/**': 'which containers: where one goes is a place',
    'properties/metrics/**': 'what is counted',
    'properties/priorityReplication/**': 'how soon',
    'properties/tagsReplication/**': 'what of them',
  },
  shares: { etag: ADDRESS, 'properties/**': 'of one share: here it counts that there is one' },
  scopes: {
    'properties/state': 'what was written under it stays so',
    'properties/creationTime': 'since when',
    'properties/lastModifiedTime': 'since when',
    'properties/keyVaultProperties/currentVersionedKeyIdentifier':
      'which version: the key says when it ends',
    'properties/keyVaultProperties/lastKeyRotationTimestamp': 'the key says how it is rotated',
    'properties/requireInfrastructureEncryption': "the account's own decides for all of it",
  },
};

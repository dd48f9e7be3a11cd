const LISTED = 'the same as in the list of all locations';
const ADDRESS = 'its address';

/** Members that the file of accounts does not read. */
export const ACCOUNT_LEAVES = {
  account: {
    location: 'of its resource group: its data lies in its locations',
    'identity/**': 'as whom it fetches keys',
    'properties/consistencyPolicy/**': 'how far its regions may be apart in time',
    'properties/databaseAccountOfferType': 'price and size',
    'properties/documentEndpoint': ADDRESS,
    'properties/enableAutomaticFailover': 'who moves it to another of its regions',
    'properties/enableMultipleWriteLocations': 'each region holds all of it, written there or not',
    'properties/failoverPolicies/**': 'the order of its locations, which say it themselves',
    'properties/locations/*/id': ADDRESS,
    'properties/locations/*/documentEndpoint': ADDRESS,
    'properties/readLocations/*/id': ADDRESS,
    'properties/readLocations/*/documentEndpoint': ADDRESS,
    'properties/readLocations/*/isZoneRedundant': LISTED,
    'properties/writeLocations/*/id': ADDRESS,
    'properties/writeLocations/*/documentEndpoint': ADDRESS,
    'properties/writeLocations/*/isZoneRedundant': LISTED,
    'properties/virtualNetworkRules/**': 'networks of Azure, not the internet',
    'properties/networkAclBypass': 'services of Azure, which sign in as everybody does',
    'properties/networkAclBypassResourceIds/**':
      'services of Azure, which sign in as everybody does',
    'properties/privateEndpointConnections/**': 'doors of networks of its owner',
    'properties/enableCassandraConnector': 'a connector that was never finished',
    'properties/connectorOffer': 'a connector that was never finished',
    'properties/disableKeyBasedMetadataWriteAccess':
      'what its keys may change: no claim speaks of it',
    'properties/defaultIdentity': 'as whom it fetches keys',
    'properties/enableFreeTier': 'price and size',
    'properties/apiProperties/**': 'the version of its API',
    'properties/analyticalStorageConfiguration/**': 'the form of the analytical store',
    'properties/createMode': 'how it was made',
    'properties/backupPolicy/migrationState/**':
      'a change of its backups, which its type tells once it is done',
    'properties/cors/**': 'which web pages may call it: they sign in as everybody does',
    'properties/restoreParameters/**': 'from what it was once restored',
    'properties/capacity/**': 'price and size',
    'properties/keysMetadata/**': 'how old its access keys are: no claim speaks of them',
    'properties/enablePartitionMerge': 'price and size',
    'properties/enableBurstCapacity': 'price and size',
    'properties/customerManagedKeyStatus': 'advice in words, not a state',
    'properties/keyVaultKeyUriVersion': 'which version of the key that is named',
    'properties/enablePriorityBasedExecution': 'which requests come first',
    'properties/defaultPriorityLevel': 'which requests come first',
    'properties/enablePerRegionPerPartitionAutoscale': 'price and size',
    'properties/enforceHierarchicalPartitionKeyIdLastLevel': 'how its data is laid out',
    'properties/instanceId': 'its name among those of all accounts',
  },
} as const;

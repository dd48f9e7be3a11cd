import { leaving } from '../leaving.ts';

/** Members that the file of volumes does not read. */
export const LEAVES = {
  volume: {
    zones: 'zones of one region',
    ...leaving('zones of one region', 'provisionedAvailabilityZone'),
    ...leaving(
      'price and size',
      'serviceLevel usageThreshold throughputMibps actualThroughputMibps isDefaultQuotaEnabled defaultUserQuotaInKiBs defaultGroupQuotaInKiBs maximumNumberOfFiles isLargeVolume inheritedSizeInBytes acceptGrowCapacityPoolForShortTermCloneSplit breakthroughMode',
    ),
    ...leaving(
      'its names and addresses',
      'fileSystemId creationToken baremetalTenantId networkSiblingSetId mountTargets/** volumeGroupName volumeSpecName capacityPoolResourceId',
    ),
    ...leaving(
      'its network, which is its owner’s',
      'subnetId networkFeatures effectiveNetworkFeatures storageToNetworkProximity t2Network proximityPlacementGroup placementRules/** keyVaultPrivateEndpointResourceId',
    ),
    ...leaving(
      'who may do what with its files, once let in',
      'securityStyle snapshotDirectoryVisible smbAccessBasedEnumeration smbNonBrowsable ldapEnabled unixPermissions enableSubvolumes',
    ),
    ...leaving(
      'which clients of its network a rule is for, and whether plain NFS 3 is: its protocols say that',
      'exportPolicy/rules/*/ruleIndex exportPolicy/rules/*/cifs exportPolicy/rules/*/nfsv3 exportPolicy/rules/*/nfsv41 exportPolicy/rules/*/allowedClients exportPolicy/rules/*/hasRootAccess exportPolicy/rules/*/chownMode exportPolicy/rules/*/kerberos5pReadOnly exportPolicy/rules/*/kerberos5pReadWrite',
    ),
    ...leaving(
      'from what it was made',
      'snapshotId deleteBaseSnapshot backupId volumeType originatingResourceId',
    ),
    ...leaving('whether it goes on while a node fails', 'smbContinuouslyAvailable'),
    ...leaving(
      'what is used rarely lies in cheaper storage, in the same region',
      'coolAccess coolnessPeriod coolAccessRetrievalPolicy coolAccessTieringPolicy',
    ),
    ...leaving('how it fares', 'isRestoring cloneProgress'),
    ...leaving('what uses it as a disk', 'avsDataStore dataStoreResourceId'),
    ...leaving(
      'where the other end lies is said beside it, and either end holds the data',
      'dataProtection/replication/replicationId dataProtection/replication/endpointType dataProtection/replication/replicationSchedule dataProtection/replication/remoteVolumeResourceId dataProtection/replication/remotePath/** dataProtection/replication/destinationReplications/*/resourceId dataProtection/replication/destinationReplications/*/replicationType dataProtection/replication/destinationReplications/*/zone dataProtection/replication/externalReplicationSetupStatus dataProtection/replication/externalReplicationSetupInfo dataProtection/replication/relationshipStatus',
    ),
    ...leaving('a move within the region', 'dataProtection/volumeRelocation/**'),
    ...leaving(
      'what watches for ransomware: no claim speaks of it yet',
      'dataProtection/ransomwareProtection/**',
    ),
  },
} as const;

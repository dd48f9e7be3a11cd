/** What the best-known scanners read of a family of claims, line by line, and what of it is read here. */
export interface CoverageLine {
  /** In words: the settings, or what is asked of them. */
  readonly what: string;
  /** ARM types: that one has a file, or is judged by its region alone, the page says by itself. */
  readonly types?: readonly string[];
  /** Questions that ask after it. */
  readonly checks?: readonly string[];
  /** Why it is not covered, or not wholly. */
  readonly why?: string;
}

export interface CoverageFamily {
  readonly family: string;
  readonly lines: readonly CoverageLine[];
  /** What no scanner reads and statements claim. */
  readonly open: readonly CoverageLine[];
}

const SQL = ['Microsoft.Sql/servers/databases', 'Microsoft.Sql/managedInstances/databases'];
const SERVERS = [
  'Microsoft.DBforPostgreSQL/flexibleServers',
  'Microsoft.DBforMySQL/flexibleServers',
];
const OLD_SERVERS = [
  'Microsoft.DBforPostgreSQL/servers',
  'Microsoft.DBforMySQL/servers',
  'Microsoft.DBforMariaDB/servers',
];
const COPIES = ['Microsoft.RecoveryServices/vaults', 'Microsoft.DataProtection/backupVaults'];
const WITH_LOGS = ['Microsoft.OperationalInsights/workspaces', 'Microsoft.Insights/components'];
const OPERATION =
  'a claim on how the service is run; the statements mark the question as planned, and the claim is unverified until it is there';

export const COVERAGE: readonly CoverageFamily[] = [
  {
    family: 'Data location',
    lines: [
      {
        what: 'the region of every resource, in every spelling, edge zones and custom locations',
        checks: ['location'],
        why: 'of a type without a file its region is judged; that it has copies is then unverified, by name',
      },
      {
        what: 'regions of Cosmos DB',
        types: ['Microsoft.DocumentDB/databaseAccounts'],
        checks: ['location'],
      },
      {
        what: 'geography of Communication Services and mail',
        types: [
          'Microsoft.Communication/communicationServices',
          'Microsoft.Communication/emailServices',
        ],
        checks: ['location'],
      },
      {
        what: 'redundancy of backups of databases and instances',
        types: SQL,
        checks: ['location', 'geo-redundant-backup'],
      },
      { what: 'redundancy of vaults', types: COPIES, checks: ['location', 'geo-redundant-backup'] },
      {
        what: 'the region of resource groups',
        why: 'what lies in one is judged; a group keeps names alone',
      },
    ],
    open: [
      {
        what: 'second location of storage',
        types: ['Microsoft.Storage/storageAccounts'],
        checks: ['location'],
      },
      {
        what: 'regions of failover groups and geo-replicas',
        types: [...SQL, 'Microsoft.Sql/managedInstances'],
        checks: ['location'],
      },
      {
        what: 'pair that geo-backups of open-source servers go to',
        types: SERVERS,
        checks: ['location'],
      },
      {
        what: 'replicas of registries and of configuration stores',
        types: [
          'Microsoft.ContainerRegistry/registries',
          'Microsoft.ContainerRegistry/registries/replications',
          'Microsoft.AppConfiguration/configurationStores',
        ],
        checks: ['location'],
      },
      { what: 'pair of key vaults', types: ['Microsoft.KeyVault/vaults'], checks: ['location'] },
      {
        what: 'log workspaces, Application Insights and where exports go',
        types: WITH_LOGS,
        checks: ['location'],
      },
      {
        what: 'destinations of diagnostic settings, as a place of whatever writes to them',
        checks: ['location'],
      },
      {
        what: 'target of restores across regions',
        types: COPIES,
        checks: ['location', 'cross-region-restore'],
      },
      {
        what: 'resources that are global',
        types: [
          'Microsoft.Cdn/profiles',
          'Microsoft.Cdn/profiles/afdEndpoints',
          'Microsoft.Network/frontDoors',
        ],
        checks: ['location'],
        why: 'edges are all over the world: what they keep for a while is unverified, what only passes is judged where a claim speaks of processing',
      },
      {
        what: 'long-term backups',
        types: SQL,
        checks: ['location', 'long-term-retention'],
        why: 'those of databases that are there; a deleted database is named by nothing but its backups, which are not listed for it',
      },
      {
        what: 'EU, EEA and Europe told apart; pairs that cross a border',
        checks: ['location', 'regional-redundancy'],
      },
    ],
  },
  {
    family: 'Encryption at rest',
    lines: [
      {
        what: 'transparent data encryption',
        types: [...SQL, 'Microsoft.Synapse/workspaces/sqlPools'],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'storage: key source, second layer, key per service, scopes',
        types: ['Microsoft.Storage/storageAccounts'],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'disks, sets of keys, snapshots, images, hosts',
        types: [
          'Microsoft.Compute/disks',
          'Microsoft.Compute/diskEncryptionSets',
          'Microsoft.Compute/snapshots',
          'Microsoft.Compute/images',
          'Microsoft.Compute/restorePointCollections',
          'Microsoft.Compute/virtualMachines',
          'Microsoft.Compute/virtualMachineScaleSets',
        ],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'databases and caches',
        types: [
          'Microsoft.DocumentDB/databaseAccounts',
          ...SERVERS,
          ...OLD_SERVERS,
          'Microsoft.Cache/redis',
          'Microsoft.Cache/redisEnterprise',
          'Microsoft.Kusto/clusters',
          'Microsoft.HDInsight/clusters',
          'Microsoft.Synapse/workspaces',
        ],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'messages, search, configuration, registries, containers',
        types: [
          'Microsoft.EventHub/namespaces',
          'Microsoft.ServiceBus/namespaces',
          'Microsoft.Search/searchServices',
          'Microsoft.AppConfiguration/configurationStores',
          'Microsoft.ContainerRegistry/registries',
          'Microsoft.ContainerService/managedClusters',
          'Microsoft.ContainerInstance/containerGroups',
        ],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'variables of Automation that are kept as plain text',
        types: ['Microsoft.Automation/automationAccounts'],
        why: 'what lies in the account is always encrypted; that a variable shows its value to readers is about access',
      },
      {
        what: 'analytics, AI, health, devices',
        types: [
          'Microsoft.Batch/batchAccounts',
          'Microsoft.MachineLearningServices/workspaces',
          'Microsoft.Databricks/workspaces',
          'Microsoft.CognitiveServices/accounts',
          'Microsoft.DataFactory/factories',
          'Microsoft.HealthcareApis/workspaces/fhirservices',
          'Microsoft.HealthcareApis/workspaces/dicomservices',
          'Microsoft.Devices/IotHubs',
        ],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'vaults of backups, clusters of logs',
        types: [...COPIES, 'Microsoft.OperationalInsights/clusters'],
        checks: ['encryption-at-rest', 'customer-keys'],
      },
      {
        what: 'volumes of NetApp Files',
        types: ['Microsoft.NetApp/netAppAccounts/capacityPools/volumes'],
        checks: ['encryption-at-rest'],
      },
      {
        what: 'Data Lake of the first generation',
        types: ['Microsoft.DataLakeStore/accounts'],
        checks: ['encryption-at-rest'],
        why: 'it ended in 2024: an account that is still listed is judged by what it says, and is named as what is left',
      },
    ],
    open: [
      {
        what: 'encryption that the platform always does is evidence of its own, with its page',
        checks: ['encryption-at-rest'],
      },
    ],
  },
  {
    family: 'Encryption in transit',
    lines: [
      {
        what: 'minimum TLS of SQL',
        types: [
          'Microsoft.Sql/servers',
          'Microsoft.Sql/managedInstances',
          'Microsoft.Synapse/workspaces',
        ],
        checks: ['encryption-in-transit'],
      },
      {
        what: 'storage, with SMB and SFTP',
        types: ['Microsoft.Storage/storageAccounts'],
        checks: ['encryption-in-transit'],
      },
      {
        what: 'apps and slots, FTP, the page of deployment (`scmMinTlsVersion`), environments',
        types: [
          'Microsoft.Web/sites',
          'Microsoft.Web/sites/slots',
          'Microsoft.Web/hostingEnvironments',
          'Microsoft.Web/staticSites',
          'Microsoft.Logic/workflows',
        ],
        checks: ['encryption-in-transit'],
      },
      {
        what: 'gateways and edges',
        types: [
          'Microsoft.ApiManagement/service',
          'Microsoft.Network/applicationGateways',
          'Microsoft.Cdn/profiles/afdEndpoints',
          'Microsoft.Cdn/profiles/endpoints',
          'Microsoft.Network/frontDoors',
          'Microsoft.Network/loadBalancers',
        ],
        checks: ['encryption-in-transit'],
        why: 'what a load balancer hands on it does not see: the machines behind it are judged',
      },
      {
        what: 'probes of Traffic Manager',
        types: ['Microsoft.Network/trafficManagerProfiles'],
        why: 'it answers names and sends no data of a customer’s: what it points to is judged',
      },
      {
        what: 'containers, caches, messages, databases',
        types: [
          'Microsoft.App/containerApps',
          'Microsoft.Cache/redis',
          'Microsoft.Cache/redisEnterprise',
          'Microsoft.EventHub/namespaces',
          'Microsoft.ServiceBus/namespaces',
          'Microsoft.EventGrid/topics',
          'Microsoft.EventGrid/domains',
          'Microsoft.EventGrid/namespaces',
          'Microsoft.DocumentDB/databaseAccounts',
          ...SERVERS,
          ...OLD_SERVERS,
        ],
        checks: ['encryption-in-transit'],
      },
      {
        what: 'clusters, domain services, NetApp Files',
        types: [
          'Microsoft.HDInsight/clusters',
          'Microsoft.ServiceFabric/clusters',
          'Microsoft.AAD/domainServices',
          'Microsoft.NetApp/netAppAccounts/capacityPools/volumes',
        ],
        checks: ['encryption-in-transit'],
      },
      {
        what: 'expiry of certificates of apps',
        types: ['Microsoft.Web/certificates'],
        why: 'a certificate that has expired is refused by clients, who then send nothing: no sentence speaks of it',
      },
    ],
    open: [],
  },
  {
    family: 'Backup and retention',
    lines: [
      {
        what: 'point-in-time and long-term retention of SQL',
        types: SQL,
        checks: [
          'point-in-time-restore',
          'backup-retention',
          'long-term-retention',
          'monthly-retention',
        ],
      },
      {
        what: 'policy of Cosmos DB',
        types: ['Microsoft.DocumentDB/databaseAccounts'],
        checks: ['backup-recent', 'point-in-time-restore', 'backup-retention'],
      },
      {
        what: 'backup of apps',
        types: ['Microsoft.Web/sites'],
        why: 'how often and where only a request says that a reader may not make; an app holds code, and no sentence on backups speaks of it',
      },
      {
        what: 'soft delete, versions and immutability of storage',
        types: ['Microsoft.Storage/storageAccounts'],
        checks: ['backup-recent', 'point-in-time-restore', 'deletion-protection'],
      },
      {
        what: 'vaults: policies, items, soft delete, immutability',
        types: [...COPIES, 'Microsoft.DataProtection/backupVaults/backupInstances'],
        checks: ['backup-recent', 'backup-retention', 'full-backup', 'deletion-protection'],
      },
      {
        what: 'protection of machines, files, blobs, disks',
        types: [
          'Microsoft.Compute/virtualMachines',
          'Microsoft.Compute/disks',
          'Microsoft.Storage/storageAccounts',
        ],
        checks: ['backup-recent'],
      },
      {
        what: 'replication of machines by Site Recovery',
        why: 'a replica is no backup; that there is one no statement claims',
      },
      {
        what: 'purge protection and soft delete of configuration, keys and registries',
        types: [
          'Microsoft.AppConfiguration/configurationStores',
          'Microsoft.KeyVault/vaults',
          'Microsoft.ContainerRegistry/registries',
        ],
        checks: ['key-protection', 'deletion-protection'],
      },
    ],
    open: [
      {
        what: 'interval of differential backups',
        types: ['Microsoft.Sql/servers/databases'],
        checks: ['differential-backup'],
      },
      {
        what: 'point-in-time and long-term retention of instances',
        types: ['Microsoft.Sql/managedInstances/databases'],
        checks: ['point-in-time-restore', 'long-term-retention'],
      },
      {
        what: 'retention of open-source servers',
        types: SERVERS,
        checks: ['backup-retention', 'point-in-time-restore'],
      },
      {
        what: 'weekly policies, and those of SQL and HANA in machines',
        types: ['Microsoft.RecoveryServices/vaults'],
        checks: ['full-backup', 'log-backup', 'differential-backup'],
      },
      {
        what: 'age of the newest restore point, and whether the last job ended well',
        checks: ['backup-recent'],
      },
      {
        what: 'upper bounds',
        checks: ['point-in-time-restore'],
        why: 'of point-in-time restore (`match: exactly`); that other copies are not kept longer no statement claims',
      },
      {
        what: 'retention of deleted databases',
        why: 'what is left of a deleted database is no resource: no list of a subscription names it',
      },
      {
        what: 'tests of restores',
        why: 'Azure keeps no record that a restore was a test: an attestation says it',
      },
    ],
  },
  {
    family: 'Geo-redundancy of backups',
    lines: [
      {
        what: 'redundancy of storage, servers, vaults; failover groups; replicas',
        types: [
          'Microsoft.Storage/storageAccounts',
          ...SQL,
          ...SERVERS,
          ...COPIES,
          'Microsoft.ContainerRegistry/registries',
          'Microsoft.DocumentDB/databaseAccounts',
        ],
        checks: ['geo-redundant-backup', 'cross-region-restore', 'regional-redundancy'],
      },
      {
        what: 'Site Recovery',
        why: 'a replica is no backup; that there is one no statement claims',
      },
    ],
    open: [
      {
        what: 'what is in force, not what was asked for (`currentBackupStorageRedundancy`)',
        types: SQL,
        checks: ['geo-redundant-backup'],
      },
      {
        what: 'a second region that is within the claimed ones as well',
        checks: ['geo-redundant-backup', 'regional-redundancy', 'location'],
      },
    ],
  },
  {
    family: 'Key Vault best practice',
    lines: [
      {
        what: 'roles, soft delete and its days, purge protection',
        types: ['Microsoft.KeyVault/vaults'],
        checks: ['key-protection'],
      },
      {
        what: 'from where it can be reached',
        types: ['Microsoft.KeyVault/vaults'],
        checks: ['network-isolation'],
      },
      { what: 'its log', types: ['Microsoft.KeyVault/vaults'], checks: ['access-logging'] },
      {
        what: 'expiry, rotation, type and size of keys; expiry of secrets',
        types: ['Microsoft.KeyVault/vaults/keys', 'Microsoft.KeyVault/vaults/secrets'],
        checks: ['key-expiry', 'key-rotation', 'key-strength'],
      },
      {
        what: 'managed HSM',
        types: ['Microsoft.KeyVault/managedHSMs'],
        checks: ['key-protection'],
      },
      {
        what: 'certificates: renewal, issuer, validity',
        why: 'Azure Resource Manager has no list of them; the secret that each of them has is judged by its expiry',
      },
    ],
    open: [],
  },
  {
    family: 'Only managed components',
    lines: [],
    open: [
      {
        what: 'machines, clusters and what else has to be run by oneself, from the inventory',
        types: [
          'Microsoft.Compute/virtualMachines',
          'Microsoft.ContainerService/managedClusters',
          'Microsoft.Batch/batchAccounts',
        ],
        checks: ['managed-services'],
      },
    ],
  },
  {
    family: 'Access',
    lines: [
      {
        what: 'role assignments at every scope, custom roles, groups, few privileged people',
        checks: [
          'role-assignments-bounded',
          'role-definitions-without-wildcards',
          'privileged-people-bounded',
        ],
        why: OPERATION,
      },
      {
        what: 'switches of local keys',
        checks: ['local-authentication-disabled'],
        why: `the types say whether keys open them; the question is planned`,
      },
      {
        what: 'Conditional Access, methods of sign-in, guests',
        why: 'Microsoft Graph may corroborate it; the claims are attested',
      },
      {
        what: 'management ports and just-in-time access',
        checks: ['management-ports-closed'],
        types: ['Microsoft.Network/networkInterfaces', 'Microsoft.Network/networkSecurityGroups'],
      },
    ],
    open: [{ what: 'time-bound and eligible assignments of resources', why: OPERATION }],
  },
  {
    family: 'Logging and monitoring',
    lines: [
      {
        what: 'diagnostic settings with their categories and a destination that is there',
        checks: ['access-logging', 'diagnostic-settings-complete'],
      },
      { what: 'auditing of SQL', checks: ['sql-auditing-enabled'], why: OPERATION },
      {
        what: 'activity log, sign-in log, alerts',
        checks: ['activity-log-exported', 'sign-in-logs-exported', 'alert-rules-with-receiver'],
        why: OPERATION,
      },
      { what: 'flow logs of networks', why: 'no statement claims them' },
    ],
    open: [
      {
        what: 'records that really arrive',
        checks: [
          'audit-records-arriving',
          'workspace-records-arriving',
          'sign-in-records-arriving',
        ],
        why: OPERATION,
      },
    ],
  },
  {
    family: 'Detection, vulnerability and patches',
    lines: [
      {
        what: 'plans of Defender, contacts, threat protection of SQL',
        checks: ['defender-plans-enabled', 'security-contact-set', 'sql-threat-protection-enabled'],
        why: OPERATION,
      },
      {
        what: 'assessments, updates, versions',
        checks: [
          'vulnerability-assessment-recent',
          'vulnerabilities-remediated',
          'updates-applied',
          'runtimes-supported',
          'endpoint-protection-healthy',
        ],
        why: OPERATION,
      },
    ],
    open: [],
  },
  {
    family: 'Longest retention of logs',
    lines: [
      {
        what: 'audit of SQL, flow logs, profiles of logs',
        checks: ['log-retention-at-most'],
        why: OPERATION,
      },
    ],
    open: [
      {
        what: 'days of workspaces, tables and Application Insights; rules and immutability of containers; 0 as for ever; copies by exports',
        types: WITH_LOGS,
        checks: ['log-retention-at-most'],
        why: OPERATION,
      },
    ],
  },
];

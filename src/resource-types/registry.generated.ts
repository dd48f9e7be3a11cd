// Written by `npm run generate`; never edited.
import type { ResourceType } from './define-resource-type.ts';
import { apiManagement } from './api-management/service.ts';
import { configurationStore } from './app-configuration/store.ts';
import { arcSqlDatabase } from './arc-data/database.ts';
import { arcSqlServer } from './arc-data/sql-server.ts';
import { automationAccount } from './automation/account.ts';
import { batchAccount } from './batch/account.ts';
import { bot } from './bot-service/bot.ts';
import { redisEnterpriseDatabase } from './cache/redis-enterprise-database.ts';
import { redisEnterprise } from './cache/redis-enterprise.ts';
import { redis } from './cache/redis.ts';
import { classicCdnEndpoint } from './cdn/classic-endpoint.ts';
import { frontDoorEndpoint } from './cdn/front-door-endpoint.ts';
import { frontDoor } from './cdn/front-door.ts';
import { cdnProfile } from './cdn/profile.ts';
import { cognitiveAccount } from './cognitive-services/account.ts';
import { emailService } from './communication/email-service.ts';
import { communicationService } from './communication/service.ts';
import { disk } from './compute/disk.ts';
import { image } from './compute/image.ts';
import { restorePointCollection } from './compute/restore-point-collection.ts';
import { scaleSet } from './compute/scale-set.ts';
import { snapshot } from './compute/snapshot.ts';
import { virtualMachine } from './compute/virtual-machine.ts';
import { kubernetesCluster } from './containers/cluster.ts';
import { containerApp } from './containers/container-app.ts';
import { containerEnvironment } from './containers/environment.ts';
import { containerGroup } from './containers/group.ts';
import { containerJob } from './containers/job.ts';
import { containerRegistry } from './containers/registry.ts';
import { registryReplication } from './containers/replication.ts';
import { dataFactory } from './data-factory/factory.ts';
import { dataLakeStore } from './data-lake/store.ts';
import { backupInstance } from './data-protection/backup-instance.ts';
import { backupVault } from './data-protection/backup-vault.ts';
import { databricksWorkspace } from './databricks/workspace.ts';
import { iotHub } from './devices/iot-hub.ts';
import { provisioningService } from './devices/provisioning-service.ts';
import { cassandraCluster } from './documentdb/cassandra-cluster.ts';
import { cassandraDataCenter } from './documentdb/cassandra-data-center.ts';
import { databaseAccount } from './documentdb/database-account.ts';
import { mongoCluster } from './documentdb/mongo-cluster.ts';
import { elasticSan } from './elastic-san/san.ts';
import { elasticSanGroup } from './elastic-san/volume-group.ts';
import { eventGridDomainTopic } from './event-grid/domain-topic.ts';
import { eventGridDomain } from './event-grid/domain.ts';
import { eventGridNamespaceTopic } from './event-grid/namespace-topic.ts';
import { eventGridNamespace } from './event-grid/namespace.ts';
import { eventGridSystemTopic } from './event-grid/system-topic.ts';
import { eventGridTopic } from './event-grid/topic.ts';
import { mysql } from './flexible-servers/mysql.ts';
import { postgresql } from './flexible-servers/postgresql.ts';
import { grafana } from './grafana/grafana.ts';
import { hdInsightCluster } from './hdinsight/cluster.ts';
import { dicomService } from './health-data/dicom-service.ts';
import { fhirApi } from './health-data/fhir-api.ts';
import { fhirService } from './health-data/fhir-service.ts';
import { healthWorkspace } from './health-data/workspace.ts';
import { logCluster } from './insights/cluster.ts';
import { component } from './insights/component.ts';
import { logWorkspace } from './insights/workspace.ts';
import { managedHsmKey } from './key-vault/hsm-key.ts';
import { key } from './key-vault/key.ts';
import { managedHsm } from './key-vault/managed-hsm.ts';
import { secret } from './key-vault/secret.ts';
import { vault } from './key-vault/vault.ts';
import { kustoCluster } from './kusto/cluster.ts';
import { kustoDatabase } from './kusto/database.ts';
import { integrationAccount } from './logic/integration-account.ts';
import { logicWorkflow } from './logic/workflow.ts';
import { lustreFileSystem } from './lustre/file-system.ts';
import { onlineEndpoint } from './machine-learning/online-endpoint.ts';
import { machineLearningWorkspace } from './machine-learning/workspace.ts';
import { eventHubsCluster } from './messaging/event-hubs-cluster.ts';
import { eventHubs } from './messaging/event-hubs.ts';
import { serviceBus } from './messaging/service-bus.ts';
import { monitorAccount } from './monitor/account.ts';
import { netAppAccount } from './netapp/account.ts';
import { netAppBackupVault } from './netapp/backup-vault.ts';
import { netAppPool } from './netapp/capacity-pool.ts';
import { netAppVolume } from './netapp/volume.ts';
import { applicationGateway } from './network/application-gateway.ts';
import { loadBalancer } from './network/load-balancer.ts';
import { notificationHubs } from './notification-hubs/namespace.ts';
import { purviewAccount } from './purview/account.ts';
import { recoveryServicesVault } from './recovery-services/vault.ts';
import { searchService } from './search/service.ts';
import { signalR } from './signalr/signalr.ts';
import { webPubSub } from './signalr/web-pub-sub.ts';
import { sqlVirtualMachine } from './sql-virtual-machine/sql-virtual-machine.ts';
import { sqlDatabase } from './sql/database.ts';
import { sqlElasticPool } from './sql/elastic-pool.ts';
import { managedDatabase } from './sql/managed-database.ts';
import { managedInstance } from './sql/managed-instance.ts';
import { sqlServer } from './sql/server.ts';
import { storageAccount } from './storage/account.ts';
import { synapseKustoPool } from './synapse/kusto-pool.ts';
import { synapseSparkPool } from './synapse/spark-pool.ts';
import { synapseSqlPool } from './synapse/sql-pool.ts';
import { synapseWorkspace } from './synapse/workspace.ts';
import { hostingEnvironment } from './web/hosting-environment.ts';
import { webSite } from './web/site.ts';
import { webSlot } from './web/slot.ts';
import { staticSite } from './web/static-site.ts';

/** Every resourcetype of the product. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  apiManagement,
  configurationStore,
  arcSqlDatabase,
  arcSqlServer,
  automationAccount,
  batchAccount,
  bot,
  redisEnterpriseDatabase,
  redisEnterprise,
  redis,
  classicCdnEndpoint,
  frontDoorEndpoint,
  frontDoor,
  cdnProfile,
  cognitiveAccount,
  emailService,
  communicationService,
  disk,
  image,
  restorePointCollection,
  scaleSet,
  snapshot,
  virtualMachine,
  kubernetesCluster,
  containerApp,
  containerEnvironment,
  containerGroup,
  containerJob,
  containerRegistry,
  registryReplication,
  dataFactory,
  dataLakeStore,
  backupInstance,
  backupVault,
  databricksWorkspace,
  iotHub,
  provisioningService,
  cassandraCluster,
  cassandraDataCenter,
  databaseAccount,
  mongoCluster,
  elasticSan,
  elasticSanGroup,
  eventGridDomainTopic,
  eventGridDomain,
  eventGridNamespaceTopic,
  eventGridNamespace,
  eventGridSystemTopic,
  eventGridTopic,
  mysql,
  postgresql,
  grafana,
  hdInsightCluster,
  dicomService,
  fhirApi,
  fhirService,
  healthWorkspace,
  logCluster,
  component,
  logWorkspace,
  managedHsmKey,
  key,
  managedHsm,
  secret,
  vault,
  kustoCluster,
  kustoDatabase,
  integrationAccount,
  logicWorkflow,
  lustreFileSystem,
  onlineEndpoint,
  machineLearningWorkspace,
  eventHubsCluster,
  eventHubs,
  serviceBus,
  monitorAccount,
  netAppAccount,
  netAppBackupVault,
  netAppPool,
  netAppVolume,
  applicationGateway,
  loadBalancer,
  notificationHubs,
  purviewAccount,
  recoveryServicesVault,
  searchService,
  signalR,
  webPubSub,
  sqlVirtualMachine,
  sqlDatabase,
  sqlElasticPool,
  managedDatabase,
  managedInstance,
  sqlServer,
  storageAccount,
  synapseKustoPool,
  synapseSparkPool,
  synapseSqlPool,
  synapseWorkspace,
  hostingEnvironment,
  webSite,
  webSlot,
  staticSite,
];

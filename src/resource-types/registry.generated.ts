// Written by `npm run generate`; never edited.
import type { ResourceType } from './define-resource-type.ts';
import { apiManagement } from './api-management/service.ts';
import { configurationStore } from './app-configuration/store.ts';
import { automationAccount } from './automation/account.ts';
import { batchAccount } from './batch/account.ts';
import { bot } from './bot-service/bot.ts';
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
import { backupInstance } from './data-protection/backup-instance.ts';
import { backupVault } from './data-protection/backup-vault.ts';
import { databricksWorkspace } from './databricks/workspace.ts';
import { iotHub } from './devices/iot-hub.ts';
import { provisioningService } from './devices/provisioning-service.ts';
import { databaseAccount } from './documentdb/database-account.ts';
import { eventGridDomainTopic } from './event-grid/domain-topic.ts';
import { eventGridDomain } from './event-grid/domain.ts';
import { eventGridNamespaceTopic } from './event-grid/namespace-topic.ts';
import { eventGridNamespace } from './event-grid/namespace.ts';
import { eventGridSystemTopic } from './event-grid/system-topic.ts';
import { eventGridTopic } from './event-grid/topic.ts';
import { mysql } from './flexible-servers/mysql.ts';
import { postgresql } from './flexible-servers/postgresql.ts';
import { grafana } from './grafana/grafana.ts';
import { dicomService } from './health-data/dicom-service.ts';
import { fhirApi } from './health-data/fhir-api.ts';
import { fhirService } from './health-data/fhir-service.ts';
import { healthWorkspace } from './health-data/workspace.ts';
import { logCluster } from './insights/cluster.ts';
import { component } from './insights/component.ts';
import { logWorkspace } from './insights/workspace.ts';
import { key } from './key-vault/key.ts';
import { secret } from './key-vault/secret.ts';
import { vault } from './key-vault/vault.ts';
import { integrationAccount } from './logic/integration-account.ts';
import { logicWorkflow } from './logic/workflow.ts';
import { eventHubsCluster } from './messaging/event-hubs-cluster.ts';
import { eventHubs } from './messaging/event-hubs.ts';
import { serviceBus } from './messaging/service-bus.ts';
import { monitorAccount } from './monitor/account.ts';
import { applicationGateway } from './network/application-gateway.ts';
import { loadBalancer } from './network/load-balancer.ts';
import { notificationHubs } from './notification-hubs/namespace.ts';
import { purviewAccount } from './purview/account.ts';
import { recoveryServicesVault } from './recovery-services/vault.ts';
import { searchService } from './search/service.ts';
import { signalR } from './signalr/signalr.ts';
import { webPubSub } from './signalr/web-pub-sub.ts';
import { sqlDatabase } from './sql/database.ts';
import { sqlElasticPool } from './sql/elastic-pool.ts';
import { managedDatabase } from './sql/managed-database.ts';
import { managedInstance } from './sql/managed-instance.ts';
import { sqlServer } from './sql/server.ts';
import { storageAccount } from './storage/account.ts';
import { hostingEnvironment } from './web/hosting-environment.ts';
import { webSite } from './web/site.ts';
import { webSlot } from './web/slot.ts';
import { staticSite } from './web/static-site.ts';

/** Every resourcetype of the product. */
export const RESOURCE_TYPES: readonly ResourceType[] = [
  apiManagement,
  configurationStore,
  automationAccount,
  batchAccount,
  bot,
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
  backupInstance,
  backupVault,
  databricksWorkspace,
  iotHub,
  provisioningService,
  databaseAccount,
  eventGridDomainTopic,
  eventGridDomain,
  eventGridNamespaceTopic,
  eventGridNamespace,
  eventGridSystemTopic,
  eventGridTopic,
  mysql,
  postgresql,
  grafana,
  dicomService,
  fhirApi,
  fhirService,
  healthWorkspace,
  logCluster,
  component,
  logWorkspace,
  key,
  secret,
  vault,
  integrationAccount,
  logicWorkflow,
  eventHubsCluster,
  eventHubs,
  serviceBus,
  monitorAccount,
  applicationGateway,
  loadBalancer,
  notificationHubs,
  purviewAccount,
  recoveryServicesVault,
  searchService,
  signalR,
  webPubSub,
  sqlDatabase,
  sqlElasticPool,
  managedDatabase,
  managedInstance,
  sqlServer,
  storageAccount,
  hostingEnvironment,
  webSite,
  webSlot,
  staticSite,
];

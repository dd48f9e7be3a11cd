/**
 * Types that Azure has in every subscription, held or not, and of which no table of members is at hand: machines, and what lies below
 * resources that are answered as they were given. Lower case.
 */
const KNOWN: ReadonlySet<string> = new Set([
  'microsoft.azurearcdata/sqlserverinstances/databases',
  'microsoft.elasticsan/elasticsans/volumegroups/snapshots',
  'microsoft.cdn/profiles/afdendpoints/routes',
  'microsoft.cognitiveservices/accounts/deployments',
  'microsoft.compute/virtualmachines',
  'microsoft.network/networkinterfaces',
  'microsoft.datafactory/factories/integrationruntimes',
  'microsoft.eventgrid/domains/eventsubscriptions',
  'microsoft.eventgrid/domains/topics',
  'microsoft.eventgrid/domains/topics/eventsubscriptions',
  'microsoft.eventgrid/namespaces/topics',
  'microsoft.eventgrid/namespaces/topics/eventsubscriptions',
  'microsoft.eventgrid/systemtopics/eventsubscriptions',
  'microsoft.eventgrid/topics/eventsubscriptions',
  'microsoft.eventhub/namespaces/eventhubs',
  'microsoft.machinelearningservices/workspaces/computes',
  'microsoft.machinelearningservices/workspaces/onlineendpoints',
  'microsoft.documentdb/cassandraclusters/datacenters',
  'microsoft.documentdb/mongoclusters/firewallrules',
  'microsoft.documentdb/mongoclusters/replicas',
  'microsoft.netapp/netappaccounts/backuppolicies',
  'microsoft.netapp/netappaccounts/capacitypools/volumes/snapshots',
  'microsoft.netapp/netappaccounts/snapshotpolicies',
  'microsoft.operationalinsights/workspaces/linkedstorageaccounts',
  'microsoft.purview/accounts/kafkaconfigurations',
  'microsoft.signalrservice/signalr/replicas',
  'microsoft.signalrservice/webpubsub/replicas',
  'microsoft.synapse/workspaces/azureadonlyauthentications',
  'microsoft.synapse/workspaces/firewallrules',
  'microsoft.synapse/workspaces/integrationruntimes',
  'microsoft.synapse/workspaces/sqlpools/geobackuppolicies',
  'microsoft.synapse/workspaces/sqlpools/replicationlinks',
  'microsoft.synapse/workspaces/sqlpools/restorepoints',
  'microsoft.web/sites/slots/snapshots',
  'microsoft.web/sites/snapshots',
]);

/** Whether a type exists although nobody has one, in any letter case. */
export function isKnownType(type: string): boolean {
  return KNOWN.has(type.toLowerCase());
}

import type { Holds, Subject } from '#traits/subject.ts';

/** What rests in a resource of a type, and whether it answers clients. */
export interface ResourceTypeRule {
  /** Customer data rests in it (or keys, secrets, telemetry, backups). */
  readonly holdsData: boolean;
  /** It answers clients on an address of its own, so that encryption in transit is a question. */
  readonly servesEndpoint: boolean;
  /** Data passes through it, or is worked on there. */
  readonly passesData?: true;
  /** Its region is the only place that its data can be. */
  readonly hasOnePlace?: true;
  /** What rests in it. Nobody has looked, so that it is customer data of some kind (`files`) where nothing tells it apart. */
  readonly holds: Holds;
}

/** Types by namespace; `*` stands for every type of it. Lower case. */
type TypeLists = Readonly<Record<string, string>>;

/**
 * Configuration, networks, identities, monitoring rules: no customer data, no endpoint that serves it. Among them what Azure makes by
 * itself beside other resources (query packs, connections of logic apps, managed certificates, intent policies of delegated subnets), and
 * the record of what was bought in the marketplace. Source: type-classes §1.
 */
const NOTHING: TypeLists = {
  'microsoft.advisor': '*',
  'microsoft.alertsmanagement': '*',
  'microsoft.authorization': '*',
  'microsoft.automation': 'automationaccounts/runbooks automationaccounts/configurations',
  'microsoft.cdn': 'cdnwebapplicationfirewallpolicies',
  'microsoft.compute':
    'availabilitysets capacityreservationgroups diskaccesses diskencryptionsets galleries hostgroups proximityplacementgroups sshpublickeys virtualmachines/extensions',
  'microsoft.devtestlab': 'schedules',
  'microsoft.insights':
    'myworkbooks workbooktemplates actiongroups activitylogalerts autoscalesettings datacollectionendpoints datacollectionrules diagnosticsettings metricalerts privatelinkscopes scheduledqueryrules webtests workbooks',
  // Judged with their vault and one by one by the Key Vault checks.
  'microsoft.keyvault': 'vaults/keys vaults/secrets',
  'microsoft.maintenance': '*',
  'microsoft.managedidentity': '*',
  'microsoft.managedservices': '*',
  'microsoft.network':
    'applicationgatewaywebapplicationfirewallpolicies applicationsecuritygroups connections ddosprotectionplans dnsresolvers dnszones firewallpolicies frontdoorwebapplicationfirewallpolicies ipgroups localnetworkgateways networkintentpolicies networkinterfaces networksecuritygroups networksecurityperimeters networkwatchers networkwatchers/flowlogs privatednszones privatednszones/virtualnetworklinks privateendpoints privatelinkservices publicipaddresses publicipprefixes routetables serviceendpointpolicies trafficmanagerprofiles virtualnetworks virtualwans',
  // Rules of volumes, which the volumes that name them tell of.
  'microsoft.netapp': 'netappaccounts/backuppolicies netappaccounts/snapshotpolicies',
  'microsoft.operationalinsights': 'querypacks',
  'microsoft.operationsmanagement': 'solutions',
  'microsoft.policyinsights': '*',
  'microsoft.portal': 'dashboards',
  'microsoft.resources': '*',
  'microsoft.saas': 'applications resources',
  'microsoft.saashub': 'cloudservices',
  'microsoft.security': '*',
  'microsoft.sql': 'instancepools servers/elasticpools virtualclusters',
  'microsoft.web':
    'certificates connections csrs customapis sites/certificates sites/slots/certificates',
};

/**
 * Nothing rests in them and no client is told their address, but data passes through them or is worked on there: what runs code, what
 * moves packets and events. Guess: the choice is ours. Endpoints and what holds data pass it on or work on it as well.
 */
const PASSING: TypeLists = {
  'microsoft.eventgrid': 'systemtopics',
  'microsoft.network':
    'azurefirewalls bastionhosts expressroutecircuits expressroutegateways natgateways p2svpngateways virtualhubs virtualnetworkgateways vpngateways',
  'microsoft.web': 'serverfarms',
};

/** Pass on or serve what lies in another resource, which is judged by itself. */
const ENDPOINT: TypeLists = {
  'microsoft.cdn': 'profiles profiles/afdendpoints profiles/endpoints',
  'microsoft.network': 'applicationgateways frontdoors',
  'microsoft.sql': 'managedinstances servers',
  'microsoft.web': 'hostingenvironments',
};

/** Hold data, and are reached through something else. */
const DATA: TypeLists = {
  'microsoft.app': 'jobs',
  'microsoft.compute': 'disks galleries/images/versions images restorepointcollections snapshots',
  'microsoft.containerregistry': 'registries/replications',
  'microsoft.elasticsan': 'elasticsans',
  'microsoft.netapp': 'netappaccounts/capacitypools/volumes',
  'microsoft.sql': 'managedinstances/databases servers/databases',
  'microsoft.sqlvirtualmachine': 'sqlvirtualmachines',
  'microsoft.storagesync': 'storagesyncservices',
  'microsoft.synapse': 'workspaces/bigdatapools workspaces/sqlpools',
};

/** Hold data and answer clients themselves. */
const DATA_AND_ENDPOINT: TypeLists = {
  'microsoft.aad': 'domainservices',
  'microsoft.analysisservices': 'servers',
  'microsoft.apimanagement': 'service',
  'microsoft.app': 'containerapps managedenvironments',
  'microsoft.appconfiguration': 'configurationstores configurationstores/replicas',
  'microsoft.automation': 'automationaccounts',
  'microsoft.avs': 'privateclouds',
  'microsoft.azureactivedirectory': 'b2cdirectories ciamdirectories',
  'microsoft.batch': 'batchaccounts',
  'microsoft.botservice': 'botservices',
  'microsoft.cache': 'redis redisenterprise redisenterprise/databases',
  'microsoft.classiccompute': 'virtualmachines',
  'microsoft.classicstorage': 'storageaccounts',
  'microsoft.cognitiveservices': 'accounts',
  'microsoft.communication': 'communicationservices emailservices',
  'microsoft.compute': 'cloudservices virtualmachines virtualmachinescalesets',
  'microsoft.containerinstance': 'containergroups',
  'microsoft.containerregistry': 'registries',
  'microsoft.containerservice': 'managedclusters',
  'microsoft.dashboard': 'grafana',
  'microsoft.databricks': 'workspaces',
  'microsoft.datafactory': 'factories',
  'microsoft.datalakestore': 'accounts',
  'microsoft.dataprotection': 'backupvaults',
  'microsoft.dbformariadb': 'servers',
  'microsoft.dbformysql': 'flexibleservers servers',
  'microsoft.dbforpostgresql': 'flexibleservers servergroupsv2 servers',
  'microsoft.devices': 'iothubs provisioningservices',
  'microsoft.documentdb': 'cassandraclusters databaseaccounts mongoclusters',
  'microsoft.eventgrid': 'domains namespaces topics',
  'microsoft.eventhub': 'clusters namespaces',
  'microsoft.hdinsight': 'clusters',
  'microsoft.healthcareapis':
    'services workspaces workspaces/dicomservices workspaces/fhirservices workspaces/iotconnectors',
  'microsoft.insights': 'components',
  'microsoft.keyvault': 'managedhsms vaults',
  'microsoft.kusto': 'clusters clusters/databases',
  'microsoft.logic': 'integrationaccounts workflows',
  'microsoft.machinelearningservices': 'workspaces',
  'microsoft.netapp': 'netappaccounts',
  'microsoft.notificationhubs': 'namespaces namespaces/notificationhubs',
  'microsoft.operationalinsights': 'clusters workspaces',
  'microsoft.purview': 'accounts',
  'microsoft.recoveryservices': 'vaults',
  'microsoft.relay': 'namespaces',
  'microsoft.search': 'searchservices',
  'microsoft.servicebus': 'namespaces',
  'microsoft.servicefabric': 'clusters managedclusters',
  'microsoft.signalrservice': 'signalr webpubsub',
  'microsoft.storage': 'storageaccounts',
  'microsoft.synapse': 'workspaces',
  'microsoft.web': 'sites sites/slots staticsites',
};

/** Kinds of data of which sentences speak by themselves, and the types that hold them. */
const HELD: Readonly<Partial<Record<Holds, readonly RegExp[]>>> = {
  database: [
    /^microsoft\.(?:analysisservices|dbfor\w+|documentdb|healthcareapis|kusto|sql|synapse)\//u,
    /^microsoft\.(?:sqlvirtualmachine|azurearcdata)\//u,
  ],
  disk: [
    /^microsoft\.compute\/(?:disks|galleries|images|restorepointcollections|snapshots)/u,
    /^microsoft\.elasticsan\//u,
  ],
  machine: [/^microsoft\.(?:avs|classiccompute|compute)\//u],
  keys: [/^microsoft\.keyvault\//u],
  copies: [/^microsoft\.(?:dataprotection|recoveryservices)\//u],
};

/** Every classified type. Guess: the classification is ours, from what each service is documented to do. */
const RULES: ReadonlyMap<string, ResourceTypeRule> = new Map([
  ...rules(NOTHING, { holdsData: false, servesEndpoint: false }),
  ...rules(PASSING, { holdsData: false, servesEndpoint: false, passesData: true }),
  ...rules(ENDPOINT, { holdsData: false, servesEndpoint: true }),
  ...rules(DATA, { holdsData: true, servesEndpoint: false }),
  ...rules(DATA_AND_ENDPOINT, { holdsData: true, servesEndpoint: true }),
]);

function rules(
  lists: TypeLists,
  rule: Omit<ResourceTypeRule, 'holds'>,
): [string, ResourceTypeRule][] {
  return Object.entries(lists).flatMap(([namespace, types]) =>
    types.split(' ').map((name): [string, ResourceTypeRule] => {
      const type = `${namespace}/${name}`;
      return [type, { ...rule, holds: rule.holdsData ? heldIn(type) : 'nothing' }];
    }),
  );
}

function heldIn(type: string): Holds {
  // Names of kinds are Holds: they are the keys of the table.
  const kinds = Object.entries(HELD) as [Holds, readonly RegExp[]][];
  return kinds.find(([, names]) => names.some((name) => name.test(type)))?.[0] ?? 'files';
}

/**
 * Guess: a disk's and a machine's data lie in their region; what copies them (a vault, a snapshot) is a resource of its own. What a plan
 * runs, or a line carries, keeps no record of it.
 */
const ONE_PLACE: ReadonlySet<string> = new Set([
  'microsoft.compute/disks',
  'microsoft.compute/virtualmachines',
  'microsoft.compute/virtualmachinescalesets',
  'microsoft.network/natgateways',
  'microsoft.web/serverfarms',
]);

/** The types in the table that hold customer data, serve it or pass it on; lower case. */
export function typesOfConcern(): readonly string[] {
  return [...RULES].flatMap(([type, { holdsData, servesEndpoint, passesData }]) =>
    holdsData || servesEndpoint || passesData === true ? [type] : [],
  );
}

/** What is known of a resource type, in any letter case; undefined: our table does not know it. */
export function classifyType(type: string): ResourceTypeRule | undefined {
  const key = type.toLowerCase();
  const rule = RULES.get(key) ?? RULES.get(`${key.split('/')[0]}/*`);
  return rule !== undefined && ONE_PLACE.has(key) ? { ...rule, hasOnePlace: true } : rule;
}

/**
 * Machines whose system somebody has to run himself. Their parts (disks, extensions, hosts that are rented empty) run nothing alone:
 * the machine is what tells. Guess: the choice is ours, from what each service is documented to do.
 */
const MACHINES = [
  'microsoft.avs/privateclouds',
  'microsoft.azurearcdata/sqlserverinstances',
  'microsoft.azurestackhci/clusters',
  'microsoft.azurestackhci/virtualmachineinstances',
  'microsoft.baremetalinfrastructure/baremetalinstances',
  'microsoft.classiccompute/virtualmachines',
  'microsoft.compute/virtualmachines',
  'microsoft.compute/virtualmachinescalesets',
  'microsoft.connectedvmwarevsphere/virtualmachines',
  'microsoft.desktopvirtualization/hostpools',
  'microsoft.devtestlab/labs/virtualmachines',
  'microsoft.hybridcompute/machines',
  'microsoft.scvmm/virtualmachines',
  'microsoft.sqlvirtualmachine/sqlvirtualmachines',
  'microsoft.vmwarecloudsimple/virtualmachines',
];

/** Clusters: Azure runs the control plane, the operator what runs on the nodes. */
const CLUSTERS = [
  'microsoft.containerservice/managedclusters',
  'microsoft.kubernetes/connectedclusters',
  'microsoft.redhatopenshift/openshiftclusters',
];

/** Who runs what is below a resource of a type, in any letter case; undefined: our table does not know it. */
export function runsOf(type: string): Subject['runs'] | undefined {
  const key = type.toLowerCase();
  if (MACHINES.includes(key)) return 'owner';
  if (CLUSTERS.includes(key)) return 'cluster';
  return classifyType(key) === undefined ? undefined : 'provider';
}

import type { MisbehaviourRule, ResourceSpec } from '#simulator/estate/schema.ts';
import { database, PLATFORM, server, spoiled, storage, type Trap, vault } from './trap.ts';

const workspace = (location: string): ResourceSpec => ({
  type: 'Microsoft.OperationalInsights/workspaces',
  name: 'log',
  location,
  properties: { sku: { name: 'PerGB2018' } },
});

const WORKSPACE = `/subscriptions/${PLATFORM}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log`;

/** A key vault whose audit log leads to a workspace of the platform's. */
const logged = (location?: string): ResourceSpec => ({
  ...vault({ enablePurgeProtection: true }),
  ...(location === undefined ? {} : { location }),
  settings: {
    'diagnosticSettings/audit': {
      workspaceId: WORKSPACE,
      logs: [{ categoryGroup: 'audit', enabled: true }],
    },
  },
});

const plain = (type: string, location: string): ResourceSpec => ({
  type,
  name: 'it',
  location,
  properties: {},
});

const instance = (more: Partial<ResourceSpec>): ResourceSpec => ({
  type: 'Microsoft.Sql/managedInstances',
  name: 'mi',
  properties: { minimalTlsVersion: '1.2' },
  children: { databases: [{ name: 'ledger' }] },
  ...more,
});

const ABROAD = {
  name: 'fog',
  partner: `/subscriptions/${PLATFORM}/resourceGroups/rg/providers/Microsoft.Sql/managedInstances/mi-us`,
};

const partnerRegion = (location: string): readonly MisbehaviourRule[] =>
  spoiled('instanceFailoverGroups', {
    setProperty: { path: 'properties.partnerRegions', value: [{ location }] },
  });

/** Where data is, where its copies are, and who else says so. */
export const PLACE_TRAPS: readonly Trap[] = [
  {
    row: 30,
    title: "a managed instance's failover group leads to another continent",
    resources: [instance({ failoverGroups: [{ ...ABROAD, location: 'eastus' }] })],
    findings: { 'location ledger': 'fail' },
    claims: { 'flex.location': 'broken' },
  },
  {
    row: 30,
    title: 'an instance failover group whose partner region is another one than its partner',
    resources: [instance({ failoverGroups: [{ ...ABROAD, location: 'northeurope' }] })],
    rules: partnerRegion('East US'),
    findings: { 'location ledger': 'fail' },
    claims: { 'flex.location': 'broken' },
  },
  {
    row: 30,
    title: 'an instance failover group that names a region and no pair of instances',
    resources: [instance({ failoverGroups: [{ ...ABROAD, location: 'northeurope' }] })],
    rules: [
      ...partnerRegion('East US'),
      ...spoiled('instanceFailoverGroups', { removeProperty: 'properties.managedInstancePairs' }),
    ],
    findings: { 'location ledger': 'unknown' },
    claims: { 'flex.location': 'unverified' },
  },
  {
    row: 31,
    title: 'a storage account after a failover: its data is where primaryLocation says',
    statement: 'visma-severa',
    home: 'northeurope',
    resources: [storage('stmoved', { properties: { primaryLocation: 'westeurope' } })],
    // It is still in the EEA.
    findings: {},
    claims: { 'severa.region': 'broken', 'severa.data-residency': 'holds' },
  },
  {
    row: 32,
    title: 'the audit log leads to a workspace in the United States',
    resources: [logged()],
    elsewhere: [workspace('eastus')],
    findings: { 'access-logging kv-trap': 'pass', 'location kv-trap': 'fail' },
    claims: { 'flex.location': 'broken' },
  },
  {
    row: 32,
    title: 'the audit log leads to a workspace that does not exist',
    resources: [logged()],
    elsewhere: [{ ...workspace('swedencentral'), name: 'another' }],
    findings: { 'access-logging kv-trap': 'fail', 'location kv-trap': 'pass' },
    claims: { 'flex.keys': 'broken', 'flex.logging': 'broken', 'flex.location': 'holds' },
  },
  {
    row: 32,
    title: 'the audit log leads to a workspace that cannot be looked up',
    resources: [logged()],
    elsewhere: [workspace('swedencentral')],
    rules: spoiled('/workspaces/log', { status: 403, code: 'AuthorizationFailed' }),
    findings: { 'access-logging kv-trap': 'unknown', 'location kv-trap': 'unknown' },
    claims: { 'flex.location': 'unverified' },
  },
  ...(
    [
      ['an application gateway', 'Microsoft.Network/applicationGateways', 'eastus', 'fail'],
      ['a plan', 'Microsoft.Web/serverfarms', 'eastus', 'fail'],
      ['a gateway of a network', 'Microsoft.Network/virtualNetworkGateways', 'eastus', 'fail'],
      ['a firewall', 'Microsoft.Network/azureFirewalls', 'eastus', 'fail'],
      ['Front Door', 'Microsoft.Cdn/profiles', 'global', 'unknown'],
      ['classic Front Door', 'Microsoft.Network/frontDoors', 'global', 'unknown'],
    ] as const
  ).flatMap(([what, type, location, status]): readonly Trap[] => {
    const claim = status === 'fail' ? 'broken' : 'unverified';
    const common = { row: 40, home: 'northeurope', resources: [plain(type, location)] } as const;
    return [
      {
        ...common,
        title: `${what} in ${location} where the text says processing`,
        statement: 'visma-severa',
        // Nothing rests in a door, so that what a sentence says of storage alone is none of its business.
        findings: status === 'fail' ? { 'location it': status } : {},
        claims: { 'severa.data-residency': claim },
      },
      {
        ...common,
        title: `${what} in ${location} where the text says processing and storage`,
        statement: 'flinker',
        findings: {},
        claims: { 'flinker.location': claim },
      },
    ];
  }),
  {
    row: 'order',
    title: 'a key vault in a region without a pair has no second copy',
    statement: 'visma-severa',
    resources: [{ ...vault({ enablePurgeProtection: true }), location: 'italynorth' }],
    findings: { 'geo-redundant-backup kv-trap': 'fail' },
    claims: { 'severa.geo-redundant-backup': 'broken' },
  },
  {
    row: 'order',
    title: 'two inventories that name two regions are not believed until the resource is asked',
    resources: [storage('sttwo', {})],
    rules: spoiled('^/providers/Microsoft.ResourceGraph/', {
      replaceText: { find: '"location":"swedencentral"', with: '"location":"eastus"' },
    }),
    findings: { 'location sttwo': 'pass' },
    claims: { 'flex.location': 'holds' },
  },
  {
    row: 'order',
    title: 'two inventories that name two regions of what cannot be asked',
    resources: [plain('Contoso.Data/stores', 'swedencentral')],
    rules: [
      ...spoiled('^/providers/Microsoft.ResourceGraph/', {
        replaceText: { find: '"location":"swedencentral"', with: '"location":"eastus"' },
      }),
      ...spoiled('/stores/it', { status: 403, code: 'AuthorizationFailed' }),
    ],
    findings: { 'location it': 'unknown' },
    claims: { 'flex.location': 'unverified' },
  },
  {
    row: 'order',
    title: 'a database whose server names another region than it does',
    resources: [server('far', { minimalTlsVersion: '1.2' }, [database('db')])],
    rules: spoiled('/servers/far/databases', {
      setProperty: { path: 'location', value: 'eastus' },
    }),
    findings: { 'location db': 'fail' },
    claims: { 'flex.location': 'broken' },
  },
];

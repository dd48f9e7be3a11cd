import { azCommand, azScope } from '#domain/az-command.ts';
import { beside } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { failoverGroups } from './database-reads.ts';
import { kindsOf } from './dedicated-pool.ts';
import { partnerPlaces } from './failover-partners.ts';
import { endpointOf } from './minimum-tls.ts';
import { allOfSubscription, listOfOwner } from './reads.ts';
import { isPublic, reachOf } from './server-firewall.ts';

const GROUP =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Sql';

/** A logical server: a name and a door. The data lies in its databases. Source: Microsoft.Sql/servers, 2025-01-01. */
export const sqlServer = defineResourceType({
  type: 'Microsoft.Sql/servers',
  holds: 'nothing',
  serves: 'clients',
  reads: {
    server: allOfSubscription(
      {
        name: 'sqlServer',
        what: 'SQL servers of subscription',
        permission: 'Microsoft.Sql/servers/read',
        source: 'Microsoft.Sql/servers: Servers - List',
        childType: 'microsoft.sql/servers',
      },
      (sql, options) => sql.servers.list(options),
    ),
    failoverGroups,
    firewallRules: listOfOwner(
      {
        name: 'sqlFirewallRules',
        what: 'firewall rules of SQL server',
        permission: 'Microsoft.Sql/servers/firewallRules/read',
        source: 'Microsoft.Sql/servers/firewallRules: Firewall Rules - List By Server',
        when: (own) => {
          const isOpen = isPublic(own);
          return isOpen.said && !isOpen.value ? 'The public endpoint is closed' : undefined;
        },
      },
      (sql, { resourceGroup, name }, options) =>
        sql.firewallRules.listByServer(resourceGroup, name, options),
    ),
  },
  setAside: (own) =>
    kindsOf(own).includes('analytics')
      ? 'The server belongs to a Synapse workspace, whose own settings hold'
      : undefined,
  traits: {
    zones: beside('its databases are what lies in zones'),
    places: from(
      'server',
      'failoverGroups',
    )((own, groups) => [
      { kind: 'primary', what: 'SQL server', region: own.at('location').text() },
      ...partnerPlaces(groups),
    ]),
    endpoints: [
      only(
        ['transport'],
        from('server')((own) => [endpointOf(own, 'SQL server')]),
      ),
      // A list for each server, and only where somebody asks from where it can be reached.
      only(
        ['reach'],
        from(
          'server',
          'firewallRules',
        )((own, rules) => [{ what: 'SQL server', reach: reachOf(own, rules) }]),
      ),
    ],
  },
  mend: {
    'encryption-in-transit': ({ id, name }, { atLeast }: { readonly atLeast: string }) =>
      `${azCommand`az sql server update --name ${name} --minimal-tls-version ${atLeast}`} ${azScope(id)}`,
    'network-isolation': ({ id, name }) =>
      `${azCommand`az sql server update --name ${name} --enable-public-network false`} ${azScope(id)}`,
  },
  good: {
    id: `${GROUP}/servers/sql`,
    bodies: {
      server: {
        location: 'northeurope',
        kind: 'v12.0',
        properties: { minimalTlsVersion: '1.2', publicNetworkAccess: 'Disabled' },
      },
      failoverGroups: [
        {
          id: `${GROUP}/servers/sql/failoverGroups/fg`,
          name: 'fg',
          properties: {
            partnerServers: [{ id: `${GROUP}/servers/sql-2`, location: 'West Europe' }],
            databases: [],
          },
        },
      ],
      firewallRules: [],
    },
  },
  breaks: [
    ...['1.0', '1.1', 'None'].map((version) => ({
      as: `accepts TLS ${version}`,
      set: { server: { 'properties/minimalTlsVersion': version } },
      breaks: ['encryption-in-transit'],
    })),
    {
      as: 'no minimum TLS version was ever set',
      set: { server: { 'properties/minimalTlsVersion': undefined } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'every address is let in',
      set: {
        server: { 'properties/publicNetworkAccess': 'Enabled' },
        firewallRules: { '': [ruleOf('0.0.0.1', '255.255.255.255')] },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'every resource of Azure is let in, whosever it is',
      set: {
        server: { 'properties/publicNetworkAccess': 'Enabled' },
        firewallRules: { '': [ruleOf('0.0.0.0', '0.0.0.0')] },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'one address is let in; rules inside of databases are not listed',
      set: {
        server: { 'properties/publicNetworkAccess': 'Enabled' },
        firewallRules: { '': [ruleOf('203.0.113.7', '203.0.113.7')] },
      },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { server: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
    {
      as: 'a failover partner lies in the United States',
      set: { failoverGroups: { '0/properties/partnerServers/0/location': 'East US' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
  leaves: {
    server: {
      'properties/administratorLogin': 'a name',
      'properties/administratorLoginPassword': 'never sent',
      'properties/administrators/**': 'who may administer it: no claim speaks of a single server',
      'properties/version': 'always 12.0',
      'properties/state': 'whether it is ready',
      'properties/fullyQualifiedDomainName': 'its address',
      'properties/privateEndpointConnections/**': 'ways in from networks of one’s own: not public',
      'properties/workspaceFeature': 'whether it was connected to a workspace',
      'properties/primaryUserAssignedIdentityId': 'as whom it acts',
      'properties/federatedClientId': 'as whom it acts in another tenant',
      'properties/keyId': 'the protector of its databases is read by itself',
      'properties/restrictOutboundNetworkAccess': 'where it may go: no claim speaks of it',
      'properties/isIPv6Enabled': 'its rules are rules of a public endpoint all the same',
      'properties/externalGovernanceStatus': 'Purview’s policies: no claim speaks of them',
      'properties/retentionDays':
        'how long a deleted server can be brought back: no claim speaks of it',
      'properties/createMode': 'how it was made',
      'identity/**': 'as whom it acts',
    },
    failoverGroups: {
      'properties/databases/**': 'its databases tell it of themselves',
      'properties/readWriteEndpoint/**': 'how it fails over: no claim speaks of it',
      'properties/readOnlyEndpoint/**': 'how it fails over: no claim speaks of it',
      'properties/replicationRole': 'its partners count on either end',
      'properties/replicationState': 'the databases’ links tell it for each',
      'properties/secondaryType': 'a standby holds the data as well',
      'properties/partnerServers/*/replicationRole': 'its partners count on either end',
      location: 'its own server’s',
    },
  },
});

function ruleOf(startIpAddress: string, endIpAddress: string): unknown {
  return { properties: { startIpAddress, endIpAddress } };
}

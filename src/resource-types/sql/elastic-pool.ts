import { defineResourceType, from } from '../define-resource-type.ts';
import { childrenOfOwner } from './reads.ts';

/** An elastic pool: its place alone, for backups and encryption are its databases' own. Source: Microsoft.Sql/servers/elasticPools, 2025-01-01. */
export const sqlElasticPool = defineResourceType({
  type: 'Microsoft.Sql/servers/elasticPools',
  holds: 'nothing',
  serves: 'nobody',
  reads: {
    pool: childrenOfOwner(
      {
        name: 'sqlElasticPool',
        what: 'SQL elastic pools of server',
        permission: 'Microsoft.Sql/servers/elasticPools/read',
        source: 'Microsoft.Sql/servers/elasticPools: Elastic Pools - List By Server',
        childType: 'microsoft.sql/servers/elasticpools',
        parentType: 'microsoft.sql/servers',
      },
      (sql, { resourceGroup, name }, options) =>
        sql.elasticPools.listByServer(resourceGroup, name, options),
    ),
  },
  traits: {
    places: from('pool')((own) => [
      { kind: 'primary', what: 'elastic pool', region: own.at('location').text() },
    ]),
  },
  mend: {},
  good: {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Sql/servers/sql/elasticPools/pool',
    bodies: { pool: { location: 'northeurope', properties: { state: 'Ready' } } },
  },
  breaks: [
    {
      as: 'lies in the United States, which its databases tell',
      set: { pool: { location: 'eastus' } },
      breaks: [],
    },
  ],
  leaves: {
    pool: {
      'properties/**': 'size, price and zones: its databases’ own settings are read of them',
      'sku/**': 'size and price',
      kind: 'size and price',
    },
  },
});

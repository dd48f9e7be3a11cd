import { parentId } from '#domain/resource-id.ts';
import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { placesOf } from './places.ts';
import { arcDatabases, INSTANCES } from './reads.ts';

const WITH_SERVER = withParent('a database is what its server says of it');

/** A database of a SQL Server outside of Azure, of which the server tells. Source: Microsoft.AzureArcData/sqlServerInstances/databases, 2026-01-01. */
export const arcSqlDatabase = defineResourceType({
  type: 'Microsoft.AzureArcData/sqlServerInstances/databases',
  holds: 'database',
  serves: 'nobody',
  runs: 'owner',
  reads: { database: arcDatabases },
  traits: {
    places: from('database')((own, { id }) =>
      placesOf(own).map((place) => ({ ...place, keptIn: parentId(id) ?? id })),
    ),
    encryption: WITH_SERVER,
    backups: WITH_SERVER,
    inbound: WITH_SERVER,
    logs: from('database')((own) =>
      own.notUnderstood('Who reads what in SQL Server outside of Azure, it logs itself'),
    ),
  },
  mend: {},
  good: {
    id: `${idOf(INSTANCES, 'sql')}/databases/orders`,
    bodies: {
      database: {
        name: 'orders',
        location: 'northeurope',
        properties: { provisioningState: 'Succeeded' },
      },
    },
    unknown: ['access-logging', 'location'],
    cannot: { 'managed-services': 'its owner runs the machine' },
  },
  breaks: [
    {
      as: 'has its record in the United States',
      set: { database: { location: 'eastus' } },
      breaks: ['location'],
    },
  ],
  leaves: {},
});

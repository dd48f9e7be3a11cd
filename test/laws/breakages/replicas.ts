import { databaseOf, databasesOf, serverOf } from '../../harness/estates.ts';
import { answering, lying, type MatrixRow, made, outside, processedOutside } from './breakage.ts';

const AWAY = 'sql-away';

/** Where databases and their copies are. */
export const REPLICA_ROWS: readonly MatrixRow[] = [
  {
    title: 'A database is replicated to the United States',
    resourceType: 'Microsoft.Sql/servers/databases',
    in: (service) => {
      const resource = databaseOf(service);
      const properties = {
        partnerServer: AWAY,
        partnerDatabase: service.database,
        partnerLocation: 'East US',
        role: 'Primary',
        partnerRole: 'Secondary',
        replicationMode: 'ASYNC',
        replicationState: 'CATCH_UP',
        linkType: 'GEO',
      };
      return made(
        [{ id: `${resource}/replicationLinks/away`, body: { properties } }],
        ['location', 'regional-redundancy'].map((check) => ({
          check,
          resource,
          when: outside({ replica: 'eastus' }),
        })),
      );
    },
  },
  {
    title: 'A failover group has its partner in the United States',
    resourceType: 'Microsoft.Sql/servers',
    in: (service) => {
      const resource = serverOf(service);
      const properties = {
        readWriteEndpoint: { failoverPolicy: 'Manual' },
        replicationRole: 'Primary',
        partnerServers: [
          {
            id: resource.replace(service.server, AWAY),
            location: 'East US',
            replicationRole: 'Secondary',
          },
        ],
        databases: [],
      };
      return made(
        [{ id: `${resource}/failoverGroups/fog-away`, body: { properties } }],
        // A group without databases may take any of the server's.
        [
          { check: 'location', resource, when: processedOutside({ partner: 'eastus' }) },
          ...databasesOf(service.server).map((name) => ({
            check: 'location',
            resource: databaseOf(service, name),
            when: outside({ partner: 'eastus' }),
          })),
        ],
      );
    },
  },
  {
    title: 'Databases of a server are in the United States',
    resourceType: 'Microsoft.Sql/servers/databases',
    in: (service) =>
      answering(
        `${serverOf(service)}/databases?`,
        'location',
        'eastus',
        databasesOf(service.server).flatMap((name) =>
          lying(databaseOf(service, name), { primary: 'eastus', copy: 'westus' }, 'backup'),
        ),
      ),
  },
];

import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { wholeListBelow } from '../generic-reads.ts';
import { backupsOfDatabases, ownDatabases } from './database-backups.ts';
import { placesOf } from './places.ts';
import { arcDatabases, instances } from './reads.ts';
import { BREAKS, GOOD, LEAVES } from './sql-server-example.ts';

/**
 * A SQL Server that stands outside of Azure, as far as Azure Arc knows of it. Source: Microsoft.AzureArcData/sqlServerInstances, 2026-01-01;
 * type-facts-data §4.
 */
export const arcSqlServer = defineResourceType({
  type: 'Microsoft.AzureArcData/sqlServerInstances',
  holds: 'database',
  serves: 'clients',
  runs: 'owner',
  reads: { server: instances, databases: wholeListBelow(arcDatabases) },
  traits: {
    places: from('server')(placesOf),
    encryption: from('server', 'databases')(layersOf),
    endpoints: from('server')(doorsOf),
    inbound: from('server')((own) =>
      own.notUnderstood('Who reaches a SQL Server outside of Azure is not said'),
    ),
    backups: from('server', 'databases')(backupsOfDatabases),
    logs: from('server')((own) =>
      own.notUnderstood('Who reads what in SQL Server outside of Azure, it logs itself'),
    ),
  },
  mend: {},
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** Transparent data encryption of each database; whose key it is, is not said. */
function layersOf(own: Cell, databases: Cell): readonly Encryption[] {
  const rows = ownDatabases(databases);
  const key = own.notUnderstood('Whose key encrypts databases outside of Azure is not said');
  if (!rows.said) return [{ what: 'databases', state: rows, key }];
  return rows.value.map((row) => {
    const name = row.at('name').text();
    return {
      what: name.said ? `database ${name.value}` : 'database',
      state: row
        .at('properties/databaseOptions/isEncrypted')
        .oneOf({ true: 'on', false: 'off' } as const),
      key,
    };
  });
}

/** What clients have to speak its own settings say; mirrors talk to each other as Azure Arc reports. */
function doorsOf(own: Cell): readonly Endpoint[] {
  const unsaid = own.notUnderstood('Whether SQL Server demands TLS its own settings say');
  const clients: Endpoint = { what: 'SQL Server', plainText: unsaid, reach: unsaid };
  const path = 'properties/databaseMirroringEndpoint';
  if (lacks(own, path)) return [clients];
  return [
    clients,
    { what: 'mirroring of databases', plainText: mirroring(own.at(path)), reach: unsaid },
  ];
}

/** `RC4` and `NONE` protect nobody. Source: CREATE ENDPOINT, ENCRYPTION. */
function mirroring(endpoint: Cell): Said<'accepted' | 'refused'> {
  const isOn = endpoint.at('isEncryptionEnabled').flag();
  const cipher = endpoint.at('encryptionAlgorithm').oneOf<'accepted' | 'refused'>({
    AES: 'refused',
    'AES, RC4': 'accepted',
    'RC4, AES': 'accepted',
    RC4: 'accepted',
    NONE: 'accepted',
    'NONE, AES': 'accepted',
    'NONE, AES, RC4': 'accepted',
    'NONE, RC4': 'accepted',
    'NONE, RC4, AES': 'accepted',
  });
  return andThen(
    isOn,
    (word): Said<'accepted' | 'refused'> => (word ? cipher : map(isOn, () => 'accepted')),
  );
}

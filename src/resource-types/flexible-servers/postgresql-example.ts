import type { Good } from '../define-resource-type.ts';
import { exampleId, exampleParameters, exampleRest, exampleServer } from './server-example.ts';

/** A server that keeps every promise that one can keep. */
export const POSTGRESQL: Good = {
  id: exampleId('DBforPostgreSQL'),
  bodies: {
    server: exampleServer({
      authConfig: { activeDirectoryAuth: 'Enabled', passwordAuth: 'Disabled' },
    }),
    parameters: exampleParameters({
      require_secure_transport: 'on',
      ssl_min_protocol_version: 'TLSv1.2',
      shared_preload_libraries: 'pg_stat_statements,pgaudit',
      'pgaudit.log': 'read,write',
    }),
    ...exampleRest('PostgreSQLLogs'),
  },
  // Azure says in two ways whether its snapshots are full ones.
  unknown: ['full-backup'],
  unbreakable: {
    'backup-interval': 'the platform archives the log by itself',
    'encryption-at-rest': 'there is no setting',
  },
};

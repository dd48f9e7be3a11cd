import type { Good } from '../define-resource-type.ts';
import { exampleId, exampleParameters, exampleRest, exampleServer } from './server-example.ts';

/** A server that keeps every promise that one can keep. */
export const MYSQL: Good = {
  id: exampleId('DBforMySQL'),
  bodies: {
    server: exampleServer({ storage: { logOnDisk: 'Disabled' } }),
    parameters: exampleParameters({
      require_secure_transport: 'ON',
      tls_version: 'TLSv1.2,TLSv1.3',
      audit_log_enabled: 'ON',
      audit_log_events: 'CONNECTION,DCL,DDL,DML',
      aad_auth_only: 'ON',
    }),
    ...exampleRest('MySqlAuditLogs'),
  },
  // Azure says in two ways whether its snapshots are full ones.
  unknown: ['full-backup'],
  unbreakable: {
    'backup-interval': 'the platform archives the log by itself',
    'encryption-at-rest': 'there is no setting',
  },
};

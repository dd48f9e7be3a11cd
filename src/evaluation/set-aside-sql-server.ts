import { notApplicable, type Verdict } from '#domain/verdict.ts';
import type { SqlServer } from '#facts/sql-server.ts';

/** Sets the server of a Synapse workspace aside: its settings are the workspace's own. Source: its kind contains `analytics`. */
export function setAsideSynapseServer(server: SqlServer): Verdict | undefined {
  if (!(server.kind ?? '').toLowerCase().split(',').includes('analytics')) return undefined;
  return notApplicable(
    'The server belongs to a Synapse workspace, whose own settings hold',
    server.kind,
  );
}

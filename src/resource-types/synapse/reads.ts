import { itselfOrParent } from '../generic-reads.ts';

export const API_VERSION = '2021-06-01';
export const WORKSPACES = 'Microsoft.Synapse/workspaces';

/** The workspace, of itself or of a pool in it. */
export const workspace = itselfOrParent({
  name: 'synapseWorkspace',
  what: 'Synapse workspace',
  type: WORKSPACES,
  apiVersion: API_VERSION,
});

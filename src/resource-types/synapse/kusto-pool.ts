import type { Cell } from '#traits/cell.ts';
import type { NotSaid } from '#traits/said.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { WORKSPACES } from './reads.ts';

/** Source: type-facts-data §1: Azure’s list of what it retires. */
const RETIRED =
  'Azure retired the Data Explorer pools of Synapse on 2025-10-07, and never had more than a preview of what they say: delete what is left of them';

/** A Data Explorer pool of a Synapse workspace: there is no stable version of its settings. Source: Microsoft.Synapse/workspaces/kustoPools, 2021-06-01-preview. */
export const synapseKustoPool = defineResourceType({
  type: 'Microsoft.Synapse/workspaces/kustoPools',
  holds: 'database',
  serves: 'clients',
  reads: {
    pool: childrenBelow({
      name: 'synapseKustoPool',
      what: 'Data Explorer pools of Synapse workspace',
      type: `${WORKSPACES}/kustoPools`,
      apiVersion: '2021-06-01-preview',
    }),
  },
  traits: {
    places: from('pool')((own) => [
      { kind: 'primary', what: 'Data Explorer pool', region: own.at('location').text() },
    ]),
    encryption: from('pool')(retired),
    endpoints: from('pool')(retired),
    backups: from('pool')(retired),
    logs: from('pool')(retired),
  },
  mend: {},
  good: {
    id: `${idOf(WORKSPACES, 'syn')}/kustoPools/events`,
    bodies: { pool: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } } },
    unknown: [
      'access-logging',
      'backup-interval',
      'backup-recent',
      'backup-retention',
      'customer-keys',
      'differential-backup',
      'encryption-at-rest',
      'encryption-in-transit',
      'full-backup',
      'log-backup',
      'long-term-retention',
      'monthly-retention',
      'network-isolation',
      'point-in-time-restore',
    ],
    cannot: {
      'geo-redundant-backup': 'Azure keeps no copy of it anywhere else',
      'regional-redundancy': 'Azure keeps no copy of it anywhere else',
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { pool: { location: 'eastus' } },
      breaks: ['location'],
    },
  ],
  leaves: {
    pool: {
      'sku/**': 'price and size',
      ...leaving(
        'it is retired',
        'state stateReason uri dataIngestionUri optimizedAutoscale/** enableStreamingIngest enablePurge languageExtensions/** workspaceUID',
      ),
    },
  },
});

function retired(own: Cell): NotSaid {
  return own.at('properties').notUnderstood(RETIRED);
}

import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';
import { ACCOUNTS, pools } from './reads.ts';

/** Room that volumes are made in, which say what they are. Source: Microsoft.NetApp/netAppAccounts/capacityPools, 2026-06-01. */
export const netAppPool = defineResourceType({
  type: 'Microsoft.NetApp/netAppAccounts/capacityPools',
  holds: 'nothing',
  serves: 'nobody',
  passes: true,
  reads: { pool: pools },
  traits: {
    places: from('pool')((own) => [
      { kind: 'primary', what: 'capacity pool', region: own.at('location').text() },
    ]),
  },
  mend: {},
  good: {
    id: `${idOf(ACCOUNTS, 'files')}/capacityPools/pool`,
    bodies: { pool: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } } },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { pool: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
  leaves: {
    pool: leaving(
      'price and size',
      'poolId size serviceLevel totalThroughputMibps utilizedThroughputMibps customThroughputMibps qosType coolAccess',
    ),
  },
});

import { withParent } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { childrenBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { neverBackedUp } from '../no-backup.ts';
import { API_VERSION, WORKSPACES } from './reads.ts';

const NO_LOG = 'it logs what ran, and not who reached what';

/**
 * A Spark pool of a Synapse workspace: machines that come and go, with the libraries that run on them; what they work on lies in the lake.
 * Source: Microsoft.Synapse/workspaces/bigDataPools, 2021-06-01; type-facts-data §1.
 */
export const synapseSparkPool = defineResourceType({
  type: 'Microsoft.Synapse/workspaces/bigDataPools',
  holds: 'code',
  serves: 'nobody',
  passes: true,
  reads: {
    pool: childrenBelow({
      name: 'synapseSparkPool',
      what: 'Spark pools of Synapse workspace',
      type: `${WORKSPACES}/bigDataPools`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('pool')((own) => [
          { kind: 'primary', what: 'Spark pool', region: own.at('location').text() },
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: withParent('a Spark pool is encrypted as its workspace is'),
    backups: from('pool')((own) =>
      neverBackedUp(own, 'Azure keeps no backup of the libraries and settings of a Spark pool'),
    ),
    logs: from('pool')((own) => [
      { what: 'who reached what', state: own.means('not-written'), to: [] },
    ]),
  },
  mend: {},
  good: {
    id: `${idOf(WORKSPACES, 'syn')}/bigDataPools/spark`,
    bodies: {
      pool: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } },
      settings: [],
    },
    cannot: { 'access-logging': NO_LOG },
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
      ...leaving(
        'price and size',
        'autoScale/** autoPause/** cacheSize dynamicExecutorAllocation/** nodeCount nodeSize nodeSizeFamily isAutotuneEnabled',
      ),
      ...leaving('nothing here goes by its age', 'creationDate lastSucceededTimestamp'),
      ...leaving('whether its machines are shared', 'isComputeIsolationEnabled'),
      ...leaving(
        'what runs on it',
        'sessionLevelPackagesEnabled libraryRequirements/** customLibraries/** sparkConfigProperties/** sparkVersion',
      ),
      ...leaving('folders of the lake', 'sparkEventsFolder defaultSparkLogFolder'),
    },
  },
});

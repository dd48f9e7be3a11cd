import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { reachOfRules, whereOpen } from '../firewall-rules.ts';
import { listBelow, settingBelow } from '../generic-reads.ts';
import { runtimePlaces } from '../integration-runtimes.ts';
import { neverBackedUp } from '../no-backup.ts';
import { reachBy } from '../public-access.ts';
import { auditOf, auditPlaces } from './auditing.ts';
import { API_VERSION, WORKSPACES, workspace } from './reads.ts';
import { BREAKS, GOOD, LEAVES } from './workspace-example.ts';

/** Who called the workspace and its serverless SQL. Source: type-facts-data §1. */
const REQUESTS = {
  what: 'requests of clients',
  carry: ['gatewayapirequests'],
  other: [
    'builtinsqlreqsended',
    'integrationactivityruns',
    'integrationpipelineruns',
    'integrationtriggerruns',
    'sqlsecurityauditevents',
    'synapselinkevent',
    'synapserbacoperations',
  ],
} as const;

/** Azure Synapse: notebooks, pipelines, secrets; the data lies in its lake and its pools. Source: Microsoft.Synapse/workspaces, 2021-06-01; type-facts-data §1. */
export const synapseWorkspace = defineResourceType({
  type: 'Microsoft.Synapse/workspaces',
  holds: 'code',
  serves: 'clients',
  reads: {
    workspace,
    tls: settingBelow('dedicatedSQLminimalTlsSettings/default', {
      name: 'synapseMinimalTls',
      what: 'minimum TLS version of Synapse workspace',
      type: `${WORKSPACES}/dedicatedSQLminimalTlsSettings`,
      apiVersion: API_VERSION,
    }),
    entraOnly: settingBelow('azureADOnlyAuthentications/default', {
      name: 'synapseEntraOnly',
      what: 'sign-in of Synapse workspace',
      type: `${WORKSPACES}/azureADOnlyAuthentications`,
      apiVersion: API_VERSION,
    }),
    rules: listBelow({
      name: 'synapseFirewallRules',
      what: 'firewall rules of Synapse workspace',
      type: `${WORKSPACES}/firewallRules`,
      apiVersion: API_VERSION,
      // They stay listed behind a closed door, and are void.
      when: (own) => whereOpen(own.at('properties/publicNetworkAccess')),
    }),
    runtimes: listBelow({
      name: 'synapseRuntimes',
      what: 'integration runtimes of Synapse workspace',
      type: `${WORKSPACES}/integrationRuntimes`,
      apiVersion: API_VERSION,
    }),
    auditing: settingBelow('auditingSettings/default', {
      name: 'synapseAuditing',
      what: 'auditing of Synapse workspace',
      type: `${WORKSPACES}/auditingSettings`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('workspace')(placesOf)),
      only(['replica'], from('runtimes')(runtimePlaces)),
      only(
        ['log'],
        from(
          'auditing',
          'settings',
        )((auditing, settings) => [...auditPlaces(auditing), ...logPlaces(settings)]),
      ),
    ],
    // The first layer is the platform's, always. Source: synapse-analytics/security/workspaces-encryption.
    encryption: from('workspace')((own) => [
      {
        what: 'workspace',
        state: own.means('on'),
        key: keyAt(own, 'properties/encryption/cmk/key/keyVaultUrl'),
        second: own
          .at('properties/encryption/doubleEncryptionEnabled')
          .oneOf({ true: 'on', false: 'off' } as const),
      },
    ]),
    endpoints: [
      only(['transport'], from('workspace', 'tls', 'entraOnly')(doorsOf)),
      only(
        ['reach'],
        from(
          'workspace',
          'rules',
        )((own, rules) => [
          {
            what: 'Synapse workspace',
            reach: reachBy(own.at('properties/publicNetworkAccess'), () => reachOfRules(rules)),
          },
        ]),
      ),
    ],
    backups: from('workspace')((own) =>
      neverBackedUp(own, 'What is written in a workspace is kept in Git or nowhere'),
    ),
    logs: from(
      'auditing',
      'settings',
    )((auditing, settings) => [logStream(settings, REQUESTS), auditOf(auditing, settings)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az resource update --ids ${id}/dedicatedSQLminimalTlsSettings/default --set properties.minimalTlsVersion=1.2`,
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.publicNetworkAccess=Disabled`,
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** The workspace, and the lake that its data lies in: an account of its own, which says where its copies are. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'workspace', region: own.at('location').text() };
  if (lacks(own, 'properties/defaultDataLakeStorage')) return [home];
  const lake = own.at('properties/defaultDataLakeStorage/resourceId').text();
  return [home, placeOfResource('replica', 'data lake', lake)];
}

/**
 * Dedicated pools take what the setting says, everything else TLS 1.2 at least; SQL is never spoken in plain text. Source:
 * synapse-analytics/security/connectivity-settings, 2025-03.
 */
function doorsOf(own: Cell, tls: Cell, entraOnly: Cell): readonly Endpoint[] {
  const plainText = own.means<'refused'>('refused');
  const keys = entraOnly
    .at('properties/azureADOnlyAuthentication')
    .oneOf({ true: 'refused', false: 'accepted' } as const);
  return [
    {
      what: 'dedicated SQL pools',
      // Empty of workspaces where none was ever set.
      oldestTls: tls
        .at('properties/minimalTlsVersion')
        .oneOf<TlsVersion>({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2', '1.3': '1.3' }),
      plainText,
      keys,
    },
    { what: 'serverless SQL and development', oldestTls: own.means('1.2'), plainText, keys },
  ];
}

import { azCommand, azScope } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, type Said } from '#traits/said.ts';
import { always, beside } from '#traits/trait.ts';
import { availability, availabilityOf } from '../availability.ts';
import { exampleOfAvailability } from '../availability-example.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { IN_ONE_ZONE, ZONED_REGIONS } from '../examples.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesOfRegion } from '../zones.ts';
import { vaultAndCopy } from './places.ts';
import { reachOf } from './reach.ts';
import { oneVault, vaultRows } from './vault-reads.ts';

const VOUCHED = 'Microsoft vouches for it: there is no setting';

/** Source: Azure Key Vault logging, log categories. */
const AUDIT = {
  what: 'audit events',
  carry: ['auditevent'],
  other: ['azurepolicyevaluationdetails'],
} as const;

/** Azure Key Vault. Source: Microsoft.KeyVault/vaults, 2026-02-01. */
export const vault = defineResourceType({
  type: 'Microsoft.KeyVault/vaults',
  holds: 'keys',
  serves: 'clients',
  reads: {
    vault: oneVault,
    rows: vaultRows,
    regions: subscriptionRegions,
    settings: diagnosticSettings,
    availability,
  },
  traits: {
    places: [
      only(['primary', 'copy'], from('vault', 'regions')(vaultAndCopy)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'Key Vault always encrypts keys, secrets and certificates (AES-256); that cannot be switched off',
      'https://learn.microsoft.com/azure/key-vault/general/security-features',
      '2026-11-28',
    ),
    endpoints: from('vault')((own) => [
      {
        what: 'key vault',
        // Guess: the page says that TLS 1.0 and 1.1 are refused; there is no member to read.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: reachOf(own),
      },
    ]),
    // Source: Microsoft, "Reliability in Azure Key Vault": zone-redundant by itself in every region with zones.
    zones: from(
      'vault',
      'regions',
    )((own, regions) => [zonesOfRegion(own.at('location').text(), regions, 'key vault')]),
    backups: always(
      'Azure keeps copies of keys and secrets by itself, in the paired region where there is one; what is deleted is kept by soft delete, which key-protection asks after',
      'https://learn.microsoft.com/azure/key-vault/general/disaster-recovery-guidance',
      '2026-11-28',
    ),
    keeping: from('vault')((own) => [
      {
        what: 'key vault',
        recoverableDays: recoverableDays(own),
        purge: own
          .at('properties/enablePurgeProtection')
          .oneOf(
            { true: 'refused', false: 'allowed' },
            { means: 'allowed', source: 'Vaults - Get: enablePurgeProtection is true or absent' },
          ),
        access: own
          .at('properties/enableRbacAuthorization')
          .oneOf(
            { true: 'roles', false: 'policies' },
            { means: 'policies', source: 'enableRbacAuthorization: null means access policies' },
          ),
      },
    ]),
    lifetimes: beside('its keys and secrets end one by one, and are judged so'),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
    availability: from(
      'vault',
      'availability',
    )((own, metrics) =>
      availabilityOf(metrics, {
        what: 'key vault',
        by: 'platform',
        made: own.at('systemData/createdAt'),
      }),
    ),
  },
  mend: {
    'key-protection': ({ id, name }) =>
      `${azCommand`az keyvault update --name ${name} --enable-purge-protection true --enable-rbac-authorization true`} ${azScope(id)}`,
    'network-isolation': ({ id, name }) =>
      `${azCommand`az keyvault update --name ${name} --public-network-access Disabled`} ${azScope(id)}`,
    'access-logging': ({ id }) =>
      `${azCommand`az monitor diagnostic-settings create --name audit --resource ${id} --logs ${'[{"categoryGroup":"audit","enabled":true}]'}`} --workspace "$WORKSPACE_ID"`,
  },
  good: {
    unbreakable: { 'encryption-at-rest': VOUCHED, 'encryption-in-transit': VOUCHED },
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv',
    bodies: {
      vault: {
        location: 'northeurope',
        systemData: { createdAt: '2024-05-01T08:00:00Z' },
        properties: {
          tenantId: '00000000-0000-0000-0000-000000000009',
          sku: { family: 'A', name: 'standard' },
          enableSoftDelete: true,
          softDeleteRetentionInDays: 90,
          enablePurgeProtection: true,
          enableRbacAuthorization: true,
          publicNetworkAccess: 'Disabled',
        },
      },
      regions: ZONED_REGIONS,
      availability: exampleOfAvailability('Availability', 99.95),
      settings: [
        {
          name: 'audit',
          properties: {
            workspaceId:
              '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/log',
            logs: [{ categoryGroup: 'audit', enabled: true }],
          },
        },
      ],
    },
  },
  breaks: [
    ...IN_ONE_ZONE,
    {
      as: 'purge protection is off',
      set: { vault: { 'properties/enablePurgeProtection': undefined } },
      breaks: ['key-protection'],
    },
    {
      as: 'soft delete is off',
      set: { vault: { 'properties/enableSoftDelete': false } },
      breaks: ['key-protection'],
    },
    {
      as: 'access policies decide',
      set: { vault: { 'properties/enableRbacAuthorization': false } },
      breaks: ['key-protection'],
    },
    {
      as: 'every address is let in',
      set: { vault: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { vault: { location: 'eastus' } },
      breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
    },
    {
      as: 'was down for a day',
      set: { availability: { 'value/0/timeseries/0/data/7/average': 0 } },
      breaks: ['platform-availability'],
    },
    { as: 'writes no audit log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    vault: {
      'properties/tenantId': 'whose vault it is, not how it is kept',
      'properties/sku': 'price, and whether keys lie in hardware: no claim speaks of it',
      'properties/vaultUri': 'its address',
      'properties/accessPolicies/**': 'who may, where policies decide: that they do is read',
      'properties/hsmPoolResourceId': 'of pools of hardware modules, which are another type',
      'properties/enabledForDeployment': 'whether Azure may fetch certificates for machines',
      'properties/enabledForDiskEncryption': 'whether Azure may fetch keys for disks',
      'properties/enabledForTemplateDeployment': 'whether Azure may fetch secrets to deploy',
      'properties/networkAcls/bypass': 'services of Azure, which sign in as everybody does',
      'properties/networkAcls/virtualNetworkRules/**': 'networks of Azure, not the internet',
      'properties/privateEndpointConnections/**': 'further ways in, all of them private',
    },
  },
});

function recoverableDays(own: Cell): Said<number> {
  // Vaults from before 2020 lack the member; whether Azure has switched it on since, they do not say.
  return andThen(own.at('properties/enableSoftDelete').flag(), (enabled) =>
    enabled
      ? own.at('properties/softDeleteRetentionInDays').number()
      : own.at('properties/enableSoftDelete').means(0),
  );
}

import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Keeping } from '#traits/keeping.ts';
import type { Place } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { always, beside } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { reachOf } from './reach.ts';

const TYPE = 'Microsoft.KeyVault/managedHSMs';
const EVENTS = { category: 'AuditEvent' };
const AUDIT = { what: 'audit events', carry: ['auditevent'], other: [] } as const;
const BY_OWNER =
  'Backups of a managed HSM are taken by its owner, into storage of his: Azure says nothing of them';

/** Azure Key Vault Managed HSM. Source: Microsoft.KeyVault/managedHSMs, 2026-02-01; type-facts-data §9. */
export const managedHsm = defineResourceType({
  type: 'Microsoft.KeyVault/managedHSMs',
  holds: 'keys',
  serves: 'clients',
  reads: {
    hsm: allOf({ name: 'managedHsm', what: 'managed HSMs', type: TYPE, apiVersion: '2026-02-01' }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('hsm')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'Keys of a managed HSM rest in modules that nobody can read them out of',
      'https://learn.microsoft.com/azure/key-vault/managed-hsm/overview',
      '2026-11-29',
    ),
    endpoints: from('hsm')((own) => [
      {
        what: 'managed HSM',
        // Guess: as key vaults, which refuse TLS 1.0 and 1.1; there is no member to read.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: reachOf(own),
      },
    ]),
    backups: from('hsm')((own) => own.at('properties').notUnderstood(BY_OWNER)),
    keeping: from('hsm')((own) => [keepingOf(own)]),
    lifetimes: beside('its keys say when they end'),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az keyvault update-hsm --ids ${id} --public-network-access Disabled`,
    'key-protection': ({ id }) =>
      azCommand`az keyvault update-hsm --ids ${id} --enable-purge-protection true`,
    'access-logging': (resource) => sendLogs(resource, EVENTS),
  },
  good: {
    id: idOf(TYPE, 'hsm'),
    bodies: {
      hsm: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          enableSoftDelete: true,
          softDeleteRetentionInDays: 90,
          enablePurgeProtection: true,
          publicNetworkAccess: 'Disabled',
          networkAcls: { defaultAction: 'Deny', ipRules: [] },
          regions: [
            { name: 'northeurope', isPrimary: true, provisioningState: 'Succeeded' },
            { name: 'westeurope', isPrimary: false, provisioningState: 'Succeeded' },
          ],
        },
      },
      settings: logsTo(EVENTS),
    },
    cannot: { 'geo-redundant-backup': 'backups of it are taken by its owner alone' },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { hsm: { location: 'eastus' } },
      breaks: ['location', 'regional-redundancy'],
    },
    {
      as: 'has a second region in the United States',
      set: { hsm: { 'properties/regions/1/name': 'eastus' } },
      breaks: ['location', 'regional-redundancy'],
    },
    {
      as: 'has one region',
      set: { hsm: { 'properties/regions': undefined } },
      breaks: ['regional-redundancy'],
    },
    {
      as: 'has a second region that is not ready yet',
      set: { hsm: { 'properties/regions/1/provisioningState': 'Provisioning' } },
      breaks: ['regional-redundancy'],
    },
    {
      as: 'can be purged',
      set: { hsm: { 'properties/enablePurgeProtection': false } },
      breaks: ['key-protection'],
    },
    {
      as: 'forgets what is deleted',
      set: { hsm: { 'properties/enableSoftDelete': false } },
      breaks: ['key-protection'],
    },
    {
      as: 'is open to the internet, without rules',
      set: {
        hsm: { 'properties/publicNetworkAccess': 'Enabled', 'properties/networkAcls': undefined },
      },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    hsm: {
      'sku/**': 'price and size',
      'identity/**': 'as whom it signs in elsewhere',
      ...leaving(
        'who administers it first: no claim speaks of it',
        'tenantId initialAdminObjectIds',
      ),
      ...leaving('its address', 'hsmUri'),
      ...leaving('how it fares', 'statusMessage securityDomainProperties/** scheduledPurgeDate'),
      ...leaving('services of Azure, which sign in as everybody does', 'networkAcls/bypass'),
      ...leaving(
        'networks of Azure, not the internet',
        'networkAcls/serviceTags/** networkAcls/virtualNetworkRules/**',
      ),
      ...leaving('private ways in, beside the public one', 'privateEndpointConnections/**'),
    },
  },
});

/** One more region at the most, which holds all keys and answers as well. Source: key-vault/managed-hsm/multi-region-replication. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'managed HSM', region: own.at('location').text() };
  if (lacks(own, 'properties/regions')) return [home];
  const what = 'managed HSM in another region';
  const rows = own.at('properties/regions').list();
  if (!rows.said) return [home, { kind: 'replica', what, region: rows, isReady: rows }];
  return [
    home,
    ...rows.value.flatMap((row): readonly Place[] => {
      const isPrimary = row.at('isPrimary').flag();
      if (isPrimary.said && isPrimary.value)
        return [{ kind: 'primary', what: 'managed HSM', region: row.at('name').text() }];
      const isReady = row.at('provisioningState').oneOf({
        Succeeded: true,
        Provisioning: false,
        Deleting: false,
        Failed: false,
        Updating: true,
      });
      return [{ kind: 'replica', what, region: row.at('name').text(), isReady }];
    }),
  ];
}

/** Roles of its own alone decide who may. Source: key-vault/managed-hsm/access-control. */
function keepingOf(own: Cell): Keeping {
  const isKept = own
    .at('properties/enableSoftDelete')
    .oneOf(
      { true: true, false: false },
      { means: true, source: 'enableSoftDelete: on unless it is switched off' },
    );
  const days = own.at('properties/softDeleteRetentionInDays').number();
  return {
    what: 'managed HSM',
    recoverableDays: andThen(isKept, (word): Said<number> => (word ? days : map(isKept, () => 0))),
    purge: own
      .at('properties/enablePurgeProtection')
      .oneOf<'refused' | 'allowed'>(
        { true: 'refused', false: 'allowed' },
        { means: 'allowed', source: 'enablePurgeProtection: off unless it is set' },
      ),
    access: own.at('properties').means('roles'),
  };
}

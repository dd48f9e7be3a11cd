import { azCommand, azScope } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Keeping } from '#traits/keeping.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne, map, type NotSaid, type Said } from '#traits/said.ts';
import { beside } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { allOf } from '../generic-reads.ts';
import { pairIn, type Redundancy, secondPlace } from '../geo-copies.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { VAULT_BREAKS } from './vault-breaks.ts';
import { BACKUP_VAULT } from './vault-example.ts';
import { VAULT_LEAVES } from './vault-leaves.ts';
import { API_VERSION, instancesOfVault } from './vault-reads.ts';

/** Guess: the categories of a backup vault are those of a Recovery Services vault. */
const JOBS = {
  what: 'backup and restore jobs',
  carry: ['addonazurebackupjobs'],
  other: ['coreazurebackup', 'addonazurebackuppolicy', 'addonazurebackupprotectedinstance'],
} as const;

/** A Backup vault, for disks, blobs, clusters and open-source databases. Source: Microsoft.DataProtection/backupVaults, 2026-06-01; azure-facts §8. */
export const backupVault = defineResourceType({
  type: 'Microsoft.DataProtection/backupVaults',
  holds: 'copies',
  serves: 'clients',
  reads: {
    vault: allOf({
      name: 'backupVault',
      what: 'backup vaults',
      type: 'Microsoft.DataProtection/backupVaults',
      apiVersion: API_VERSION,
    }),
    instances: instancesOfVault,
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'backup'], from('vault', 'instances', 'regions')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('vault')(encryptionOf),
    endpoints: from('vault')((own) => [
      {
        what: 'backup vault',
        // HTTPS with TLS 1.2 or later only; there is no setting. Source: "Azure Backup security overview", 2025-02-24.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: own
          .at('properties')
          .notUnderstood('A backup vault says nothing of its public endpoint'),
      },
    ]),
    backups: beside('what it keeps is judged one by one, by its instances'),
    keeping: from('vault')(keepingOf),
    zones: beside('what it keeps are copies, whose redundancy geo-redundant-backup asks after'),
    logs: from('settings')((settings) => [logStream(settings, JOBS)]),
  },
  mend: {
    'deletion-protection': ({ id, name }) =>
      `${azCommand`az dataprotection backup-vault update --vault-name ${name} --soft-delete-state AlwaysOn --retention-duration-in-days 14`} ${azScope(id)}`,
    'cross-region-restore': ({ id, name }) =>
      `${azCommand`az dataprotection backup-vault update --vault-name ${name} --cross-region-restore-state Enabled`} ${azScope(id)}`,
  },
  good: BACKUP_VAULT,
  breaks: VAULT_BREAKS,
  leaves: VAULT_LEAVES,
});

/** The vault's region, the second one where any of its stores is geo-redundant, and whatever Azure says that it copies to. */
function placesOf(own: Cell, instances: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  const rows = instances.list();
  // A vault without instances is judged by its settings.
  const isUsed = rows.said && rows.value.length === 0 ? {} : { isUsed: keepsAnything(own, rows) };
  const isReady = own
    .at('properties/featureSettings/crossRegionRestoreSettings/state')
    .oneOf(
      { Enabled: true, Disabled: false },
      { means: false, source: 'crossRegionRestoreSettings: off unless enabled' },
    );
  const second = secondPlace(
    'backup',
    'second copy of the vault',
    redundancyOf(own),
    pairIn(regions, region),
    keptByAllStores(own),
  );
  const copies = replicasOf(own);
  const named = new Set(copies.flatMap(({ region: there }) => (there.said ? [there.value] : [])));
  const unnamed = second.filter(({ region: there }) => !there.said || !named.has(there.value));
  return [
    { kind: 'primary', what: 'vault', region, ...isUsed },
    ...[...unnamed, ...copies].map((place) => ({ ...isUsed, ...place, isReady })),
  ];
}

function replicasOf(own: Cell): readonly Pick<Place, 'kind' | 'what' | 'region'>[] {
  const list = own.at('properties/replicatedRegions');
  const common = { kind: 'backup', what: 'replica of the vault' } as const;
  const isThere = list.isThere();
  if (isThere.said && !isThere.value) return [];
  const rows = list.list();
  return rows.said
    ? rows.value.map((one) => ({ ...common, region: one.text() }))
    : [{ ...common, region: rows }];
}

function keepsAnything(own: Cell, rows: Said<readonly Cell[]>): Said<boolean> {
  return andThen(rows, ({ length }) => own.at('properties').means(length > 0));
}

/** Of each store whether it keeps a second copy. Source: `storageSettings`, 2026-06-01. */
function storesOf(own: Cell): Said<readonly Said<Redundancy>[]> {
  return map(own.at('properties/storageSettings').list(), (rows) =>
    rows.map((row) =>
      row.at('type').oneOf<Redundancy>({
        GeoRedundant: 'geo',
        LocallyRedundant: 'own-region',
        ZoneRedundant: 'own-region',
      }),
    ),
  );
}

/** One store that is geo-redundant makes a second place. */
function redundancyOf(own: Cell): Said<Redundancy> {
  const settings = own.at('properties/storageSettings');
  return andThen(storesOf(own), (each) => {
    const geo = each.find((one) => one.said && one.value === 'geo');
    if (geo !== undefined) return geo;
    return andThen(everyOne(each), ({ length }) =>
      length === 0
        ? settings.notUnderstood('The vault names no store')
        : settings.means('own-region' as const),
    );
  });
}

/** Not said where one store lies in both regions and another one does not: in which of them backups lie is said by neither. */
function keptByAllStores(own: Cell): NotSaid | undefined {
  const each = andThen(storesOf(own), everyOne);
  if (!each.said) return each;
  return new Set(each.value).size < 2
    ? undefined
    : own
        .at('properties/storageSettings')
        .notUnderstood('Not all stores of the vault are geo-redundant');
}

/** Always encrypted; a customer's key and a second layer can be had. Source: `securitySettings.encryptionSettings`, 2026-06-01. */
function encryptionOf(own: Cell): readonly Encryption[] {
  const settings = own.at('properties/securitySettings/encryptionSettings');
  const state = settings
    .at('state')
    .oneOf<'on' | 'off'>(
      { Enabled: 'on', Disabled: 'off' },
      { means: 'off', source: 'encryptionSettings.state: a key of the platform unless enabled' },
    );
  const isThere = settings.isThere();
  const known = isThere.said && !isThere.value ? map(isThere, () => 'off' as const) : state;
  const key = andThen(
    known,
    (word): Said<EncryptionKey> =>
      word === 'off'
        ? map(known, () => ({ of: 'platform' }))
        : map(settings.at('keyVaultProperties/keyUri').text(), (address) => ({
            of: 'customer',
            address,
          })),
  );
  const second = settings
    .at('infrastructureEncryption')
    .oneOf({ Enabled: 'on', Disabled: 'off' } as const);
  return [{ what: 'vault', state: own.at('properties').means('on'), key, second }];
}

/** Only `Locked` cannot be taken back. Source: `securitySettings`, 2026-06-01. */
function keepingOf(own: Cell): readonly Keeping[] {
  const security = own.at('properties/securitySettings');
  const soft = security.at('softDeleteSettings');
  const state = soft.at('state').oneOf({ AlwaysOn: true, On: true, Off: false });
  return [
    {
      what: 'backup vault',
      recoverableDays: andThen(state, (isOn) =>
        isOn ? soft.at('retentionDurationInDays').number() : map(state, () => 0),
      ),
      immutability: security
        .at('immutabilitySettings/state')
        .oneOf({ Locked: 'locked', Unlocked: 'unlocked', Disabled: 'off' } as const),
    },
  ];
}

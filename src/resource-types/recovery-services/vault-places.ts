import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, present, type Said } from '#traits/said.ts';
import { pairOf } from '../subscription-regions.ts';
import { identitiesOf, nameOf, policyParts, sourceOf } from './protected-item.ts';

/** What says where a vault's backups lie. */
interface PlacesOfVault {
  readonly own: Cell;
  readonly config: Cell;
  readonly regions: Cell;
  readonly items: Cell;
  readonly policies: Cell;
}

/**
 * The vault's own region and, where it is geo-redundant, the second one; and for each file share that it keeps no copy of, where its
 * snapshots are: in the storage account, so that the vault's redundancy proves nothing of them.
 */
export function vaultPlaces(vault: PlacesOfVault): readonly Place[] {
  const { own, items, policies } = vault;
  const isUsed = keepsAnything(items, policies);
  const usage = isUsed === undefined ? {} : { isUsed };
  const region = own.at('location').text();
  const primary: Place = { kind: 'primary', what: 'vault', region, ...usage };
  const snapshots = snapshotPlaces(items, policies);
  const redundancy = redundancyOf(vault);
  if (redundancy.said && redundancy.value === 'one region') return [primary, ...snapshots];
  const second: Place = {
    kind: 'backup',
    what: 'second copy of the vault',
    region: andThen(redundancy, () => secondRegion(vault, region)),
    isReady: isRestoredAcross(vault),
    ...usage,
  };
  return [primary, second, ...snapshots];
}

/** Whether the vault says of itself all that the storage configuration would say. */
export function saysRedundancy(own: Cell): boolean {
  const { stated, restore } = settingsOf(own);
  return [stated.isThere(), restore.isThere()].every((known) => known.said && known.value);
}

function settingsOf(own: Cell): { readonly stated: Cell; readonly restore: Cell } {
  const settings = own.at('properties/redundancySettings');
  return {
    stated: settings.at('standardTierStorageRedundancy'),
    restore: settings.at('crossRegionRestore'),
  };
}

/**
 * The vault's own word, which is absent in answers of older vaults (recorded at 2023-01-01), else its storage configuration's.
 * Source: `standardTierStorageRedundancy`; backupstorageconfig `storageModelType`, 2026-07-01.
 */
function redundancyOf({ own, config }: PlacesOfVault): Said<'one region' | 'two regions'> {
  const { stated } = settingsOf(own);
  return andThen(stated.isThere(), (isStated) =>
    (isStated ? stated : config.at('properties/storageModelType')).oneOf({
      LocallyRedundant: 'one region',
      ZoneRedundant: 'one region',
      GeoRedundant: 'two regions',
      // Only the storage configuration speaks of it: a geo-zone-redundant copy that can be read.
      ReadAccessGeoZoneRedundant: 'two regions',
    } as const),
  );
}

/** Whether backups can be restored in the second region at any time, without a disaster that Azure declares. */
function isRestoredAcross({ own, config }: PlacesOfVault): Said<boolean> {
  const { restore } = settingsOf(own);
  return andThen(restore.isThere(), (isStated) =>
    isStated
      ? restore.oneOf({ Enabled: true, Disabled: false })
      : config.at('properties/crossRegionRestoreFlag').flag(),
  );
}

/** The pair, unless a second region was chosen, which Azure does not name. Source: `regionOfChoiceSettings`, new in 2026-07-01. */
function secondRegion({ own, regions }: PlacesOfVault, region: Said<string>): Said<string> {
  const choice = own.at('properties/regionOfChoiceSettings');
  return andThen(choice.isThere(), (isThere) => {
    const status = choice.at('status');
    const isPair = status.oneOf(
      { Disabled: true },
      { means: true, source: 'regionOfChoiceSettings.status: null where no region was chosen' },
    );
    return !isThere || isPair.said
      ? present(pairOf(regions, region), 'pair of the region of the vault')
      : status.notUnderstood('The second region is a chosen one, which Azure does not name here');
  });
}

/**
 * Whether the vault keeps anything itself; undefined for one that protects nothing yet, which is judged by its settings. Snapshots of
 * a file share lie in its storage account. Source: "About Azure Files backup", snapshot tier.
 */
function keepsAnything(items: Cell, policies: Cell): Said<boolean> | undefined {
  const rows = items.list();
  if (!rows.said) return rows;
  const tiers = rows.value.map((row) => isVaulted(row.at('properties'), policies));
  return (
    tiers.find((tier) => tier.said && tier.value) ?? tiers.find((tier) => !tier.said) ?? tiers[0]
  );
}

function snapshotPlaces(items: Cell, policies: Cell): readonly Place[] {
  const rows = items.list();
  if (!rows.said) return [];
  const names = identitiesOf(rows.value);
  return rows.value.flatMap((row, index) => {
    const tier = isVaulted(row.at('properties'), policies);
    if (!tier.said || tier.value) return [];
    const source = sourceOf(row.at('properties'));
    const place = placeOfResource('backup', `snapshots of file share ${nameOf(row)}`, source);
    return [
      { ...place, item: names[index] ?? '', ...(source.said ? { keptIn: source.value } : {}) },
    ];
  });
}

/** Everything but a file share is kept in the vault. Source: BackupManagementType, 2026-07-01. */
function isVaulted(own: Cell, policies: Cell): Said<boolean> {
  const tier = own.at('backupManagementType').oneOf({
    AzureIaasVM: 'vault',
    AzureWorkload: 'vault',
    AzureSql: 'vault',
    MAB: 'vault',
    DPM: 'vault',
    AzureBackupServer: 'vault',
    AzureStorage: 'as the policy says',
  } as const);
  return andThen(tier, (word) =>
    word === 'vault'
      ? own.at('backupManagementType').means(true)
      : policyParts(own, policies).isVaulted,
  );
}

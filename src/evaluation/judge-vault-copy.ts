import { fail, unknown, type Verdict } from '#domain/verdict.ts';
import type { Facts } from '#facts/fact-names.ts';
import type { InventoryResource } from '#inventory/inventory-resource.ts';
import { vaultRedundancy } from '#facts/recovery-vault-redundancy.ts';
import { pairOf } from '#facts/subscription-regions.ts';
import { findRegion } from '#traits/regions.ts';
import { judgePlaces, type Within } from './judge-places.ts';

/**
 * Where the second copy of a Recovery Services vault is: in the paired region, when the vault is geo-redundant. `none` answers
 * for a vault that keeps no second copy; its own region is not judged here.
 */
export function judgeVaultCopy(
  facts: Pick<
    Facts,
    'recoveryServicesVault' | 'recoveryVaultStorageConfig' | 'subscriptionRegions'
  >,
  resource: InventoryResource,
  { within, none }: { readonly within: Within; readonly none: (redundancy: string) => Verdict },
): Verdict {
  const { recoveryServicesVault: vault, recoveryVaultStorageConfig: config } = facts;
  const said = vaultRedundancy(vault, config);
  const shown = { expected: within, observed: said?.stated ?? null };
  if (said?.redundancy === undefined) {
    return unknown(`The redundancy ${said?.stated ?? '(none)'} is not understood`, shown);
  }
  if (said.redundancy !== 'geo') return none(said.stated);
  const choice = vault.properties?.regionOfChoiceSettings?.status?.toLowerCase() ?? 'disabled';
  if (choice !== 'disabled') {
    return unknown('The second region is a chosen one, which Azure does not name here', shown);
  }
  const own = findRegion(resource.location ?? '');
  if (own === undefined) return unknown('The region of the vault is not known', shown);
  const pair = pairOf(facts.subscriptionRegions, own.name);
  if (pair === undefined || pair === null) {
    return unknown(`The pair of region ${own.name} is not known`, shown);
  }
  return pair === own.name
    ? fail('The second copy is in the region of the first', shown)
    : judgePlaces([{ what: 'second copy', location: pair }], within);
}

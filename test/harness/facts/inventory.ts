import type { InventoryResource } from '#inventory/inventory-resource.ts';

export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';

/** A row of the inventory: a storage account in North Europe unless said otherwise; the id follows type and name. */
export function inventoryResource(given: Partial<InventoryResource> = {}): InventoryResource {
  const { name = 'example', type = 'Microsoft.Storage/storageAccounts' } = given;
  const [namespace = '', ...types] = type.split('/');
  const path = types.map((segment, index) => {
    const isLast = index === types.length - 1;
    return `${segment}/${isLast ? name : `parent${index}`}`;
  });
  const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-example`;
  return {
    id: `${group}/providers/${namespace}/${path.join('/')}`,
    name,
    type,
    location: 'northeurope',
    ...given,
  };
}

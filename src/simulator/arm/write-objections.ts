import type { Resource } from '../estate/resource.ts';
import type { Json } from '../json.ts';
import type { Call } from './call.ts';
import { ArmError, badRequest } from './errors.ts';
import type { Target } from './provider-resources.ts';
import { isRegion, regionName } from './regions.ts';

/** Where the written resource is. Throws Azure's refusals: none given, none that exists, not where it already is. */
export function locationOf(
  wanted: Json,
  existing: Resource | undefined,
  parent: Resource | undefined,
  target: Target,
): string | undefined {
  const asked = typeof wanted['location'] === 'string' ? regionName(wanted['location']) : undefined;
  if (existing !== undefined) {
    if (asked === undefined || existing.location === undefined) return existing.location;
    if (asked === regionName(existing.location)) return existing.location;
    throw new ArmError(
      409,
      'InvalidResourceLocation',
      `The resource '${existing.name}' already exists in location '${existing.location}' in resource group '${existing.resourceGroup}'. A resource with the same name cannot be created in location '${asked}'. Please select a new resource name.`,
    );
  }
  if (asked === undefined && parent === undefined && target.type.isTracked) {
    throw badRequest('LocationRequired', 'The location property is required for this definition.');
  }
  if (asked !== undefined && asked !== 'global' && !isRegion(asked)) {
    throw badRequest(
      'LocationNotAvailableForResourceType',
      `The provided location '${asked}' is not available for resource type '${target.type.type}'.`,
    );
  }
  return asked ?? parent?.location;
}

/** Names of vaults and storage accounts are the world's: also a deleted vault keeps its name. */
export function takenName(
  call: Call,
  target: Target,
  existing: Resource | undefined,
): ArmError | undefined {
  if (existing !== undefined) return undefined;
  const name = target.path.pairs.at(-1)?.name.toLowerCase() ?? '';
  const { estate, store, deletedVaults } = call.simulation;
  const isTaken = (type: string): boolean =>
    estate.subscriptions.some(({ id }) =>
      store.ofType(id, type).some((resource) => resource.name.toLowerCase() === name),
    );
  switch (target.type.type) {
    case 'Microsoft.KeyVault/vaults':
      if (deletedVaults.has(name)) {
        return new ArmError(
          409,
          'ConflictError',
          `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.`,
        );
      }
      return isTaken(target.type.type)
        ? new ArmError(409, 'VaultAlreadyExists', `The vault name '${name}' is already in use.`)
        : undefined;
    case 'Microsoft.Storage/storageAccounts':
      return isTaken(target.type.type)
        ? new ArmError(
            409,
            'StorageAccountAlreadyTaken',
            `The storage account named ${name} is already taken.`,
          )
        : undefined;
    default:
      return undefined;
  }
}

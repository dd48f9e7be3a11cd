import type { ProviderPath } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';
import { ArmError } from './errors.ts';
import { pageOf } from './paging.ts';
import { findParent } from './provider-resources.ts';
import { resourceBody } from './render.ts';

/** Deleted vaults and versions of a key; undefined for a path of somebody else. */
export function answerVaultLists(call: Call, path: ProviderPath): Answer | undefined {
  if (path.namespace.toLowerCase() !== 'microsoft.keyvault' || call.method !== 'GET') {
    return undefined;
  }
  const types = path.pairs.map((pair) => pair.type.toLowerCase());
  const shape = [...types, ...(path.listed ? [path.listed.toLowerCase()] : [])].join('/');
  if (shape === 'deletedvaults' || shape === 'locations/deletedvaults') {
    return answerDeleted(call, path);
  }
  return shape === 'vaults/keys/versions' ? answerVersions(call, path) : undefined;
}

function answerDeleted(call: Call, path: ProviderPath): Answer {
  requireVersion(call);
  const { id } = findSubscription(call, path.subscriptionId ?? '');
  const scope = `/subscriptions/${id}`;
  requirePermission(call, 'Microsoft.KeyVault/deletedVaults/read', scope);
  const { deletedVaults } = call.simulation;
  if (path.listed !== undefined) {
    const rows = [...deletedVaults.values()].filter((row) => String(row['id']).startsWith(scope));
    return ok(pageOf(call, rows, 25));
  }
  const name = path.pairs.at(-1)?.name ?? '';
  const row = deletedVaults.get(name.toLowerCase());
  if (row !== undefined) return ok(row);
  throw new ArmError(
    404,
    'DeletedVaultNotFound',
    `The specified deleted vault '${name}' does not exist.`,
  );
}

/** One version, the current: the simulator does not keep older ones. */
function answerVersions(call: Call, path: ProviderPath): Answer {
  const version = requireVersion(call);
  findSubscription(call, path.subscriptionId ?? '');
  requirePermission(call, 'Microsoft.KeyVault/vaults/keys/versions/read', path.scope);
  const key = findParent(call, path);
  if (key === undefined) return ok({ value: [] });
  const body = resourceBody(key, version, call.simulation.moment());
  const properties = typeof body['properties'] === 'object' ? body['properties'] : {};
  const uri =
    properties !== null && 'keyUriWithVersion' in properties
      ? String(properties.keyUriWithVersion)
      : '';
  const name = uri.split('/').at(-1) ?? '';
  const row = {
    ...body,
    id: `${key.id}/versions/${name}`,
    name,
    type: 'Microsoft.KeyVault/vaults/keys/versions',
  };
  if (path.listed !== undefined) return ok({ value: [row] });
  if (path.pairs.at(-1)?.name === name) return ok(row);
  throw new ArmError(404, 'ResourceNotFound', 'The specified resource does not exist.');
}

import { isJson } from '../json.ts';
import { deletedVaultRow } from '../types/key-vault.ts';
import { modelledType } from '../types/registry.ts';
import { idOf, type ProviderPath, typeOf } from './arm-path.ts';
import { type Answer, type Call, requirePermission } from './call.ts';
import { ArmError, badRequest } from './errors.ts';
import {
  findParent,
  requireGroup,
  resolveTarget,
  scopeOf,
  type Target,
} from './provider-resources.ts';
import { recordWrite } from './record-write.ts';
import { wholeBody } from './render.ts';
import { writeResource } from './write-resource.ts';
import { writeSetting } from './write-setting.ts';

/** PUT, PATCH and DELETE of a resource or a child setting. */
export function answerWrite(call: Call, path: ProviderPath): Answer {
  if (path.listed !== undefined) throw new ArmError(405, 'MethodNotAllowed', 'Not on a list.');
  if (call.method === 'PUT' && modelledType(typeOf(path)) === undefined) prepareType(call, path);
  const target = resolveTarget(call, path);
  const verb = call.method === 'DELETE' ? 'delete' : 'write';
  requirePermission(call, `${target.fullType}/${verb}`, scopeOf(target));
  requireGroup(call, target);
  const parent = findParent(call, path);
  if (target.setting !== undefined && parent !== undefined)
    return writeSetting(call, target, parent);
  if (call.method === 'DELETE') return remove(call, target);
  return writeResource(call, target, parent);
}

/** A plain type exists for Azure before the first resource of it does; here it does from its first PUT on. */
function prepareType(call: Call, path: ProviderPath): void {
  const known = call.simulation.store;
  if (path.subscriptionId === undefined || known.get(idOf(path)) !== undefined) return;
  const body = call.body;
  const isPlain = path.pairs.length === 1 && isJson(body) && typeof body['location'] === 'string';
  if (!isPlain || path.resourceGroup === undefined) return;
  call.simulation.plainTypes.add(typeOf(path).toLowerCase());
}

function remove(call: Call, target: Target): Answer {
  const { store, changes, deletedVaults } = call.simulation;
  const resource = store.get(idOf(target.path));
  if (resource === undefined) return { status: 204 };
  if (
    resource.name.toLowerCase() === 'master' &&
    resource.type === 'Microsoft.Sql/servers/databases'
  ) {
    throw badRequest(
      'OperationNotAllowedOnSystemDatabase',
      "The system database 'master' cannot be deleted.",
    );
  }
  const moment = call.simulation.moment();
  const before = new Map(
    [...store.all()]
      .filter(({ id }) => id.startsWith(resource.id))
      .map((one) => [one.id, wholeBody(one, moment)]),
  );
  const gone = store.remove(resource);
  for (const one of gone) {
    const mirror = one.mirror === undefined ? undefined : store.get(one.mirror);
    if (mirror !== undefined) store.remove(mirror);
    if (one.type.endsWith('/databases')) changes.keepDeleted(one, moment.now);
    if (one.type === 'Microsoft.KeyVault/vaults') {
      deletedVaults.set(one.name.toLowerCase(), deletedVaultRow(one, moment.now));
    }
    recordWrite(call, {
      resource: one,
      settingType: undefined,
      kind: 'Delete',
      before: before.get(one.id),
      after: undefined,
    });
  }
  return { status: 200 };
}

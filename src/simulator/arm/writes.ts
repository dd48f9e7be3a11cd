import { type Resource, type Setting, settingKey } from '../estate/resource.ts';
import { systemDatabaseOf } from '../estate/system-database.ts';
import { defined, isJson, type Json, memberOf, mergePatch } from '../json.ts';
import { canonicalType } from '../types/canonical-type.ts';
import { deletedVaultRow } from '../types/key-vault.ts';
import { modelledType } from '../types/registry.ts';
import { idOf, type ProviderPath, typeOf } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission } from './call.ts';
import { ArmError, badRequest, resourceNotFound } from './errors.ts';
import {
  findParent,
  requireGroup,
  resolveTarget,
  scopeOf,
  type Target,
} from './provider-resources.ts';
import { recordWrite } from './record-write.ts';
import { isRegion, regionName } from './regions.ts';
import { resourceBody, settingBody, wholeBody } from './render.ts';

const READ_ONLY = new Set(['id', 'name', 'type', 'etag', 'eTag', 'systemData']);

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

function wantedBody(call: Call): Json {
  if (!isJson(call.body)) {
    throw badRequest(
      'InvalidRequestContent',
      'The request content was invalid and could not be deserialized.',
    );
  }
  return Object.fromEntries(Object.entries(call.body).filter(([name]) => !READ_ONLY.has(name)));
}

function writeResource(call: Call, target: Target, parent: Resource | undefined): Answer {
  const { store } = call.simulation;
  const { path } = target;
  const moment = call.simulation.moment();
  const wanted = wantedBody(call);
  const existing = store.get(idOf(path));
  if (existing === undefined && call.method === 'PATCH') {
    throw resourceNotFound(
      `${target.type.type}/${path.pairs.at(-1)?.name}`,
      path.resourceGroup ?? '',
    );
  }
  const location = locationOf(wanted, existing, parent, target);
  const { location: _, ...members } = wanted;
  const before = existing === undefined ? undefined : wholeBody(existing, moment);
  const draft = existing ?? newResource(call, target, parent, location);
  const given = existing === undefined ? members : mergedGiven(call.method, existing, members);
  const changed: Resource = { ...draft, given, changed: moment.now };
  keepCurrentRedundancy(changed, before);
  const objection =
    target.type.check?.(changed, existing?.given, moment) ?? takenName(call, target, existing);
  if (objection !== undefined) throw objection;
  if (existing === undefined) {
    store.add(changed);
    if (changed.type === 'Microsoft.Sql/servers') store.add(systemDatabaseOf(changed));
  } else {
    existing.given = changed.given;
    existing.changed = changed.changed;
    store.touch();
  }
  const stored = existing ?? changed;
  recordWrite(call, {
    resource: stored,
    settingType: undefined,
    kind: existing === undefined ? 'Create' : 'Update',
    before,
    after: wholeBody(stored, call.simulation.moment()),
  });
  const body = resourceBody(stored, target.version, call.simulation.moment());
  return { status: existing === undefined ? 201 : 200, body };
}

/** PATCH merges; PUT replaces what it names and keeps other members of `properties` as most providers do for what a client left out. */
function mergedGiven(method: string, existing: Resource, wanted: Json): Json {
  if (method === 'PATCH') {
    const merged = mergePatch(existing.given, wanted);
    return isJson(merged) ? merged : {};
  }
  const properties = {
    ...memberOf(existing.given, 'properties'),
    ...memberOf(wanted, 'properties'),
  };
  return { ...existing.given, ...wanted, properties };
}

/** A changed redundancy is not in force at once: what was current stays so until the lag is over. */
function keepCurrentRedundancy(resource: Resource, before: Json | undefined): void {
  const properties = memberOf(resource.given, 'properties');
  if (properties['requestedBackupStorageRedundancy'] === undefined) return;
  const current =
    before === undefined
      ? undefined
      : memberOf(before, 'properties')['currentBackupStorageRedundancy'];
  resource.given = {
    ...resource.given,
    properties: defined({ ...properties, currentBackupStorageRedundancy: current }),
  };
}

function locationOf(
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

function newResource(
  call: Call,
  target: Target,
  parent: Resource | undefined,
  location: string | undefined,
): Resource {
  const now = call.simulation.now();
  const { path } = target;
  const name = path.pairs.at(-1)?.name ?? '';
  const group = call.simulation.store.group(target.subscriptionId, path.resourceGroup ?? '');
  const segment = target.type.type.split('/').at(-1) ?? '';
  const scope = `/subscriptions/${target.subscriptionId}/resourceGroups/${group?.name ?? ''}`;
  return {
    id:
      parent === undefined
        ? `${scope}/providers/${target.type.type}/${name}`
        : `${parent.id}/${segment}/${name}`,
    type: canonicalType(target.type.type),
    name,
    subscriptionId: target.subscriptionId,
    resourceGroup: group?.name ?? '',
    parent,
    location,
    given: {},
    created: now,
    changed: now,
    simulated: undefined,
    settings: undefined,
    mirror: undefined,
  };
}

/** Names of vaults and storage accounts are the world's: also a deleted vault keeps its name. */
function takenName(
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

function writeSetting(call: Call, target: Target, owner: Resource): Answer {
  const { setting, version } = target;
  if (setting === undefined) throw resourceNotFound(target.fullType, owner.resourceGroup);
  const moment = call.simulation.moment();
  const refusal = setting.refuse?.(owner);
  if (refusal !== undefined) throw refusal;
  const isNamed = target.path.pairs.at(-1)?.name.toLowerCase() === setting.name.toLowerCase();
  if (!isNamed) throw resourceNotFound(target.fullType, owner.resourceGroup);
  const key = settingKey(setting.segment, setting.name);
  const was = owner.settings?.get(key);
  const settings = new Map(owner.settings);
  const record = (kind: 'Update' | 'Delete'): void =>
    recordWrite(call, {
      resource: owner,
      settingType: `${target.fullType}/${target.path.pairs.at(-1)?.name}`,
      kind,
      before: undefined,
      after: undefined,
    });
  if (call.method === 'DELETE') {
    settings.set(key, { properties: null, changed: moment.now });
    owner.settings = settings;
    record('Delete');
    return ok(undefined);
  }
  const whole = setting.compose(owner, was?.properties === null ? undefined : was, moment) ?? {};
  const current = memberOf(whole, 'properties');
  const merged = mergePatch(current, memberOf(wantedBody(call), 'properties'));
  const properties = isJson(merged) ? merged : {};
  const objection = setting.check?.(owner, { properties }, moment);
  if (objection !== undefined) throw objection;
  const next: Setting = {
    properties: properties,
    changed: moment.now,
    before: { properties: current, since: was?.changed ?? owner.created },
  };
  owner.settings = settings.set(key, next);
  record('Update');
  return ok(settingBody(owner, setting, version, moment));
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

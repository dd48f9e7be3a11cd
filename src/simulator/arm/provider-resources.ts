import type { Resource } from '../estate/resource.ts';
import { memberOf } from '../json.ts';
import { wake, wakesDatabase } from '../types/auto-pause.ts';
import { modelledType, resourceTypeOf, settingOf } from '../types/registry.ts';
import type { ResourceType, SettingType } from '../types/resource-type.ts';
import { geoReplicationStats } from '../types/storage.ts';
import { idOf, type ProviderPath, typeOf } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';
import {
  ArmError,
  invalidResourceType,
  parentNotFound,
  resourceGroupNotFound,
  resourceNotFound,
} from './errors.ts';
import { isKnownType } from './known-types.ts';
import { pageOf } from './paging.ts';
import { resourceBody, resourceRow, settingBody, versionsOf } from './render.ts';
import { shapedVersions } from './shapes.ts';

/** What a path names once its type and version have been found to exist. */
export interface Target {
  readonly path: ProviderPath;
  readonly subscriptionId: string;
  readonly type: ResourceType;
  /** The whole type, a setting's own segment included. */
  readonly fullType: string;
  readonly setting: SettingType | undefined;
  readonly version: string;
}

/** Reads of resources, child resources and child settings, one or a list. */
export function answerResource(call: Call, path: ProviderPath): Answer {
  const target = resolveTarget(call, path);
  requirePermission(call, `${target.fullType}/read`, scopeOf(target));
  requireGroup(call, target);
  return path.listed === undefined ? answerOne(call, target) : answerList(call, target);
}

/** Finds the type and checks the version. Throws Azure's errors for a subscription, type or version that is not there. */
export function resolveTarget(call: Call, path: ProviderPath): Target {
  const subscription = findSubscription(call, path.subscriptionId ?? '');
  const asked = typeOf(path);
  const segments = asked.split('/');
  const owner = resourceTypeOf(segments.slice(0, -1).join('/'));
  const setting = segments.length > 2 ? settingOf(owner, segments.at(-1) ?? '') : undefined;
  const type = setting === undefined ? resourceTypeOf(asked) : owner;
  const fullType = setting === undefined ? type.type : `${owner.type}/${setting.segment}`;
  const raw = requireVersion(call, undefined);
  if (modelledType(type.type) === undefined && !isInEstate(call, asked)) {
    throw invalidResourceType(path.namespace, segments.slice(1).join('/'), raw);
  }
  const supported = versionsOf(type, fullType);
  if (supported !== undefined && !supported.includes(raw)) {
    throw new ArmError(
      400,
      'NoRegisteredProviderFound',
      `No registered resource provider found for location '' and API version '${raw}' for type '${segments.slice(1).join('/')}'. The supported api-versions are '${supported.join(', ')}'.`,
    );
  }
  return { path, subscriptionId: subscription.id, type, fullType, setting, version: raw };
}

/** The scope at which a permission is looked for: the resource for one, the parent for a list. */
export function scopeOf(target: Target): string {
  const { path } = target;
  return path.pairs.length === 0 ? path.scope : idOf(path);
}

/** Throws Azure's 404 when the path is in a resource group that is not there. */
export function requireGroup(call: Call, target: Target): void {
  const { resourceGroup } = target.path;
  if (resourceGroup === undefined) return;
  if (call.simulation.store.group(target.subscriptionId, resourceGroup) === undefined) {
    throw resourceGroupNotFound(resourceGroup);
  }
}

/** The resource above the last pair (or above the list). Throws Azure's 404 when it is not there; undefined at the top. */
export function findParent(call: Call, path: ProviderPath): Resource | undefined {
  const depth = path.listed === undefined ? path.pairs.length - 1 : path.pairs.length;
  if (depth === 0 || isBelowRegion(path)) return undefined;
  const parent = call.simulation.store.get(idOf(path, depth)) ?? ownerOfService(call, path, depth);
  if (parent !== undefined) return parent;
  const names = path.pairs.slice(0, depth).flatMap((pair) => [pair.type, pair.name]);
  if (path.listed === undefined || depth > 1) {
    throw parentNotFound([path.namespace, ...names].join('/'));
  }
  throw resourceNotFound([path.namespace, ...names].join('/'), path.resourceGroup ?? '');
}

/** The account whose service the last of so many pairs names: what lies in the service belongs to it. Throws where it has none such. */
function ownerOfService(call: Call, path: ProviderPath, depth: number): Resource | undefined {
  const service = path.pairs[depth - 1];
  const owner = depth < 2 ? undefined : call.simulation.store.get(idOf(path, depth - 1));
  if (owner === undefined || service === undefined) return undefined;
  const setting = settingOf(resourceTypeOf(owner.type), service.type);
  if (setting?.name.toLowerCase() !== service.name.toLowerCase()) return undefined;
  const refusal = setting.refuse?.(owner);
  if (refusal !== undefined) throw refusal;
  return owner;
}

function isInEstate(call: Call, type: string): boolean {
  if (isKnownType(type) || shapedVersions(type).length > 0) return true;
  if (call.simulation.plainTypes.has(type.toLowerCase())) return true;
  return call.simulation.estate.subscriptions.some(
    ({ id }) => call.simulation.store.ofType(id, type).length > 0,
  );
}

function answerOne(call: Call, target: Target): Answer {
  const { path, setting, version } = target;
  const moment = call.simulation.moment();
  const parent = findParent(call, path);
  const last = path.pairs.at(-1);
  const shown = [path.namespace, ...path.pairs.flatMap((pair) => [pair.type, pair.name])].join('/');
  if (setting !== undefined && parent !== undefined) {
    const refusal = setting.refuse?.(parent);
    if (refusal !== undefined) throw refusal;
    if (wakesDatabase(setting.segment)) wake(parent, moment.now, `GET ${call.path}`);
    const isNamed = last?.name.toLowerCase() === setting.name.toLowerCase();
    const body = isNamed ? settingBody(parent, setting, version, moment) : undefined;
    if (body !== undefined) return ok(body);
    throw setting.missing?.(parent) ?? resourceNotFound(shown, path.resourceGroup ?? '');
  }
  const resource = call.simulation.store.get(idOf(path));
  if (resource === undefined) throw notFound(path, shown);
  const body = resourceBody(resource, version, moment);
  const expands = (call.query.get('$expand') ?? '').toLowerCase().includes('georeplicationstats');
  if (expands && resource.type === 'Microsoft.Storage/storageAccounts') {
    const stats = geoReplicationStats(resource, moment.now);
    const properties = { ...memberOf(body, 'properties'), geoReplicationStats: stats };
    return ok({ ...body, properties });
  }
  return ok(body);
}

/** Key Vault's provider answers for keys and secrets itself (recorded wording); ARM for the others. */
function notFound(path: ProviderPath, shown: string): ArmError {
  if (path.namespace.toLowerCase() === 'microsoft.keyvault' && path.pairs.length > 1) {
    return new ArmError(
      404,
      'ResourceNotFound',
      'The specified resource does not exist. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2147446',
    );
  }
  return resourceNotFound(shown, path.resourceGroup ?? '');
}

function answerList(call: Call, target: Target): Answer {
  const { path, setting, type, version } = target;
  const { store } = call.simulation;
  const moment = call.simulation.moment();
  const parent = findParent(call, path);
  if (setting !== undefined && parent !== undefined) {
    const refusal = setting.refuse?.(parent);
    if (refusal !== undefined) throw refusal;
    if (wakesDatabase(setting.segment)) wake(parent, moment.now, `GET ${call.path}`);
    const body = settingBody(parent, setting, version, moment);
    return ok({ value: body === undefined ? [] : [body] });
  }
  const rows =
    parent === undefined
      ? store
          .ofType(target.subscriptionId, type.type)
          .filter((resource) => isInGroup(resource, path.resourceGroup) && isBelow(resource, path))
      : store.childrenOf(parent, type.type);
  const isVaultList = type.type === 'Microsoft.KeyVault/vaults';
  const page = pageOf(call, rows, type.pageSize, isVaultList);
  const value = page.value.map((resource) => resourceRow(resource, version, moment));
  return ok({ ...page, value });
}

/** `locations/westeurope/…`: a region is in the path of what lies in it, and is no resource. */
function isBelowRegion(path: ProviderPath): boolean {
  return path.pairs[0]?.type.toLowerCase() === 'locations';
}

function isBelow(resource: Resource, path: ProviderPath): boolean {
  return (
    !isBelowRegion(path) || resource.id.toLowerCase().startsWith(`${idOf(path)}/`.toLowerCase())
  );
}

function isInGroup(resource: Resource, group: string | undefined): boolean {
  return group === undefined || resource.resourceGroup.toLowerCase() === group.toLowerCase();
}

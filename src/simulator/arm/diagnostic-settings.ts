import type { Resource, Setting } from '../estate/resource.ts';
import { settingKey } from '../estate/resource.ts';
import { isJson, type Json, memberOf } from '../json.ts';
import { resourceTypeOf, settingOf } from '../types/registry.ts';
import type { ProviderPath } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';
import { ArmError, badRequest, resourceNotFound } from './errors.ts';
import { recordWrite } from './record-write.ts';
import { inShapeOf } from './shapes.ts';
import { wantedBody } from './wanted-body.ts';

const TYPE = 'Microsoft.Insights/diagnosticSettings';
const VERSIONS = ['2017-05-01-preview', '2021-05-01-preview'];
const DESTINATIONS = [
  'workspaceId',
  'storageAccountId',
  'eventHubAuthorizationRuleId',
  'marketplacePartnerId',
];

/** What settings are attached to: a resource, or a service of one (`…/blobServices/default`), kept with the settings of the resource. */
interface Owner {
  readonly id: string;
  readonly resource: Resource;
  /** `diagnosticSettings`, with the service before it. */
  readonly kind: string;
}

/** The diagnostic settings of any resource of the estate and of its services: list, GET, PUT, DELETE; undefined for a path of somebody else. */
export function answerDiagnosticSettings(call: Call, path: ProviderPath): Answer | undefined {
  const type = path.listed ?? path.pairs[0]?.type;
  const isOurs =
    `${path.namespace}/${type}`.toLowerCase() === TYPE.toLowerCase() &&
    path.pairs.length === (path.listed === undefined ? 1 : 0) &&
    /\/providers\//i.test(path.scope);
  if (!isOurs) return undefined;
  const version = requireVersion(call, VERSIONS);
  findSubscription(call, path.subscriptionId ?? '');
  const owner = ownerOf(call, path.scope);
  const shown = path.scope.slice(path.scope.toLowerCase().lastIndexOf('/providers/') + 11);
  if (owner === undefined) throw resourceNotFound(shown, path.resourceGroup ?? '');
  const name = path.pairs[0]?.name;
  if (call.method === 'GET') return read(call, owner, name, version);
  if (name !== undefined && call.method === 'PUT') return put(call, owner, name, version);
  if (name !== undefined && call.method === 'DELETE') return remove(call, owner, name);
  throw new ArmError(405, 'MethodNotAllowed', `The method '${call.method}' is not allowed.`);
}

function ownerOf(call: Call, scope: string): Owner | undefined {
  const { store } = call.simulation;
  const whole = store.get(scope);
  if (whole !== undefined) return { id: whole.id, resource: whole, kind: 'diagnosticSettings' };
  const [, above = '', segment = '', name = ''] = /^(.*)\/([^/]+)\/([^/]+)$/u.exec(scope) ?? [];
  const resource = store.get(above);
  if (resource === undefined) return undefined;
  const setting = settingOf(resourceTypeOf(resource.type), segment);
  if (setting?.name.toLowerCase() !== name.toLowerCase()) return undefined;
  const refusal = setting.refuse?.(resource);
  if (refusal !== undefined) throw refusal;
  const service = `${setting.segment}/${setting.name}`;
  return { id: `${resource.id}/${service}`, resource, kind: `${service}/diagnosticSettings` };
}

function read(call: Call, owner: Owner, name: string | undefined, version: string): Answer {
  requirePermission(call, `${TYPE}/read`, owner.id);
  if (name === undefined) {
    const value = [...settingsOf(owner)].map(([key, setting]) =>
      bodyOf(owner, key, setting, version),
    );
    return ok({ value });
  }
  const setting = settingsOf(owner).get(name.toLowerCase());
  if (setting !== undefined) return ok(bodyOf(owner, name, setting, version));
  throw resourceNotFound(`${TYPE}/${name}`, owner.resource.resourceGroup);
}

function put(call: Call, owner: Owner, name: string, version: string): Answer {
  requirePermission(call, `${TYPE}/write`, owner.id);
  const properties = memberOf(wantedBody(call), 'properties');
  if (!DESTINATIONS.some((destination) => typeof properties[destination] === 'string')) {
    throw badRequest('BadRequest', 'At least one data sink needs to be specified.');
  }
  const setting: Setting = { properties, changed: call.simulation.now(), history: [] };
  const { resource } = owner;
  resource.settings = new Map(resource.settings).set(settingKey(owner.kind, name), setting);
  record(call, owner, name, 'Update');
  return ok(bodyOf(owner, name, setting, version));
}

function remove(call: Call, owner: Owner, name: string): Answer {
  requirePermission(call, `${TYPE}/delete`, owner.id);
  const settings = new Map(owner.resource.settings);
  if (!settings.delete(settingKey(owner.kind, name))) return { status: 204 };
  owner.resource.settings = settings;
  record(call, owner, name, 'Delete');
  return { status: 200 };
}

function record(call: Call, owner: Owner, name: string, kind: 'Update' | 'Delete'): void {
  const settingType = `${TYPE}/${name}`;
  const resource = { ...owner.resource, id: owner.id };
  recordWrite(call, { resource, settingType, kind, before: undefined, after: undefined });
}

/** By name in lower case. */
function settingsOf({ resource, kind }: Owner): ReadonlyMap<string, Setting> {
  const prefix = settingKey(kind, '');
  return new Map(
    [...(resource.settings ?? [])]
      .filter(([key, { properties }]) => key.startsWith(prefix) && properties !== null)
      .map(([key, setting]) => [key.slice(prefix.length), setting]),
  );
}

/** Ids come back in lower case up to the provider, members that nobody gave as null: both recorded. */
function bodyOf(owner: Owner, name: string, setting: Setting, version: string): Json {
  const given = setting.properties ?? {};
  const rows = (member: string, defaults: Json): unknown =>
    Array.isArray(given[member])
      ? given[member].filter(isJson).map((row) => ({ ...defaults, ...row }))
      : [];
  const retentionPolicy = { enabled: false, days: 0 };
  return inShapeOf(TYPE, version, {
    id: `${owner.id.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: TYPE,
    name,
    properties: {
      storageAccountId: null,
      serviceBusRuleId: null,
      workspaceId: null,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      logAnalyticsDestinationType: null,
      ...given,
      metrics: rows('metrics', { retentionPolicy }),
      logs: rows('logs', { category: null, categoryGroup: null, retentionPolicy }),
    },
  });
}

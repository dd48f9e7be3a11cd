import type { Resource } from '../estate/resource.ts';
import { defined, isJson, type Json } from '../json.ts';
import { modelledTypes, resourceTypeOf } from '../types/registry.ts';
import {
  type Answer,
  type Call,
  ok,
  requireListing,
  requirePermission,
  requireVersion,
} from './call.ts';
import { findSubscription } from './core-resources.ts';
import { ArmError, badRequest, resourceGroupNotFound } from './errors.ts';
import { pageOf } from './paging.ts';
import { versionsOf, wholeBody } from './render.ts';

/** `/subscriptions/{id}/resources`, the same of a resource group, and the providers; undefined for a path of somebody else. */
export function answerGeneric(call: Call): Answer | undefined {
  if (call.method !== 'GET') return undefined;
  const list = /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?\/resources$/i.exec(
    call.path,
  );
  if (list !== null) return answerResources(call, list[1] ?? '', list[2]);
  const provider = /^\/subscriptions\/([^/]+)\/providers(?:\/([^/]+))?$/i.exec(call.path);
  return provider === null ? undefined : answerProviders(call, provider[1] ?? '', provider[2]);
}

/** Tracked resources that the identity may read; fewer rows, not an error, for what it may not. */
function answerResources(call: Call, id: string, group: string | undefined): Answer {
  requireVersion(call);
  const { id: subscriptionId } = findSubscription(call, id);
  const { store, permissions } = call.simulation;
  if (group !== undefined && store.group(subscriptionId, group) === undefined) {
    throw resourceGroupNotFound(group);
  }
  requireListing(
    call,
    'Microsoft.Resources/subscriptions/resources/read',
    `/subscriptions/${subscriptionId}`,
  );
  const accepts = filterOf(call.query.get('$filter'));
  const rows: Resource[] = [];
  for (const resource of store.all()) {
    if (resource.subscriptionId !== subscriptionId) continue;
    if (!resourceTypeOf(resource.type).isTracked || !accepts(resource)) continue;
    const isElsewhere = group?.toLowerCase() !== resource.resourceGroup.toLowerCase();
    if (group !== undefined && isElsewhere) continue;
    if (permissions.allows(`${resource.type}/read`, resource.id)) rows.push(resource);
  }
  const page = pageOf(call, rows, 1000);
  return ok({ ...page, value: page.value.map((resource) => genericRow(call, resource)) });
}

/** A generic row has no properties; a child is named with its parents. */
function genericRow(call: Call, resource: Resource): Json {
  const whole = wholeBody(resource, call.simulation.moment());
  const expand = (call.query.get('$expand') ?? '').toLowerCase();
  const chain = [];
  for (let at: Resource | undefined = resource; at !== undefined; at = at.parent)
    chain.unshift(at.name);
  return defined({
    id: resource.id,
    name: chain.join('/'),
    type: resource.type,
    kind: whole['kind'],
    location: resource.location,
    sku: whole['sku'],
    tags: whole['tags'],
    identity: whole['identity'],
    zones: whole['zones'],
    managedBy: whole['managedBy'],
    createdTime: expand.includes('createdtime') ? resource.created.toISOString() : undefined,
    changedTime: expand.includes('changedtime') ? resource.changed.toISOString() : undefined,
    provisioningState: expand.includes('provisioningstate') ? 'Succeeded' : undefined,
  });
}

/** The filters that inventory tools send. Throws 400 for another one: silence would be a wrong list. */
function filterOf(filter: string | undefined): (resource: Resource) => boolean {
  if (filter === undefined || filter === '') return () => true;
  const tests = filter.split(/\s+and\s+/i).map((clause) => {
    const match = /^(\w+)\s+eq\s+'([^']*)'$/i.exec(clause.trim());
    const value = (match?.[2] ?? '').toLowerCase();
    switch (match?.[1]?.toLowerCase() ?? '') {
      case 'resourcetype':
        return (resource: Resource) => resource.type.toLowerCase() === value;
      case 'location':
        return (resource: Resource) => resource.location?.toLowerCase() === value;
      case 'name':
        return (resource: Resource) => resource.name.toLowerCase() === value;
      case 'resourcegroup':
        return (resource: Resource) => resource.resourceGroup.toLowerCase() === value;
      case 'tagname':
        return (resource: Resource) => tagsOf(resource).some(([name]) => name === value);
      case 'tagvalue':
        return (resource: Resource) => tagsOf(resource).some(([, tag]) => tag === value);
      default:
        throw badRequest('InvalidFilterInQueryString', `Invalid $filter '${filter}' specified.`);
    }
  });
  return (resource) => tests.every((test) => test(resource));
}

function tagsOf(resource: Resource): [string, string][] {
  const tags = resource.given['tags'];
  return Object.entries(isJson(tags) ? tags : {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value).toLowerCase(),
  ]);
}

/** Guess: any stable version will do for a type that is answered as it was given. */
const ANY_VERSION = '2024-01-01';

function answerProviders(call: Call, id: string, namespace: string | undefined): Answer {
  requireVersion(call);
  const { id: subscriptionId, unregistered } = findSubscription(call, id);
  const scope = `/subscriptions/${subscriptionId}`;
  requirePermission(call, 'Microsoft.Resources/subscriptions/providers/read', scope);
  const types = new Map<string, Set<string>>();
  const add = (type: string): void => {
    const [name = '', ...rest] = type.split('/');
    const known = types.get(name) ?? new Set();
    types.set(name, known.add(rest.join('/')));
  };
  for (const type of modelledTypes()) add(type.type);
  for (const resource of call.simulation.store.all()) add(resource.type);
  const rows = [...types].map(([name, kinds]) => ({
    id: `${scope}/providers/${name}`,
    namespace: name,
    registrationPolicy: 'RegistrationRequired',
    registrationState: unregistered.some((other) => other.toLowerCase() === name.toLowerCase())
      ? 'NotRegistered'
      : 'Registered',
    resourceTypes: [...kinds].map((kind) => ({
      resourceType: kind,
      locations: [],
      // A type that is answered as it was given answers to any version; Azure lists some of every type.
      apiVersions: versionsOf(resourceTypeOf(`${name}/${kind}`), `${name}/${kind}`) ?? [
        ANY_VERSION,
      ],
    })),
  }));
  if (namespace === undefined) return ok({ value: rows });
  const row = rows.find(
    (candidate) => candidate.namespace.toLowerCase() === namespace.toLowerCase(),
  );
  if (row !== undefined) return ok(row);
  throw new ArmError(
    404,
    'InvalidResourceNamespace',
    `The resource namespace '${namespace}' is invalid.`,
  );
}

import { addDuration, resolveInstants } from '../duration.ts';
import { defined, isJson, type Json } from '../json.ts';
import { canonicalType } from '../types/canonical-type.ts';
import { EstateStore } from './estate-store.ts';
import { addGeoReplication } from './geo-replication.ts';
import { addInstanceFailoverGroups } from './instance-failover-groups.ts';
import { EstateError } from './read-estate.ts';
import { idBelow, type Resource, type Setting, settingKey } from './resource.ts';
import type { Estate, ResourceSpec, Simulated } from './schema.ts';
import { systemDatabaseOf } from './system-database.ts';

interface Place {
  readonly subscriptionId: string;
  readonly group: string;
  readonly location: string;
  readonly tags: Record<string, string> | undefined;
  readonly start: Date;
}

/** How long a resource has existed when the estate does not say. */
const DEFAULT_AGE = '-P800D';

/** Makes the resources that an estate describes. Instants told as `-P20D` count from `start`. */
export function expandEstate(estate: Estate, start: Date): EstateStore {
  const store = new EstateStore();
  for (const subscription of estate.subscriptions) {
    for (const group of subscription.resourceGroups) {
      const subscriptionId = subscription.id;
      store.addGroup({
        subscriptionId,
        name: group.name,
        location: group.location,
        tags: group.tags,
      });
      const place = {
        subscriptionId,
        group: group.name,
        location: group.location,
        tags: group.resourceTags,
        start,
      };
      for (const spec of group.resources) addRepeated(store, spec, place, undefined);
    }
  }
  for (const subscription of estate.subscriptions) {
    for (const group of subscription.resourceGroups) {
      for (const spec of group.resources) addReplication(store, subscription.id, spec, start);
    }
  }
  return store;
}

function addReplication(
  store: EstateStore,
  subscriptionId: string,
  spec: ResourceSpec,
  start: Date,
): void {
  const isInstance = canonicalType(spec.type ?? '') === 'Microsoft.Sql/managedInstances';
  const add = isInstance ? addInstanceFailoverGroups : addGeoReplication;
  add(store, subscriptionId, spec, start);
}

function addRepeated(
  store: EstateStore,
  spec: ResourceSpec,
  place: Place,
  parent: Resource | undefined,
  childType?: string,
): void {
  const type = childType ?? spec.type;
  if (type === undefined || !type.includes('/')) {
    throw new EstateError(`${spec.name}: a resource needs a type such as Microsoft.Sql/servers`);
  }
  const given = givenMembers(spec, place, childType === undefined);
  const settings = givenSettings(spec, place.start);
  const created = addDuration(place.start, (spec.created ?? DEFAULT_AGE).slice(1), -1);
  for (let n = 1; n <= (spec.repeat ?? 1); n++) {
    const name = spec.name.replaceAll('{n}', String(n));
    const resource: Resource = {
      id: parent
        ? idBelow(parent, type, name)
        : `/subscriptions/${place.subscriptionId}/resourceGroups/${place.group}/providers/${canonicalType(type)}/${name}`,
      type: canonicalType(type),
      name,
      subscriptionId: place.subscriptionId,
      resourceGroup: place.group,
      parent,
      location: spec.location ?? parent?.location ?? place.location,
      created: created ?? place.start,
      changed: created ?? place.start,
      given,
      simulated: givenSimulated(spec, place.start),
      settings: settings === undefined ? undefined : new Map(settings),
      mirror: undefined,
    };
    store.add(resource);
    if (resource.type === 'Microsoft.Sql/servers') store.add(systemDatabaseOf(resource));
    for (const [segment, children] of Object.entries(spec.children ?? {})) {
      for (const child of children) {
        addRepeated(store, child, place, resource, canonicalType(`${type}/${segment}`));
      }
    }
  }
}

function givenMembers(spec: ResourceSpec, place: Place, isTopLevel: boolean): Json {
  const tags = isTopLevel ? { ...place.tags, ...spec.tags } : spec.tags;
  const members = defined({
    tags: tags !== undefined && Object.keys(tags).length > 0 ? tags : undefined,
    kind: spec.kind,
    sku: spec.sku,
    identity: spec.identity,
    zones: spec.zones,
    managedBy: spec.managedBy,
    properties: spec.properties ?? {},
  });
  const resolved = resolveInstants(members, place.start);
  return isJson(resolved) ? resolved : {};
}

/** Backups are written as Azure shows them, so their instants can be told from the start. */
function givenSimulated({ simulated }: ResourceSpec, start: Date): Simulated | undefined {
  const backups = simulated?.longTermBackups;
  if (!Array.isArray(backups)) return simulated;
  const resolved = backups.map((backup) => resolveInstants(backup, start)).filter(isJson);
  return { ...simulated, longTermBackups: resolved };
}

function givenSettings(spec: ResourceSpec, start: Date): Map<string, Setting> | undefined {
  if (spec.settings === undefined) return undefined;
  const settings = new Map<string, Setting>();
  for (const [key, value] of Object.entries(spec.settings)) {
    // What is attached to a service has that before it: `blobServices/default/diagnosticSettings/audit`.
    const at = key.lastIndexOf('/');
    const type = at === -1 ? key : key.slice(0, at);
    const name = at === -1 ? settingNameOf(type) : key.slice(at + 1);
    const resolved = resolveInstants(value, start);
    settings.set(settingKey(type, name), {
      properties: isJson(resolved) ? resolved : null,
      changed: new Date(0),
      history: [],
    });
  }
  return settings;
}

/** The one name that settings of a kind have: an estate may leave it out. */
function settingNameOf(type: string): string {
  switch (type.toLowerCase()) {
    case 'transparentdataencryption':
    case 'encryptionprotector':
      return 'current';
    case 'backupstorageconfig':
      return 'vaultstorageconfig';
    case 'backupconfig':
      return 'vaultconfig';
    default:
      return 'default';
  }
}

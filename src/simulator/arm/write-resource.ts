import { idBelow, type Resource } from '../estate/resource.ts';
import { systemDatabaseOf } from '../estate/system-database.ts';
import { defined, isJson, type Json, memberOf, mergePatch } from '../json.ts';
import { canonicalType } from '../types/canonical-type.ts';
import { idOf } from './arm-path.ts';
import type { Answer, Call } from './call.ts';
import { resourceNotFound } from './errors.ts';
import type { Target } from './provider-resources.ts';
import { recordWrite } from './record-write.ts';
import { resourceBody, wholeBody } from './render.ts';
import { wantedBody } from './wanted-body.ts';
import { locationOf, takenName } from './write-objections.ts';

/** PUT creates or replaces, PATCH changes what there is. Throws Azure's refusals. */
export function writeResource(call: Call, target: Target, parent: Resource | undefined): Answer {
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
  return {
    id: idOfNew(target, parent, group?.name ?? ''),
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

function idOfNew(
  { type, path, subscriptionId }: Target,
  parent: Resource | undefined,
  group: string,
): string {
  const name = path.pairs.at(-1)?.name ?? '';
  if (parent !== undefined) return idBelow(parent, type.type, name);
  // What lies below a region has the region in its path.
  if (path.pairs.length > 1) return idOf(path);
  return `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type.type}/${name}`;
}

import { randomUUID } from 'node:crypto';
import type { Resource } from '../estate/resource.ts';
import type { Json } from '../json.ts';
import { wake } from '../types/auto-pause.ts';
import { resourceTypeOf } from '../types/registry.ts';
import { type Call, headerOf } from './call.ts';

/** A write that has been done. */
export interface Write {
  readonly resource: Resource;
  /** `Microsoft.Sql/servers/databases/transparentDataEncryption/current` when a child setting was written, not the resource. */
  readonly settingType: string | undefined;
  readonly kind: 'Create' | 'Update' | 'Delete';
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Puts a write into the change feed. Child settings and untracked children reach the activity log alone. */
export function recordWrite(call: Call, write: Write): void {
  const { resource, settingType, kind } = write;
  // Microsoft's table of triggers names writes of the database's metadata as well as of its settings.
  if (kind === 'Update') wake(resource, call.simulation.now(), `${call.method} ${call.path}`);
  const caller = headerOf(call, 'x-simulator-caller');
  const name = settingType?.split('/').at(-1);
  const type = settingType?.split('/').slice(0, -1).join('/') ?? resource.type;
  const isBelow = type.toLowerCase().startsWith(`${resource.type}/`.toLowerCase());
  // A setting of another provider is attached to the resource: its own provider stands in its id.
  const path = isBelow ? type.split('/').at(-1) : `providers/${type}`;
  call.simulation.changes.record({
    at: call.simulation.now(),
    subscriptionId: resource.subscriptionId,
    resourceGroup: resource.resourceGroup,
    resourceId: name === undefined ? resource.id : `${resource.id}/${path}/${name}`,
    resourceType: type,
    kind,
    operation: `${type}/${kind === 'Delete' ? 'delete' : 'write'}`,
    caller: caller ?? call.principal.objectId,
    callerType: caller?.includes('@') === true ? 'User' : 'Application',
    client: headerOf(call, 'x-simulator-client') ?? call.principal.clientId,
    correlationId: headerOf(call, 'x-ms-correlation-request-id') ?? randomUUID(),
    before: write.before,
    after: write.after,
    inGraph: settingType === undefined && resourceTypeOf(resource.type).isTracked,
  });
}

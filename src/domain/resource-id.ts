/** An ARM resource id as Azure wrote it, e.g. `/subscriptions/…/resourceGroups/…/providers/Microsoft.Sql/servers/a`. */
export type ResourceId = string;

/** The form in which ids are compared: ARM compares them without case. Print ids as Azure wrote them. */
export function idKey(id: ResourceId): string {
  return id.toLowerCase();
}

export function isSameResource(a: ResourceId, b: ResourceId): boolean {
  return idKey(a) === idKey(b);
}

export interface ResourceIdParts {
  /** Lower case. */
  readonly subscriptionId: string;
  /** As written; absent for a resource at subscription scope. */
  readonly resourceGroup?: string;
  /** Lower case, e.g. `microsoft.sql/servers/databases`. */
  readonly type: string;
  /** Names from the outermost to the innermost resource, as written. */
  readonly names: readonly string[];
}

/** Takes an ARM id apart; undefined for what is not the id of a resource in a subscription. */
export function parseResourceId(id: ResourceId): ResourceIdParts | undefined {
  const segments = id.split('/').filter((segment) => segment !== '');
  if (segments[0]?.toLowerCase() !== 'subscriptions' || segments[1] === undefined) return undefined;
  const subscriptionId = segments[1].toLowerCase();
  const hasGroup = segments[2]?.toLowerCase() === 'resourcegroups' && segments[3] !== undefined;
  const group = hasGroup && segments[3] !== undefined ? { resourceGroup: segments[3] } : {};
  // An extension resource has several `providers` segments: the last one names the resource itself.
  const provider = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  if (provider === -1) {
    if (segments.length > (hasGroup ? 4 : 2)) return undefined;
    const type = `microsoft.resources/subscriptions${hasGroup ? '/resourcegroups' : ''}`;
    const names = hasGroup && segments[3] !== undefined ? [segments[1], segments[3]] : [segments[1]];
    return { subscriptionId, ...group, type, names };
  }
  const namespace = segments[provider + 1];
  const rest = segments.slice(provider + 2);
  if (namespace === undefined || rest.length === 0 || rest.length % 2 !== 0) return undefined;
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  return { subscriptionId, ...group, type: [namespace, ...types].join('/').toLowerCase(), names };
}

/** The resource that this one is a child of (a database's server); undefined for a top-level resource. */
export function parentId(id: ResourceId): ResourceId | undefined {
  const segments = id.split('/');
  const provider = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  if (provider === -1 || segments.length - provider <= 4) return undefined;
  return segments.slice(0, -2).join('/');
}

/** Lower-case resource type; the empty string for what is no resource id. */
export function resourceTypeOf(id: ResourceId): string {
  return parseResourceId(id)?.type ?? '';
}

/** The innermost name. */
export function resourceName(id: ResourceId): string {
  return id.split('/').at(-1) ?? id;
}

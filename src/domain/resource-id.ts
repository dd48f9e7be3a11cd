/** An ARM resource id as Azure wrote it, e.g. `/subscriptions/…/resourceGroups/…/providers/Microsoft.Sql/servers/a`. */
export type ResourceId = string;

/** The form in which ids are compared: ARM compares them without case and without empty segments. Print ids as Azure wrote them. */
export function idKey(id: ResourceId): string {
  const lower = id.toLowerCase();
  // The address of a linked page stands where an id does, and its slashes are its own.
  const isAddress = lower.startsWith('https://');
  if (isAddress || (!lower.endsWith('/') && !lower.includes('//'))) return lower;
  const segments = segmentsOf(lower);
  return `${lower.startsWith('/') ? '/' : ''}${segments.join('/')}`;
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
  const segments = segmentsOf(id);
  const [first, subscription] = segments;
  if (first?.toLowerCase() !== 'subscriptions' || subscription === undefined) return undefined;
  const subscriptionId = subscription.toLowerCase();
  const resourceGroup = groupOf(segments);
  const group = resourceGroup === undefined ? {} : { resourceGroup };
  if (segments.length === (resourceGroup === undefined ? 2 : 4)) {
    return resourceGroup === undefined
      ? { subscriptionId, type: SUBSCRIPTION_TYPE, names: [subscription] }
      : {
          subscriptionId,
          ...group,
          type: `${SUBSCRIPTION_TYPE}/resourcegroups`,
          names: [subscription, resourceGroup],
        };
  }
  const provider = providersOf(segments)?.at(-1);
  if (provider === undefined) return undefined;
  const [namespace = '', ...rest] = segments.slice(provider + 1);
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  return { subscriptionId, ...group, type: [namespace, ...types].join('/').toLowerCase(), names };
}

/**
 * The resource that this one is a child of (a database's server) or, for an extension resource (a lock, a diagnostic setting), the
 * resource that it is attached to; undefined for a top-level resource.
 */
export function parentId(id: ResourceId): ResourceId | undefined {
  const segments = segmentsOf(id);
  const providers = providersOf(segments) ?? [];
  const provider = providers.at(-1);
  if (provider === undefined) return undefined;
  const root = id.startsWith('/') ? '/' : '';
  if (segments.length - provider > 4) return `${root}${segments.slice(0, -2).join('/')}`;
  return providers.length > 1 ? `${root}${segments.slice(0, provider).join('/')}` : undefined;
}

/** What a subscription itself is, as the parent of what lies in it. */
export const SUBSCRIPTION_TYPE = 'microsoft.resources/subscriptions';

function segmentsOf(id: ResourceId): readonly string[] {
  return id.split('/').filter((segment) => segment !== '');
}

function groupOf(segments: readonly string[]): string | undefined {
  return segments[2]?.toLowerCase() === 'resourcegroups' ? segments[3] : undefined;
}

/**
 * Where each `providers` segment stands; an extension resource has several, the last names the resource itself. Walks through the
 * pairs of type and name, because a database or a resource group may itself be called "providers". Undefined for what is no id.
 */
function providersOf(segments: readonly string[]): readonly number[] | undefined {
  const found: number[] = [];
  let at = groupOf(segments) === undefined ? 2 : 4;
  while (at < segments.length) {
    const isProvider = segments[at]?.toLowerCase() === 'providers';
    if (isProvider) found.push(at);
    // After a provider's namespace and after each name comes a pair of type and name, or the next provider.
    const pair = isProvider ? at + 2 : at;
    if (found.length === 0 || segments[pair + 1] === undefined) return undefined;
    at = pair + 2;
  }
  return found;
}

/** Lower-case resource type; the empty string for what is no resource id. */
export function resourceTypeOf(id: ResourceId): string {
  return parseResourceId(id)?.type ?? '';
}

/** The innermost name. */
export function resourceName(id: ResourceId): string {
  return segmentsOf(id).at(-1) ?? id;
}

import { parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import type { GroupRead, ItemRead, ListRead } from './define-read.ts';
import { parentKey, subscriptionKey } from './resource-names.ts';

/** What is read with the typed generic read: of services for which no client is at hand. */
export interface Asked {
  /** Names the answer in evidence; one name, one request. */
  readonly name: string;
  /** In words before the name of what is asked about, e.g. `firewall rules of PostgreSQL server`. */
  readonly what: string;
  /** What answers, as Azure spells it: `Microsoft.Cache/redis/firewallRules`. Its permission is `<type>/read`. */
  readonly type: string;
  readonly apiVersion: string;
  /** Absent: by the kind of read, `List` or `Get`. */
  readonly operation?: string;
}

type When = Pick<ItemRead, 'when'>;

/**
 * All resources of a type in a subscription, with one request for all of them. It is asked only where the inventory shows one: it finds
 * none by itself.
 */
export function allOf(asked: Asked): ListRead {
  const { what, type, apiVersion } = asked;
  const [permission] = permissionsOf(asked);
  return {
    ...base(asked, 'List'),
    kind: 'list',
    requestKey: subscriptionKey,
    read: (azure, subscriptionId, signal) =>
      azure.pages(
        { operation: `${what} in subscription ${subscriptionId}`, permission, signal },
        (clients) =>
          clients.generic.list(`/subscriptions/${subscriptionId}/providers/${type}`, apiVersion),
      ),
    readOne: (azure, id, signal) =>
      azure.one({ operation: `${what} ${nameOf(id)}`, permission, signal }, (clients) =>
        clients.generic.get(id, apiVersion),
      ),
  };
}

/** The list of `allOf` as a whole, for what others of the same subscription say. The same request: it is made once. */
export function wholeListOf(list: ListRead): GroupRead {
  const { name, permissions, apiVersion, source, read } = list;
  const requestKey = subscriptionKey;
  return { name: `${name}s`, kind: 'group', permissions, apiVersion, source, requestKey, read };
}

/** The list of `childrenBelow` as a whole, for what its parent says of them. The same request: it is made once. */
export function wholeListBelow(list: ListRead): GroupRead {
  return { ...wholeListOf(list), requestKey: (id) => id };
}

/** A list of the subscription about which others are asked. */
export function listOfSubscription(asked: Asked & When): GroupRead {
  const { name } = asked;
  return { ...wholeListOf(allOf(asked)), name, ...whenOf(asked) };
}

/** The resource itself, one request each: of types of which a list shows less. */
export function itself(asked: Asked): ItemRead {
  return itemAt(asked, (id) => id);
}

/** A resource that its children are told by as well: one request for all of them. */
export function itselfOrParent(asked: Asked): ItemRead {
  return { ...itself(asked), requestKey: parentKey };
}

/** The list below a resource that is called as the last word of its type. */
export function listBelow(asked: Asked & When): GroupRead {
  return { ...groupAt(asked), requestKey: (id) => id, ...whenOf(asked) };
}

/** A list below what the resource lies in: one request for all of its siblings. */
export function listOfParent(asked: Asked & When): GroupRead {
  return { ...groupAt(asked), requestKey: parentKey, ...whenOf(asked) };
}

/** One setting below a resource: `settingBelow('networkRuleSets/default', …)`. */
export function settingBelow(path: string, asked: Asked & When): ItemRead {
  return { ...itemAt(asked, (id) => `${id}/${path}`), ...whenOf(asked) };
}

function itemAt(asked: Asked, pathOf: (id: ResourceId) => string): ItemRead {
  const [permission] = permissionsOf(asked);
  return {
    ...base(asked, 'Get'),
    kind: 'item',
    requestKey: (id) => id,
    read: (azure, id, signal) =>
      azure.one({ operation: `${asked.what} ${nameOf(id)}`, permission, signal }, (clients) =>
        clients.generic.get(pathOf(id), asked.apiVersion),
      ),
  };
}

/** The children of a resource, found and read with one list: the inventory does not name them. */
export function childrenBelow(asked: Asked): ListRead {
  const { type, what, apiVersion } = asked;
  const [permission] = permissionsOf(asked);
  const [, ...above] = type.split('/').toReversed();
  return {
    ...base(asked, 'List'),
    kind: 'list',
    enumerates: {
      childType: type.toLowerCase(),
      parentType: above.toReversed().join('/').toLowerCase(),
    },
    requestKey: parentKey,
    read: groupAt(asked).read,
    readOne: (azure, id, signal) =>
      azure.one({ operation: `${what} ${nameOf(id)}`, permission, signal }, (clients) =>
        clients.generic.get(id, apiVersion),
      ),
  };
}

function groupAt(asked: Asked): Omit<GroupRead, 'requestKey'> {
  const { type, what, apiVersion } = asked;
  const [permission] = permissionsOf(asked);
  const child = type.slice(type.lastIndexOf('/') + 1);
  return {
    ...base(asked, 'List'),
    kind: 'group',
    read: (azure, id, signal) =>
      azure.pages({ operation: `${what} ${nameOf(id)}`, permission, signal }, (clients) =>
        clients.generic.list(`${id}/${child}`, apiVersion),
      ),
  };
}

function base(
  asked: Asked,
  operation: string,
): Pick<ItemRead, 'name' | 'permissions' | 'apiVersion' | 'source'> {
  const { name, type, apiVersion } = asked;
  const source = `${type}: ${asked.operation ?? operation}`;
  return { name, permissions: permissionsOf(asked), apiVersion, source };
}

function permissionsOf({ type }: Asked): [string] {
  return [`${type}/read`];
}

function whenOf({ when }: When): When {
  return when === undefined ? {} : { when };
}

/** `server`, `server/database`. */
function nameOf(id: ResourceId): string {
  return parseResourceId(id)?.names.join('/') ?? id;
}

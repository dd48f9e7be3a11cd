import { parentId, parseResourceId, type ResourceId } from '#domain/resource-id.ts';

/** What an SDK call asks for: subscription, resource group and the names from the outermost resource inwards. */
export interface ResourceNames {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** The outermost resource's name. */
  readonly name: string;
  /** The child's name; the empty string for a resource that is no child. */
  readonly child: string;
}

/** Takes an ARM id apart for an SDK call. Throws for what is no resource in a resource group: the inventory holds none such. */
export function resourceNames(id: ResourceId): ResourceNames {
  const parts = parseResourceId(id);
  const name = parts?.names[0];
  if (parts?.resourceGroup === undefined || name === undefined) {
    throw new TypeError(`Not the id of a resource in a resource group: ${id}`);
  }
  return {
    subscriptionId: parts.subscriptionId,
    resourceGroup: parts.resourceGroup,
    name,
    child: parts.names[1] ?? '',
  };
}

/** The subscription of a resource, lower case: the key of lists that answer for a whole subscription. */
export function subscriptionKey(id: ResourceId): string {
  const subscriptionId = parseResourceId(id)?.subscriptionId;
  if (subscriptionId === undefined) throw new TypeError(`Not an id in a subscription: ${id}`);
  return subscriptionId;
}

/** The resource that a child lies in (a key's vault); a resource that is no child is itself. */
export function parentKey(id: ResourceId): ResourceId {
  return parentId(id) ?? id;
}

import type { Resource } from './resource.ts';

/** A resource group; its resources are kept in the store. */
export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
  tags: Record<string, string> | undefined;
}

/** All resources of an estate, found by id, by type in a subscription, and by parent, whatever the letter case. */
export class EstateStore {
  readonly groups = new Map<string, ResourceGroup>();
  readonly #byId = new Map<string, Resource>();
  readonly #byType = new Map<string, Map<string, Resource>>();
  readonly #children = new Map<string, Map<string, Resource>>();
  #version = 0;

  /** Grows with every change: what was computed from an older version is stale. */
  get version(): number {
    return this.#version;
  }

  /** How many resources there are. */
  get size(): number {
    return this.#byId.size;
  }

  /** The resource, undefined when there is none. */
  get(id: string): Resource | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Adds a resource, replacing one with the same id. */
  add(resource: Resource): void {
    const key = resource.id.toLowerCase();
    this.#byId.set(key, resource);
    indexUnder(this.#byType, typeKey(resource.subscriptionId, resource.type), key, resource);
    if (resource.parent !== undefined) {
      indexUnder(this.#children, resource.parent.id.toLowerCase(), key, resource);
    }
    this.touch();
  }

  /** Says that something which was handed out has been changed. */
  touch(): void {
    this.#version++;
  }

  /** Takes a resource away with everything below it and returns what went, the children first. */
  remove(resource: Resource): Resource[] {
    const gone = this.childrenOf(resource).flatMap((child) => this.remove(child));
    const key = resource.id.toLowerCase();
    this.#byId.delete(key);
    this.#byType.get(typeKey(resource.subscriptionId, resource.type))?.delete(key);
    this.#children.delete(key);
    if (resource.parent !== undefined) {
      this.#children.get(resource.parent.id.toLowerCase())?.delete(key);
    }
    this.touch();
    return [...gone, resource];
  }

  /** The direct children, of one type when it is given. */
  childrenOf(parent: Resource, type?: string): Resource[] {
    const children = [...(this.#children.get(parent.id.toLowerCase())?.values() ?? [])];
    if (type === undefined) return children;
    return children.filter((child) => child.type.toLowerCase() === type.toLowerCase());
  }

  /** All resources of a type in a subscription, in the order in which they were made. */
  ofType(subscriptionId: string, type: string): Resource[] {
    return [...(this.#byType.get(typeKey(subscriptionId, type))?.values() ?? [])];
  }

  /** Every resource of the estate. */
  all(): IterableIterator<Resource> {
    return this.#byId.values();
  }

  /** The resource group, undefined when there is none. */
  group(subscriptionId: string, name: string): ResourceGroup | undefined {
    return this.groups.get(`${subscriptionId}/${name}`.toLowerCase());
  }

  /** Takes an empty resource group away. */
  removeGroup(group: ResourceGroup): void {
    this.groups.delete(`${group.subscriptionId}/${group.name}`.toLowerCase());
    this.touch();
  }

  /** Adds a resource group. */
  addGroup(group: ResourceGroup): void {
    this.groups.set(`${group.subscriptionId}/${group.name}`.toLowerCase(), group);
    this.touch();
  }
}

function typeKey(subscriptionId: string, type: string): string {
  return `${subscriptionId}|${type}`.toLowerCase();
}

function indexUnder(
  index: Map<string, Map<string, Resource>>,
  key: string,
  id: string,
  resource: Resource,
): void {
  const entry = index.get(key) ?? new Map<string, Resource>();
  entry.set(id, resource);
  index.set(key, entry);
}

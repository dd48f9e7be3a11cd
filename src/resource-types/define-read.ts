import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import type { Reading } from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';

interface ReadBase {
  /** Names the answer in evidence and documentation, e.g. `sqlReplicationLinks`; one name, one request. */
  readonly name: string;
  /** ARM actions, every one needed. The first is named when Azure refuses. */
  readonly permissions: readonly [string, ...string[]];
  readonly apiVersion: string;
  /** Where the shape and the call are documented. */
  readonly source: string;
  /**
   * The key of the request that answers for a resource: a subscription id or the ARM id that the request is made on. The same key is
   * asked once a scan, however many checks and resources want it.
   */
  requestKey(resourceId: ResourceId): string;
  /**
   * Reading it resumes a paused serverless database, and its owner pays: it is asked only of one that the type's first read shows to be
   * awake. Source: Microsoft, "Serverless compute tier", table of auto-resume triggers; see docs/side-effects.md.
   */
  readonly wakes?: true;
  /**
   * Why it is not asked for a resource, told from what the type's first read says of it (a setting that its tier does not have);
   * undefined: it is asked. A doubt asks.
   */
  when?(own: Cell): string | undefined;
  /** Members of its answers that no type reads, by path, and why: of a read that many types share. What one type leaves, its file says. */
  readonly leaves?: Readonly<Record<string, string>>;
}

/** One request answers for one resource. */
export interface ItemRead extends ReadBase {
  readonly kind: 'item';
  readonly read: (azure: AzureReader, key: string, signal: AbortSignal) => Promise<Reading<Answer>>;
  /** Azure's error codes that are themselves the answer, as the body that they stand for (`ManagementPolicyNotFound` = there is none). */
  readonly meaningOf?: Readonly<Record<string, unknown>>;
}

type Pages = (
  azure: AzureReader,
  key: string,
  signal: AbortSignal,
) => Promise<Reading<readonly Answer[]>>;

/** One (paged) request answers for many resources; a resource's answer is the element with its id. */
export interface ListRead extends ReadBase {
  readonly kind: 'list';
  readonly read: Pages;
  /** The list is also where resources of this type are found: children that the inventory does not name (keys, secrets). */
  readonly enumerates?: { readonly childType: string; readonly parentType: string };
  /** The id under which an element is looked up, where it is not the member `id`. */
  elementId?(element: Readonly<Record<string, unknown>>, key: string): ResourceId | undefined;
  /** Reads one element by itself, where what the list says of it may be too old to act on. */
  readonly readOne?: (
    azure: AzureReader,
    resourceId: ResourceId,
    signal: AbortSignal,
  ) => Promise<Reading<Answer>>;
}

/** One (paged) request; the answer is the whole list, about the resource that it hangs on (a server's failover groups). */
export interface GroupRead extends ReadBase {
  readonly kind: 'group';
  /** What has to be known before the list can be asked for (a server's region): asked once a scan with the same key, whoever needs it. */
  readonly through?: ItemRead;
  readonly read: (
    azure: AzureReader,
    key: string,
    signal: AbortSignal,
    through?: Reading<Answer>,
  ) => Promise<Reading<readonly Answer[]>>;
}

/**
 * What resources of another type say of this one (the items of the vaults, of what they protect), joined over the population by id:
 * the rows that speak of it. No request of its own. Where one of the others could not be read, it is not known.
 */
export interface JoinRead extends ReadBase {
  readonly kind: 'join';
  /** The resources that are asked; lower case. */
  readonly ofType: string;
  /** The name of the group read of their file whose rows are joined. */
  readonly rowsOf: string;
  /** The ARM ids that a row speaks of; undefined: it does not say of what, and may speak of anything. */
  idsIn(row: unknown): readonly ResourceId[] | undefined;
}

/** How something is asked of Azure: through the SDK clients, at a version, with the permission that it needs. */
export type Read = ItemRead | ListRead | GroupRead | JoinRead;

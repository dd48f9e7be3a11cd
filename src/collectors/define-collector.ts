import type { z } from 'zod';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import type { Reading } from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { FactName, Facts } from '#facts/fact-names.ts';

/**
 * How a fact is read.
 * - `item`: one request answers for one resource (`GET …/transparentDataEncryption/current`)
 * - `list`: one (paged) request answers for many resources; a resource's fact is the element with its id
 * - `group`: one (paged) request; the fact is the whole list, about the resource that it hangs on (a server's failover groups)
 */
interface CollectorBase<N extends FactName> {
  readonly fact: N;
  /** ARM actions, every one needed. The first is named when Azure refuses. */
  readonly permissions: readonly [string, ...string[]];
  readonly apiVersion: string;
  /** Where the shape and the call are documented. */
  readonly source: string;
  /**
   * The key of the request that answers for this resource: a subscription id or the ARM id that the request is made on.
   * The same key is asked once a scan, however many checks and resources want it.
   */
  requestKey(resourceId: ResourceId): string;
  /**
   * Reading it resumes a paused serverless database, and its owner pays: it is asked of a database alone that the fact `sqlDatabase` shows
   * to be awake.
   * Source: Microsoft, "Serverless compute tier", table of auto-resume triggers; see docs/side-effects.md.
   */
  readonly wakes?: true;
}

export interface ItemCollector<N extends FactName> extends CollectorBase<N> {
  readonly kind: 'item';
  readonly schema: z.ZodType<Facts[N]>;
  readonly read: (azure: AzureReader, key: string, signal: AbortSignal) => Promise<Reading<Answer>>;
  /** Azure's error codes that are themselves the answer (`ManagementPolicyNotFound` = there is none). */
  readonly meaningOf?: Readonly<Record<string, Facts[N]>>;
}

export interface ListCollector<N extends FactName> extends CollectorBase<N> {
  readonly kind: 'list';
  /** Of one element. */
  readonly schema: z.ZodType<Facts[N]>;
  readonly read: (
    azure: AzureReader,
    key: string,
    signal: AbortSignal,
  ) => Promise<Reading<readonly Answer[]>>;
  /** Reads one element by itself, where what the list says of it may be too old to act on. */
  readonly readOne?: (
    azure: AzureReader,
    resourceId: ResourceId,
    signal: AbortSignal,
  ) => Promise<Reading<Answer>>;
  /** The list is also where resources of this type are found: children that the inventory does not name (keys, secrets). */
  readonly enumerates?: { readonly childType: string; readonly parentType: string };
  /** The id under which an element is looked up, where it is not the member `id`. */
  elementId?(element: Readonly<Record<string, unknown>>, key: string): ResourceId | undefined;
}

export interface GroupCollector<N extends FactName> extends CollectorBase<N> {
  readonly kind: 'group';
  /** Of the whole list. */
  readonly schema: z.ZodType<Facts[N]>;
  readonly read: (
    azure: AzureReader,
    key: string,
    signal: AbortSignal,
  ) => Promise<Reading<readonly Answer[]>>;
}

export type Collector<N extends FactName = FactName> = N extends FactName
  ? ItemCollector<N> | ListCollector<N> | GroupCollector<N>
  : never;

/** Declares how one fact is read; returns it unchanged. */
export function defineCollector<N extends FactName>(
  collector: ItemCollector<N> | ListCollector<N> | GroupCollector<N>,
): Collector {
  // Each member of the union carries its own schema, so that the engine needs to know no more than the name.
  return collector as unknown as Collector;
}

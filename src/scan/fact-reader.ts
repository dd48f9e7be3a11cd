import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import type { Collector } from '#collectors/define-collector.ts';
import type { Clock } from '#domain/clock.ts';
import { type Collected, type Reading, unavailable } from '#domain/reading.ts';
import { idKey, type ResourceId, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { FactName } from '#facts/fact-names.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import {
  type ChildRow,
  collectElement,
  collectGroup,
  collectItem,
  collectList,
  type GroupKind,
  type ListAnswer,
  type ListKind,
} from './collect-answer.ts';
import { readElement } from './read-element.ts';
import { type Awake, readAwake } from './sleep-watch.ts';
import { createSubscriptionSignals } from './subscription-signals.ts';

/** Reads facts about resources; every request is made at most once, however many checks and resources want its answer. */
export interface FactReader {
  read(fact: FactName, entry: InventoryEntry): Promise<Reading<unknown>>;
  /** Whether a database is awake; see `readAwake`. */
  awake(entry: InventoryEntry): Promise<Reading<Awake>>;
  /** The children that a list names below a resource, as Azure wrote their ids. */
  children(fact: FactName, parent: InventoryEntry): Promise<Reading<readonly ChildRow[]>>;
  /** Lets go of the answers that only this resource asks for: nobody will want them again once it was judged. */
  forget(entry: InventoryEntry): void;
}

/** A reader for one scan: what it read is remembered until it is forgotten. */
export function createFactReader(options: {
  readonly azure: AzureReader;
  readonly collectors: ReadonlyMap<FactName, Collector>;
  readonly clock: Clock;
  /** Read what resumes a paused database, too; its owner pays. */
  readonly wakePaused?: boolean;
  readonly signal: AbortSignal;
  /** For all questions about one subscription together, from its first one on; absent: none but the signal's. */
  readonly subscriptionMs?: number;
}): FactReader {
  const { azure, collectors, clock, wakePaused = false } = options;
  const signalOf = createSubscriptionSignals(options.signal, options.subscriptionMs);
  const remembered = new Map<string, Map<FactName, Promise<unknown>>>();
  const readPages = createPagesReader(collectors.values(), azure, signalOf);

  function once<T>(fact: FactName, key: string, read: () => Promise<T>): Promise<T> {
    const answers = remembered.get(idKey(key)) ?? new Map<FactName, Promise<unknown>>();
    const known = answers.get(fact);
    // A fact is always read by the same collector: the type is that of `read`.
    if (known !== undefined) return known as Promise<T>;
    const started = read();
    answers.set(fact, started);
    remembered.set(idKey(key), answers);
    return started;
  }

  async function list(collector: ListKind, key: string): Promise<Reading<ListAnswer>> {
    return await once(collector.fact, key, async () => {
      const pages = await readPages(collector, key);
      return pages.status === 'unavailable' ? pages : collectList(collector, key, pages);
    });
  }

  async function ask(collector: Collector, id: ResourceId): Promise<Reading<unknown>> {
    const { fact } = collector;
    const key = collector.requestKey(id);
    switch (collector.kind) {
      case 'list': {
        const answer = await list(collector, key);
        if (answer.status === 'unavailable') return answer;
        const element = answer.value.elements.get(idKey(id));
        return (
          element ??
          (await once(fact, id, async () => await readElement(azure, collector, id, signalOf(id))))
        );
      }
      case 'item':
        return await once(fact, key, async () =>
          collectItem(collector, await collector.read(azure, key, signalOf(key)), clock.now()),
        );
      case 'group':
        return await once(fact, key, async () =>
          collectGroup(collector, await readPages(collector, key)),
        );
    }
  }

  const readAlone = new Map<string, Promise<Reading<unknown>>>();

  /** An element of a list, read by itself. */
  async function alone(fact: FactName, id: ResourceId): Promise<Reading<unknown>> {
    const collector = collectors.get(fact);
    if (collector?.kind !== 'list' || collector.readOne === undefined)
      return unavailable('NotCollected', `Nothing reads ${fact} of ${id} by itself`);
    const { readOne } = collector;
    const known =
      readAlone.get(idKey(id)) ??
      readOne(azure, id, signalOf(id)).then((answer) => collectElement(collector, answer));
    readAlone.set(idKey(id), known);
    return await known;
  }

  async function read(fact: FactName, entry: InventoryEntry): Promise<Reading<unknown>> {
    if (fact === 'resource') return inventoryReading(entry);
    const collector = collectors.get(fact);
    if (collector === undefined) {
      return unavailable('NotCollected', `No collector reads ${fact} of ${entry.resource.id}`);
    }
    // A reader of that one fact knows nothing of databases; whoever makes it answers for what it wakes.
    const mayWake = wakePaused || !collectors.has('sqlDatabase');
    if (collector.wakes !== true || mayWake) return await ask(collector, entry.resource.id);
    const awake = await isAwake(entry);
    if (awake.status === 'unavailable') return awake;
    const reading = await ask(collector, entry.resource.id);
    // What says that it was awake belongs to the proof: only with it can the reading be made again.
    return { ...reading, evidence: [...awake.value.evidence, ...reading.evidence] };
  }

  async function isAwake(entry: InventoryEntry): Promise<Reading<Awake>> {
    return await readAwake(
      entry.resource.id,
      async () => await read('sqlDatabase', entry),
      async () => await alone('sqlDatabase', entry.resource.id),
    );
  }

  return {
    read,
    awake: isAwake,
    async children(fact, parent) {
      const collector = collectors.get(fact);
      if (collector?.kind !== 'list') {
        return unavailable('NotCollected', `No list reads ${fact} below ${parent.resource.id}`);
      }
      const { id, type } = parent.resource;
      const isSubscription = type.toLowerCase() === SUBSCRIPTION_TYPE;
      const answer = await list(collector, isSubscription ? collector.requestKey(id) : id);
      return answer.status === 'unavailable' ? answer : { ...answer, value: answer.value.rows };
    },
    forget({ resource: { id } }) {
      readAlone.delete(idKey(id));
      const answers = remembered.get(idKey(id));
      if (answers === undefined) return;
      for (const fact of answers.keys()) {
        const collector = collectors.get(fact);
        if (collector !== undefined && isAskedByItAlone(collector, id)) answers.delete(fact);
      }
      if (answers.size === 0) remembered.delete(idKey(id));
    },
  };
}

type Pages = Promise<Reading<readonly Answer[]>>;

/** Reads a list's pages; those of a list that several facts are made of (they name the same `read`) are asked once and kept. */
function createPagesReader(
  collectors: Iterable<Collector>,
  azure: AzureReader,
  signalOf: (key: string) => AbortSignal,
): (collector: ListKind | GroupKind, key: string) => Pages {
  const users = Map.groupBy(collectors, ({ read }) => read);
  const kept = new Map<ListKind['read'], Map<string, Pages>>();
  return (collector, key) => {
    const ask = (): Pages => collector.read(azure, key, signalOf(key));
    if ((users.get(collector.read)?.length ?? 0) < 2) return ask();
    const answers = kept.get(collector.read) ?? new Map<string, Pages>();
    kept.set(collector.read, answers);
    const pages = answers.get(idKey(key)) ?? ask();
    answers.set(idKey(key), pages);
    return pages;
  };
}

/** Whether the request on a resource answers for that one only, and not for what lies in it as well. */
function isAskedByItAlone(collector: Collector, id: ResourceId): boolean {
  const keyOf = (resourceId: ResourceId) => idKey(collector.requestKey(resourceId));
  return keyOf(id) === idKey(id) && keyOf(`${id}/children/any`) !== idKey(id);
}

function inventoryReading(entry: InventoryEntry): Collected<unknown> {
  return {
    status: 'collected',
    value: entry.resource,
    evidence: entry.evidence,
    readAt: entry.readAt,
  };
}

import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import type { Clock } from '#domain/clock.ts';
import { type Collected, type Reading, unavailable } from '#domain/reading.ts';
import { idKey, parseResourceId, type ResourceId, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { ItemRead, Read } from '#resource-types/define-read.ts';
import { TELLS_SLEEP } from '#resource-types/sql/database-sleep.ts';
import {
  type ChildRow,
  collectElement,
  collectGroup,
  collectItem,
  collectList,
  type ListAnswer,
  type ListKind,
} from './collect-answer.ts';
import type { Holders } from './holders.ts';
import { createJoins } from './join-rows.ts';
import { readElement } from './read-element.ts';
import { createPagesReader, itemsUnderWay } from './read-pages.ts';
import { type Awake, readAwake } from './sleep-watch.ts';
import { createSubscriptionSignals } from './subscription-signals.ts';

/** Reads answers about resources by the names of their reads; every request is made at most once, however many checks and resources want its answer. */
export interface AnswerReader {
  read(name: string, entry: InventoryEntry): Promise<Reading<unknown>>;
  /** Whether a database is awake; see `readAwake`. */
  awake(entry: InventoryEntry): Promise<Reading<Awake>>;
  /** The children that a list names below a resource, as Azure wrote their ids. */
  children(name: string, parent: InventoryEntry): Promise<Reading<readonly ChildRow[]>>;
  /** Lets go of the answers that only this resource asks for: nobody will want them again once it was judged. */
  forget(entry: InventoryEntry): void;
}

/** A reader for one scan: what it read is remembered until it is forgotten. */
export function createAnswerReader(options: {
  readonly azure: AzureReader;
  readonly reads: ReadonlyMap<string, Read>;
  readonly clock: Clock;
  /** Read what resumes a paused database, too; its owner pays. */
  readonly wakePaused?: boolean;
  readonly signal: AbortSignal;
  /** For all questions about one subscription together, from its first one on; absent: none but the signal's. */
  readonly subscriptionMs?: number;
  /** Who says something of other resources; absent: nobody is known, and what rests on it is not known. */
  readonly holders?: Pick<Holders, 'of'>;
  /** Waited for before a subscription (lower case) is asked what it says of another one's resources; absent: nothing is. */
  readonly before?: (subscriptionId: string) => Promise<void>;
}): AnswerReader {
  const { azure, reads, clock, wakePaused = false } = options;
  const signalOf = createSubscriptionSignals(options.signal, options.subscriptionMs);
  const remembered = new Map<string, Map<string, Promise<unknown>>>();
  const readJoined = createJoins(
    options.holders ?? { of: async () => await Promise.resolve(undefined) },
    async (name, holder) => {
      await options.before?.(parseResourceId(holder.resource.id)?.subscriptionId ?? '');
      return await read(name, holder);
    },
    () => clock.now(),
  );
  const joinedRows = new Set(
    [...reads.values()].flatMap((read) => (read.kind === 'join' ? [read.rowsOf] : [])),
  );
  const kept = itemsUnderWay(reads.values());
  const readPages = createPagesReader(reads.values(), async (read, key) =>
    read.kind === 'group' && read.through !== undefined
      ? await read.read(azure, key, signalOf(key), await readItem(read.through, key))
      : await read.read(azure, key, signalOf(key)),
  );

  function once<T>(name: string, key: string, read: () => Promise<T>): Promise<T> {
    const answers = remembered.get(idKey(key)) ?? new Map<string, Promise<unknown>>();
    const known = answers.get(name);
    // A name is always read by the same read: the type is that of `read`.
    if (known !== undefined) return known as Promise<T>;
    const started = read();
    answers.set(name, started);
    remembered.set(idKey(key), answers);
    return started;
  }

  /** The answer of an item read; one that lists are asked through is kept for them. */
  async function readItem(read: ItemRead, key: string): Promise<Reading<Answer>> {
    const ask = async () => await read.read(azure, key, signalOf(key));
    return kept.has(read.name) ? await once(`answer of ${read.name}`, key, ask) : await ask();
  }

  async function list(read: ListKind, key: string): Promise<Reading<ListAnswer>> {
    return await once(read.name, key, async () => {
      const pages = await readPages(read, key);
      return pages.status === 'unavailable' ? pages : collectList(read, key, pages);
    });
  }

  async function ask(read: Read, id: ResourceId): Promise<Reading<unknown>> {
    const { name } = read;
    const key = read.requestKey(id);
    switch (read.kind) {
      case 'list': {
        const answer = await list(read, key);
        if (answer.status === 'unavailable') return answer;
        const element = answer.value.elements.get(idKey(id));
        return (
          element ??
          (await once(name, id, async () => await readElement(azure, read, id, signalOf(id))))
        );
      }
      case 'join':
        return await readJoined(read, id);
      case 'item':
        return await once(name, key, async () =>
          collectItem(read, await readItem(read, key), clock.now()),
        );
      case 'group':
        return await once(name, key, async () => collectGroup(read, await readPages(read, key)));
    }
  }

  const readAlone = new Map<string, Promise<Reading<unknown>>>();

  /** An element of a list, read by itself. */
  async function alone(name: string, id: ResourceId): Promise<Reading<unknown>> {
    const read = reads.get(name);
    if (read?.kind !== 'list' || read.readOne === undefined)
      return unavailable('NotCollected', `Nothing reads ${name} of ${id} by itself`);
    const { readOne } = read;
    const known =
      readAlone.get(idKey(id)) ??
      readOne(azure, id, signalOf(id)).then((answer) => collectElement(answer));
    readAlone.set(idKey(id), known);
    return await known;
  }

  async function read(name: string, entry: InventoryEntry): Promise<Reading<unknown>> {
    if (name === 'resource') return inventoryReading(entry);
    const read = reads.get(name);
    if (read === undefined) {
      return unavailable('NotCollected', `No read reads ${name} of ${entry.resource.id}`);
    }
    // A reader of that one name knows nothing of databases; whoever makes it answers for what it wakes.
    const mayWake = wakePaused || !reads.has(TELLS_SLEEP);
    if (read.wakes !== true || mayWake) return await ask(read, entry.resource.id);
    const awake = await isAwake(entry);
    if (awake.status === 'unavailable') return awake;
    const reading = await ask(read, entry.resource.id);
    // What says that it was awake belongs to the proof: only with it can the reading be made again.
    return { ...reading, evidence: [...awake.value.evidence, ...reading.evidence] };
  }

  async function isAwake(entry: InventoryEntry): Promise<Reading<Awake>> {
    return await readAwake(
      entry.resource.id,
      async () => await read(TELLS_SLEEP, entry),
      async () => await alone(TELLS_SLEEP, entry.resource.id),
    );
  }

  return {
    read,
    awake: isAwake,
    async children(name, parent) {
      const read = reads.get(name);
      if (read?.kind !== 'list') {
        return unavailable('NotCollected', `No list reads ${name} below ${parent.resource.id}`);
      }
      const { id, type } = parent.resource;
      const isSubscription = type.toLowerCase() === SUBSCRIPTION_TYPE;
      const answer = await list(read, isSubscription ? read.requestKey(id) : id);
      return answer.status === 'unavailable' ? answer : { ...answer, value: answer.value.rows };
    },
    forget({ resource: { id } }) {
      readAlone.delete(idKey(id));
      const answers = remembered.get(idKey(id));
      if (answers === undefined) return;
      for (const name of answers.keys()) {
        const read = reads.get(name);
        // What others are told by is wanted again.
        if (joinedRows.has(name)) continue;
        if (read !== undefined && isAskedByItAlone(read, id)) answers.delete(name);
      }
      if (answers.size === 0) remembered.delete(idKey(id));
    },
  };
}

/** Whether the request on a resource answers for that one only, and not for what lies in it as well. */
function isAskedByItAlone(read: Read, id: ResourceId): boolean {
  const keyOf = (resourceId: ResourceId) => idKey(read.requestKey(resourceId));
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

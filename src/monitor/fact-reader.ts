import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import type { Collector } from '#collectors/define-collector.ts';
import type { Clock } from '#domain/clock.ts';
import { type Collected, type Reading, unavailable } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import type { FactName } from '#facts/fact-names.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import type { z } from 'zod';

type Elements = ReadonlyMap<string, Reading<unknown>>;

/** Reads facts about resources; every request is made at most once, however many checks and resources want its answer. */
export interface FactReader {
  read(fact: FactName, entry: InventoryEntry): Promise<Reading<unknown>>;
  /** The children that a list names below a resource, as Azure wrote their ids. */
  children(fact: FactName, parent: InventoryEntry): Promise<Reading<readonly ChildRow[]>>;
}

/** An element of a list that is itself a resource. */
export interface ChildRow {
  readonly id: string;
  readonly name: string;
  readonly location: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly kind: string | null;
}

interface ListAnswer {
  readonly elements: Elements;
  readonly rows: readonly ChildRow[];
}

/** A reader for one scan: what it read is remembered as long as it lives. */
export function createFactReader(options: {
  readonly azure: AzureReader;
  readonly collectors: ReadonlyMap<FactName, Collector>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): FactReader {
  const { azure, collectors, clock, signal } = options;
  const remembered = new Map<string, Promise<unknown>>();

  function once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = remembered.get(key);
    // Every key is made of the fact's name, and a fact is always read by the same collector: the type is that of `read`.
    if (known !== undefined) return known as Promise<T>;
    const started = read();
    remembered.set(key, started);
    return started;
  }

  async function list(collector: ListKind, key: string): Promise<Reading<ListAnswer>> {
    return await once(`${collector.fact}\u001f${idKey(key)}`, async () => {
      const pages = await collector.read(azure, key, signal);
      return pages.status === 'unavailable' ? pages : collectList(collector, key, pages);
    });
  }

  return {
    async read(fact, entry) {
      if (fact === 'resource') return inventoryReading(entry);
      const collector = collectors.get(fact);
      if (collector === undefined) {
        return unavailable('NotCollected', `No collector reads ${fact} of ${entry.resource.id}`);
      }
      const { id } = entry.resource;
      const key = collector.requestKey(id);
      switch (collector.kind) {
        case 'list': {
          const answer = await list(collector, key);
          if (answer.status === 'unavailable') return answer;
          return answer.value.elements.get(idKey(id)) ?? missing(collector, id, answer);
        }
        case 'item':
          return await once(`${fact}\u001f${idKey(key)}`, async () =>
            collectItem(collector, await collector.read(azure, key, signal), clock.now()),
          );
        case 'group':
          return await once(`${fact}\u001f${idKey(key)}`, async () =>
            collectGroup(collector, await collector.read(azure, key, signal)),
          );
      }
    },
    async children(fact, parent) {
      const collector = collectors.get(fact);
      if (collector?.kind !== 'list') {
        return unavailable('NotCollected', `No list reads ${fact} below ${parent.resource.id}`);
      }
      const answer = await list(collector, parent.resource.id);
      return answer.status === 'unavailable' ? answer : { ...answer, value: answer.value.rows };
    },
  };
}

type ListKind = Extract<Collector, { kind: 'list' }>;
type ItemKind = Extract<Collector, { kind: 'item' }>;
type GroupKind = Extract<Collector, { kind: 'group' }>;

function inventoryReading(entry: InventoryEntry): Collected<unknown> {
  return { status: 'collected', value: entry.resource, evidence: entry.evidence, readAt: entry.readAt };
}

// The inventory names it, the list does not: gone in between, or not shown to us. Neither may count as "no such setting".
function missing(collector: ListKind, id: string, answer: Collected<unknown>): Reading<never> {
  return unavailable('NotFound', `The inventory names ${id}, but the list of its kind does not hold it`, {
    permission: collector.permissions[0],
    evidence: answer.evidence,
  });
}

function collectItem(collector: ItemKind, answer: Reading<Answer>, now: number): Reading<unknown> {
  if (answer.status === 'unavailable') {
    const meaning = answer.azureCode === undefined ? undefined : collector.meaningOf?.[answer.azureCode];
    if (meaning === undefined) return answer;
    return { status: 'collected', value: meaning, evidence: answer.evidence, readAt: now };
  }
  const { body, digest, receivedAt, url } = answer.value;
  return parse(collector.schema, body, `${collector.fact} at ${pathOf(url)}`, {
    evidence: [digest],
    readAt: receivedAt,
  });
}

function collectGroup(collector: GroupKind, pages: Reading<readonly Answer[]>): Reading<unknown> {
  if (pages.status === 'unavailable') return pages;
  const rows = pages.value.flatMap((page) => [...rowsOf(page)]);
  const subject = `${collector.fact} at ${pathOf(pages.value[0]?.url ?? '')}`;
  return parse(collector.schema, rows, subject, pages);
}

function collectList(collector: ListKind, key: string, pages: Collected<readonly Answer[]>): Reading<ListAnswer> {
  const elements = new Map<string, Reading<unknown>>();
  const rows: ChildRow[] = [];
  for (const page of pages.value) {
    for (const row of rowsOf(page)) {
      const id = collector.elementId === undefined ? row['id'] : collector.elementId(row, key);
      if (typeof id !== 'string') {
        // An element without an id could be any resource: absence from the rest of the list proves nothing.
        return unavailable('MalformedAnswer', `An element of ${collector.fact} at ${pathOf(page.url)} has no id`, {
          evidence: [page.digest],
        });
      }
      const kept = { evidence: [page.digest], readAt: page.receivedAt };
      elements.set(idKey(id), parse(collector.schema, row, `${collector.fact} of ${id}`, kept));
      if (collector.enumerates !== undefined) rows.push(childRow(id, row));
    }
  }
  return { status: 'collected', value: { elements, rows }, evidence: pages.evidence, readAt: pages.readAt };
}

function childRow(id: string, row: Readonly<Record<string, unknown>>): ChildRow {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const tags = row['tags'];
  return {
    id,
    name: text(row['name']) ?? id.split('/').at(-1) ?? id,
    location: text(row['location']),
    tags:
      typeof tags === 'object' && tags !== null
        ? Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)]))
        : null,
    kind: text(row['kind']),
  };
}

function parse(
  schema: z.ZodType,
  value: unknown,
  subject: string,
  kept: Pick<Collected<unknown>, 'evidence' | 'readAt'>,
): Reading<unknown> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return { status: 'collected', value: parsed.data, evidence: kept.evidence, readAt: kept.readAt };
  }
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
  return unavailable('MalformedAnswer', `Azure's answer for ${subject} is not what it promises (${where})`, {
    evidence: kept.evidence,
  });
}

function* rowsOf(page: Answer): Iterable<Readonly<Record<string, unknown>>> {
  const { body } = page;
  // The reader answers `MalformedAnswer` for a page without a `value` array; an element that is no object is caught by its missing id.
  const rows: unknown = typeof body === 'object' && body !== null && 'value' in body ? body.value : [];
  if (!Array.isArray(rows)) return;
  for (const row of rows as readonly unknown[]) {
    yield typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>) : {};
  }
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

import type { z } from 'zod';
import type { Answer } from '#azure/azure-reader.ts';
import type { Collector } from '#collectors/define-collector.ts';
import { type Collected, type Reading, unavailable } from '#domain/reading.ts';
import { idKey, resourceTypeOf } from '#domain/resource-id.ts';

type Elements = ReadonlyMap<string, Reading<unknown>>;

/** A collector whose answer holds one element per resource. */
export type ListKind = Extract<Collector, { kind: 'list' }>;
type ItemKind = Extract<Collector, { kind: 'item' }>;
export type GroupKind = Extract<Collector, { kind: 'group' }>;

/** An element of a list that is itself a resource. */
export interface ChildRow {
  readonly id: string;
  readonly name: string;
  readonly location: string | null;
  readonly tags: Readonly<Record<string, string>> | null;
  readonly kind: string | null;
}

/** A list's elements by id (without case); where it is also where resources are found, their rows. */
export interface ListAnswer {
  readonly elements: Elements;
  readonly rows: readonly ChildRow[];
}

/** The fact in one answer, or in Azure's refusal where that is itself the fact. */
export function collectItem(
  collector: ItemKind,
  answer: Reading<Answer>,
  now: number,
): Reading<unknown> {
  if (answer.status === 'unavailable') {
    const { azureCode = '' } = answer;
    const meanings = collector.meaningOf ?? {};
    if (!Object.hasOwn(meanings, azureCode)) return answer;
    return {
      status: 'collected',
      value: meanings[azureCode],
      evidence: answer.evidence,
      readAt: now,
    };
  }
  const { body, digest, receivedAt, url } = answer.value;
  return parse(collector.schema, body, `${collector.fact} at ${pathOf(url)}`, {
    evidence: [digest],
    readAt: receivedAt,
  });
}

/** The fact in the answer about one element of a list. */
export function collectElement(collector: ListKind, answer: Reading<Answer>): Reading<unknown> {
  if (answer.status === 'unavailable') return answer;
  const { body, digest, receivedAt, url } = answer.value;
  const kept = { evidence: [digest], readAt: receivedAt };
  return parse(collector.schema, body, `${collector.fact} at ${pathOf(url)}`, kept);
}

/** The fact that a whole list is. */
export function collectGroup(
  collector: GroupKind,
  pages: Reading<readonly Answer[]>,
): Reading<unknown> {
  if (pages.status === 'unavailable') return pages;
  const rows: unknown[] = [];
  for (const page of pages.value) {
    const own = rowsOf(page);
    if (own === undefined) return withoutRows(collector, page);
    for (const row of own) rows.push(row);
  }
  return parse(
    collector.schema,
    rows,
    `${collector.fact} at ${pathOf(pages.value[0]?.url ?? '')}`,
    pages,
  );
}

/** The facts in a list, element by element: one that does not parse is unavailable and takes no other along. */
export function collectList(
  collector: ListKind,
  key: string,
  pages: Collected<readonly Answer[]>,
): Reading<ListAnswer> {
  const elements = new Map<string, Reading<unknown>>();
  const rows: ChildRow[] = [];
  for (const page of pages.value) {
    const own = rowsOf(page);
    if (own === undefined) return withoutRows(collector, page);
    for (const element of own) {
      const row = isObject(element) ? element : {};
      const id = collector.elementId === undefined ? row['id'] : collector.elementId(row, key);
      const childType = collector.enumerates?.childType;
      if (typeof id !== 'string' || (childType !== undefined && resourceTypeOf(id) !== childType)) {
        // An element without an id of its kind could be any resource: absence from the rest of the list proves nothing.
        return unavailable(
          'MalformedAnswer',
          `An element of ${collector.fact} at ${pathOf(page.url)} has no id of its kind`,
          {
            evidence: [page.digest],
          },
        );
      }
      const kept = { evidence: [page.digest], readAt: page.receivedAt };
      // Named twice, because it moved between two pages: what does not parse stands, else the later word.
      if (elements.get(idKey(id))?.status !== 'unavailable') {
        elements.set(idKey(id), parse(collector.schema, row, `${collector.fact} of ${id}`, kept));
      }
      if (collector.enumerates !== undefined) rows.push(childRow(id, row));
    }
  }
  return {
    status: 'collected',
    value: { elements, rows },
    evidence: pages.evidence,
    readAt: pages.readAt,
  };
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
    return {
      status: 'collected',
      value: parsed.data,
      evidence: kept.evidence,
      readAt: kept.readAt,
    };
  }
  const where = parsed.error.issues
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ');
  return unavailable(
    'MalformedAnswer',
    `Azure's answer for ${subject} is not what it promises (${where})`,
    {
      evidence: kept.evidence,
    },
  );
}

/** The elements of a page; undefined for what is no page of a list, which must never count as an empty one. */
function rowsOf({ body }: Answer): readonly unknown[] | undefined {
  const rows = isObject(body) ? body['value'] : undefined;
  return Array.isArray(rows) ? rows : undefined;
}

function withoutRows(collector: Collector, page: Answer): Reading<never> {
  return unavailable(
    'MalformedAnswer',
    `A page of ${collector.fact} at ${pathOf(page.url)} holds no list`,
    {
      evidence: [page.digest],
    },
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

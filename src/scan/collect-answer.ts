import type { Answer } from '#azure/azure-reader.ts';
import { canonicalLine } from '#domain/canonical-json.ts';
import { type Collected, type Member, type Reading, unavailable } from '#domain/reading.ts';
import { idKey, resourceTypeOf } from '#domain/resource-id.ts';
import type { Read } from '#resource-types/define-read.ts';

type Elements = ReadonlyMap<string, Reading<unknown>>;

/** A read whose answer holds one element per resource. */
export type ListKind = Extract<Read, { kind: 'list' }>;
type ItemKind = Extract<Read, { kind: 'item' }>;
export type GroupKind = Extract<Read, { kind: 'group' }>;

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
  read: ItemKind,
  answer: Reading<Answer>,
  now: number,
): Reading<unknown> {
  if (answer.status === 'unavailable') {
    const { azureCode = '' } = answer;
    const meanings = read.meaningOf ?? {};
    if (!Object.hasOwn(meanings, azureCode)) return answer;
    return {
      status: 'collected',
      value: meanings[azureCode],
      evidence: answer.evidence,
      at: answer.evidence.map((evidence) => ({ evidence, pointer: '' })),
      readAt: now,
    };
  }
  const { body, digest, receivedAt } = answer.value;
  return asRead(body, {
    evidence: [digest],
    at: [{ evidence: digest, pointer: '' }],
    readAt: receivedAt,
    answeredAt: answeredAt(answer.value),
  });
}

/** The fact in the answer about one element of a list. */
export function collectElement(answer: Reading<Answer>): Reading<unknown> {
  if (answer.status === 'unavailable') return answer;
  const { body, digest, receivedAt } = answer.value;
  const kept = {
    evidence: [digest],
    at: [{ evidence: digest, pointer: '' }],
    readAt: receivedAt,
    answeredAt: answeredAt(answer.value),
  };
  return asRead(body, kept);
}

/** The fact that a whole list is. */
export function collectGroup(read: GroupKind, pages: Reading<readonly Answer[]>): Reading<unknown> {
  if (pages.status === 'unavailable') return pages;
  const rows: unknown[] = [];
  const at: Member[] = [];
  for (const page of pages.value) {
    const own = rowsOf(page);
    if (own === undefined) return withoutRows(read, page);
    for (const [index, row] of own.entries()) {
      rows.push(row);
      at.push({ evidence: page.digest, pointer: `/value/${index}` });
    }
  }
  const subject = `${read.name} at ${pathOf(pages.value[0]?.url ?? '')}`;
  const twice = namedTwice(rows);
  if (twice !== undefined) {
    const detail = `Azure's list for ${subject} names ${twice} twice, and differently`;
    return unavailable('MalformedAnswer', detail, { evidence: pages.evidence });
  }
  const latest = Math.max(...pages.value.map(answeredAt));
  return asRead(rows, { ...pages, at, answeredAt: latest });
}

/** An id that two rows bear which say different things of it. */
function namedTwice(rows: readonly unknown[]): string | undefined {
  const said = new Map<string, unknown>();
  for (const row of rows) {
    const id = isObject(row) ? row['id'] : undefined;
    if (typeof id !== 'string') continue;
    const earlier = said.get(idKey(id));
    if (earlier !== undefined && canonicalLine(earlier) !== canonicalLine(row)) return id;
    said.set(idKey(id), row);
  }
  return undefined;
}

/** The facts in a list, element by element: one that does not parse is unavailable and takes no other along. */
export function collectList(
  read: ListKind,
  key: string,
  pages: Collected<readonly Answer[]>,
): Reading<ListAnswer> {
  const elements = new Map<string, Reading<unknown>>();
  const rows: ChildRow[] = [];
  for (const page of pages.value) {
    const own = rowsOf(page);
    if (own === undefined) return withoutRows(read, page);
    for (const [index, element] of own.entries()) {
      const row = isObject(element) ? element : {};
      const id = read.elementId === undefined ? row['id'] : read.elementId(row, key);
      const childType = read.enumerates?.childType;
      if (typeof id !== 'string' || (childType !== undefined && resourceTypeOf(id) !== childType)) {
        // An element without an id of its kind could be any resource: absence from the rest of the list proves nothing.
        return unavailable(
          'MalformedAnswer',
          `An element of ${read.name} at ${pathOf(page.url)} has no id of its kind`,
          {
            evidence: [page.digest],
          },
        );
      }
      const kept = {
        evidence: [page.digest],
        at: [{ evidence: page.digest, pointer: `/value/${index}` }],
        readAt: page.receivedAt,
        answeredAt: answeredAt(page),
      };
      const fact = asRead(row, kept);
      const earlier = elements.get(idKey(id));
      elements.set(idKey(id), earlier === undefined ? fact : agreed(earlier, fact, read, id));
      if (read.enumerates !== undefined) rows.push(childRow(id, row));
    }
  }
  return {
    status: 'collected',
    value: { elements, rows },
    evidence: pages.evidence,
    readAt: pages.readAt,
  };
}

/** Named twice, because it moved between two pages: the same word, or none. */
function agreed(
  earlier: Reading<unknown>,
  later: Reading<unknown>,
  { name }: ListKind,
  id: string,
): Reading<unknown> {
  if (earlier.status === 'unavailable' || later.status === 'unavailable')
    return earlier.status === 'unavailable' ? earlier : later;
  return canonicalLine(earlier.value) === canonicalLine(later.value)
    ? later
    : unavailable(
        'MalformedAnswer',
        `Azure's list for ${name} names ${id} twice, and differently`,
        {
          evidence: [...new Set([...earlier.evidence, ...later.evidence])],
        },
      );
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

/** The elements of a page; undefined for what is no page of a list of objects, which must never count as an empty one. */
function rowsOf({ body }: Answer): readonly unknown[] | undefined {
  const rows = isObject(body) ? body['value'] : undefined;
  return Array.isArray(rows) && rows.every(isObject) ? rows : undefined;
}

function withoutRows(read: Read, page: Answer): Reading<never> {
  return unavailable(
    'MalformedAnswer',
    `A page of ${read.name} at ${pathOf(page.url)} holds no list`,
    {
      evidence: [page.digest],
    },
  );
}

/** The answer as Azure sent it. */
function asRead(
  value: unknown,
  {
    evidence,
    at,
    readAt,
    answeredAt: madeAt,
  }: Pick<Collected<unknown>, 'evidence' | 'at' | 'readAt'> & { readonly answeredAt: number },
): Reading<unknown> {
  const places = at === undefined ? {} : { at };
  return { status: 'collected', value, evidence, ...places, readAt, answeredAt: madeAt };
}

/** By Azure's own clock where it said so: ours may be wrong. */
function answeredAt(answer: Answer): number {
  return answer.answeredAt ?? answer.receivedAt;
}

/** The address as a person reads it. */
function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

import { parseResourceId } from '#domain/resource-id.ts';

const AUTHORIZATION = 'microsoft.authorization';

type Body = Readonly<Record<string, unknown>>;

/** Lists whose rows are no resources and have no id. Source: Permissions - List For Subscription, 2022-04-01. */
const WITHOUT_IDS: ReadonlySet<string> = new Set(['permissions']);
/** Lists of whatever there is: any type, below the scope or (of a management group) anywhere. */
const OF_ANYTHING: ReadonlySet<string> = new Set(['resources', 'descendants']);
/** Lists whose rows are called otherwise than the list. Source: Backup Protected Items - List, recorded. */
const CALLED: ReadonlyMap<string, string> = new Map([['backupprotecteditems', 'protecteditems']]);
/** The one setting of its kind: some answers bear the id of the resource that it is of. Source: the type's own examples. */
const ONLY_ONES: ReadonlySet<string> = new Set(['current', 'default']);
/** Types whose name is another than the last part of their id, lower case; recorded of each. */
const NAMED_OTHERWISE: ReadonlySet<string> = new Set([
  'microsoft.compute/virtualmachinescalesets/virtualmachines',
  'microsoft.storage/storageaccounts/managementpolicies',
  'microsoft.web/sites/config',
]);

/**
 * How the answer to the question for one thing contradicts it, in words that follow the name of what was asked; undefined where `id`,
 * `type`, `name` and `subscriptionId` are those of the address that was asked. Azure compares without case, so this does.
 */
export function contradictionOfItem(address: string, body: Body): string | undefined {
  const asked = segmentsOf(pathOf(address));
  if (isQuery(asked)) return undefined;
  if (asked.at(-1) === 'metrics') {
    const metrics: readonly unknown[] = Array.isArray(body['value']) ? body['value'] : [];
    return first(metrics, (metric) => contradictionOfMetric(asked, metric));
  }
  const { id } = body;
  if (typeof id !== 'string') {
    // What is no resource (a subscription, a provider) may go without; every resource says which one it is.
    return asked.length > 4
      ? 'the answer does not say what it is about (no id)'
      : contradictingSubscription(body, asked);
  }
  const said = segmentsOf(id);
  const isOfItsOwner =
    ONLY_ONES.has(asked.at(-1) ?? '') && isSame(said, asked.slice(0, -2)) && said.length > 4;
  if (!isSame(said, asked) && !isOfItsOwner) return `the answer is about another thing: ${id}`;
  return contradictionWithin({ ...body, id: isOfItsOwner ? `/${asked.join('/')}` : id });
}

/**
 * The same for a page of a list; `address` is that of its first page, for later ones have links of Azure's own. A row must lie below
 * what the list is of, and be of the list's kind.
 */
export function contradictionOfPage(address: string, rows: readonly unknown[]): string | undefined {
  const asked = segmentsOf(pathOf(address));
  const kind = asked.at(-1) ?? '';
  if (WITHOUT_IDS.has(kind)) return undefined;
  if (kind === 'values') return first(rows, (row) => contradictionOfEvent(asked, row));
  // Grants and denials also come from above (management groups) and from below what they are asked at.
  if (asked.at(-2) === AUTHORIZATION)
    return first(rows, (row) => contradictionOfGrant(asked, kind, row));
  return first(rows, (row) => contradictionOfRow(asked, kind, row));
}

function contradictionOfRow(asked: readonly string[], kind: string, row: Body): string | undefined {
  const { id } = row;
  if (typeof id !== 'string' || id === '') return 'a row does not say what it is about (no id)';
  if (kind === 'descendants') return undefined;
  const said = segmentsOf(id);
  const owner = asked.slice(0, -1);
  // A list of the whole subscription names things in all of its resource groups.
  const place = owner[2] !== 'resourcegroups' && said[2] === 'resourcegroups' && kind !== said[2];
  const inner = place ? [...said.slice(0, 2), ...said.slice(4)] : said;
  if (inner.length <= owner.length || !isSame(inner.slice(0, owner.length), owner))
    return `a row is of something else: ${id}`;
  if (OF_ANYTHING.has(kind)) return contradictingSubscription(row, said);
  if (said.at(-2) !== (CALLED.get(kind) ?? kind)) return `a row is of another kind: ${id}`;
  return contradictionWithin(row);
}

function contradictionOfGrant(
  asked: readonly string[],
  kind: string,
  row: Body,
): string | undefined {
  const { id } = row;
  if (typeof id !== 'string') return 'a row does not say what it is about (no id)';
  const said = segmentsOf(id);
  if (said.at(-2) !== kind) return `a row is of another kind: ${id}`;
  return said[0] === 'subscriptions' && said[1] !== asked[asked.indexOf('subscriptions') + 1]
    ? `a row is of something else: ${id}`
    : undefined;
}

/** An event names its subscription in several places; it may be about one that is in no resource group. */
function contradictionOfEvent(asked: readonly string[], row: Body): string | undefined {
  for (const id of [row['id'], row['resourceId']]) {
    const said = typeof id === 'string' ? segmentsOf(id) : [];
    if (said[0] === 'subscriptions' && said[1] !== asked[1])
      return `an event is of another subscription: ${String(id)}`;
  }
  return contradictingSubscription(row, asked);
}

function contradictionOfMetric(asked: readonly string[], metric: Body): string | undefined {
  const { id } = metric;
  if (typeof id !== 'string') return 'a metric does not say what it is about';
  return isSame(segmentsOf(id).slice(0, asked.length), asked)
    ? undefined
    : `a metric is of another thing: ${id}`;
}

/** How an answer contradicts its own id. */
function contradictionWithin(row: Body): string | undefined {
  const { id, type, name } = row;
  if (typeof id !== 'string') return undefined;
  const said = segmentsOf(id);
  const ofId = parseResourceId(id)?.type ?? '';
  // Regions are of type `Region`; what has no namespace is no resource type.
  if (typeof type === 'string' && type.includes('/') && kindOf(type) !== kindOf(ofId))
    return `${id} says that it is a ${type}`;
  if (typeof name === 'string' && !NAMED_OTHERWISE.has(ofId) && !isNameOf(name, said))
    return `${id} says that it is called ${name}`;
  return contradictingSubscription(row, said);
}

function contradictingSubscription(row: Body, said: readonly string[]): string | undefined {
  const { subscriptionId } = row;
  return typeof subscriptionId === 'string' && subscriptionId.toLowerCase() !== said[1]
    ? `${String(row['id'])} says that it is of subscription ${subscriptionId}`
    : undefined;
}

/** Resource groups are no subscriptions' children by their type, and a protected item's id leaves out the fabric that its type names. */
function kindOf(type: string): string {
  return type
    .toLowerCase()
    .replace('/subscriptions/resourcegroups', '/resourcegroups')
    .replace('/backupfabrics/', '/');
}

/** `database`, or the names from further out as well: `server/database`. */
function isNameOf(name: string, said: readonly string[]): boolean {
  const parts = segmentsOf(name);
  const names = said.toReversed().filter((_, index) => index % 2 === 0);
  return parts.length > 0 && isSame(parts.toReversed(), names.slice(0, parts.length));
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((segment, index) => segment === others[index]);
}

function first(
  rows: readonly unknown[],
  look: (row: Body) => string | undefined,
): string | undefined {
  for (const row of rows) {
    const isObject = typeof row === 'object' && row !== null && !Array.isArray(row);
    const found = isObject ? look(row as Body) : 'a row is no object';
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Resource Graph is asked by its request's body: whoever wrote that compares. */
function isQuery(asked: readonly string[]): boolean {
  return asked.includes('microsoft.resourcegraph');
}

function pathOf(address: string): string {
  return URL.parse(address)?.pathname ?? address;
}

/** Lower case and decoded. A region may be written as its display name. */
function segmentsOf(path: string): readonly string[] {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => decoded(segment).toLowerCase());
  return segments.map((segment, index) =>
    segments[index - 1] === 'locations' ? segment.replaceAll(' ', '') : segment,
  );
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

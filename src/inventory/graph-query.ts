import { z } from 'zod';
import type { AzureReader } from '#azure/azure-reader.ts';
import { type Digest, type Reading, type Unavailable, unavailable } from '#domain/reading.ts';

/** One row of a Resource Graph answer with the answer that it came in. */
export interface GraphRow {
  readonly row: Readonly<Record<string, unknown>>;
  readonly digest: Digest;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
  /** The same by Azure's clock, where it says it. */
  readonly answeredAt: number;
}

/** Source: Resource Graph QueryResponse, 2024-04-01; azure-facts §3. */
const GraphPage = z.object({
  totalRecords: z.number(),
  count: z.number(),
  resultTruncated: z.string().nullish(),
  $skipToken: z.string().nullish(),
  data: z.array(z.record(z.string(), z.unknown())),
});
type GraphPage = z.infer<typeof GraphPage>;

/** Resource Graph's largest page. */
const PAGE_ROWS = 1000;
/** An inventory of two million resources; beyond that it is taken for endless. */
const MOST_PAGES = 2_000;

/**
 * Every row of a query, which must project `id` and be ordered by it, or nothing: `Incomplete` when the rows are not as many as
 * Azure counted or it cut them off. Resource Graph leaves out what the identity may not read, without a word.
 */
export async function queryGraph(
  azure: AzureReader,
  ask: {
    readonly operation: string;
    readonly query: string;
    readonly subscriptions: readonly string[];
  },
  signal: AbortSignal,
): Promise<Reading<readonly GraphRow[]>> {
  const question = {
    operation: ask.operation,
    permission: 'Microsoft.ResourceGraph/resources/read',
    signal,
  };
  const rows: GraphRow[] = [];
  const pages: Digest[] = [];
  const tokens = new Set<string>();
  let skipToken: string | undefined;
  let oldest: number | undefined;
  for (;;) {
    const options = {
      resultFormat: 'objectArray',
      top: PAGE_ROWS,
      ...(skipToken === undefined ? {} : { skipToken }),
    } as const;
    const { query } = ask;
    const reading = await azure.one(question, (clients) =>
      clients.resourceGraph().resources({ query, subscriptions: [...ask.subscriptions], options }),
    );
    if (reading.status === 'unavailable')
      return { ...reading, evidence: [...pages, ...reading.evidence] };
    const { digest, receivedAt, answeredAt = receivedAt, body } = reading.value;
    pages.push(digest);
    oldest ??= receivedAt;
    const page = GraphPage.safeParse(body);
    if (!page.success)
      return incomplete(
        'MalformedAnswer',
        'the answer is no Resource Graph page',
        ask.operation,
        pages,
      );
    const stranger = page.data.data.find((row) => !isOfOne(row, ask.subscriptions));
    if (stranger !== undefined) {
      const what = `a row is of something else: ${String(stranger['id'])} in subscription ${String(stranger['subscriptionId'])}`;
      return incomplete('MalformedAnswer', what, ask.operation, pages);
    }
    for (const row of page.data.data) {
      rows.push({ row, digest, readAt: receivedAt, answeredAt });
    }
    const next = page.data.$skipToken ?? undefined;
    const wrong = whatIsWrong(page.data, rows.length, next, tokens);
    if (wrong !== undefined) return incomplete('Incomplete', wrong, ask.operation, pages);
    if (next === undefined)
      return { status: 'collected', value: rows, evidence: pages, readAt: oldest };
    tokens.add(next);
    skipToken = next;
  }
}

/** Whether a row's id lies in the subscription that the row names, and that one was asked for. */
function isOfOne(
  { id, subscriptionId }: Readonly<Record<string, unknown>>,
  subscriptions: readonly string[],
): boolean {
  if (typeof subscriptionId !== 'string') return false;
  const own = subscriptionId.toLowerCase();
  // Whether a row must have an id is for its reader to say.
  const isWithin = typeof id !== 'string' || id.toLowerCase().startsWith(`/subscriptions/${own}/`);
  return isWithin && subscriptions.some((one) => one.toLowerCase() === own);
}

function whatIsWrong(
  page: GraphPage,
  rows: number,
  next: string | undefined,
  tokens: ReadonlySet<string>,
): string | undefined {
  if (page.count !== page.data.length)
    return `a page holds ${page.data.length} rows and says ${page.count}`;
  if (rows > page.totalRecords)
    return `${rows} rows came, more than the ${page.totalRecords} there are`;
  if (tokens.size >= MOST_PAGES) return `the rows have more than ${MOST_PAGES} pages`;
  if (next !== undefined && tokens.has(next)) return 'the pages lead in a circle';
  if (next !== undefined && page.data.length === 0) return 'a page is empty and yet not the last';
  if (next === undefined && page.resultTruncated === 'true') return 'Azure cut the rows off';
  const isShort = next === undefined && rows !== page.totalRecords;
  return isShort ? `${rows} rows came of ${page.totalRecords}` : undefined;
}

function incomplete(
  code: 'Incomplete' | 'MalformedAnswer',
  what: string,
  operation: string,
  evidence: readonly Digest[],
): Unavailable {
  return unavailable(code, `${operation}: ${what}`, { evidence });
}

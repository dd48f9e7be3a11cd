import type { Reading, Unavailable } from '#domain/reading.ts';
import type { Answer, AzureClients, AzureReader, Question } from './azure-reader.ts';
import { failureOf, malformed, toAnswer } from './conclude.ts';
import { createListProgress } from './list-progress.ts';
import { type Conversation, converse, type Recorded } from './question-context.ts';
import { contradictionOfItem, contradictionOfPage } from './question-match.ts';
import type { SlowWatch } from './slow-watch.ts';

/**
 * The reader over the SDK clients. Facts come from the recorded bodies: where an SDK model throws on a 200 (a vault without a sku),
 * the page counts and the list is read on by its recorded links. `fetchPage` reads an absolute link through the same pipeline.
 */
export function createReader(options: {
  readonly clients: AzureClients;
  readonly fetchPage: (url: string) => Promise<unknown>;
  readonly watch?: SlowWatch;
}): AzureReader {
  const { clients, fetchPage, watch } = options;
  return {
    async one(question, call) {
      using conversation = open(question, undefined, watch);
      const thrown = await attempt(conversation, async () => void (await call(clients)));
      const failure = failureOf(conversation, thrown);
      if (failure !== undefined) return failure;
      const last = conversation.recorded.at(-1);
      if (last === undefined) throw new Error(`${question.operation}: nothing was recorded`);
      const answer = toAnswer(conversation, last);
      if ('status' in answer) return answer;
      const wrong = isObject(answer.body) ? contradictionOfItem(last.url, answer.body) : undefined;
      return wrong === undefined
        ? collected(answer, [answer.digest], answer.receivedAt)
        : malformed(conversation, wrong);
    },
    async pages(question, call) {
      using conversation = open(question, new Set(), watch);
      const look = createListProgress(conversation);
      let thrown = await attempt(conversation, async () => await drain(call(clients), look));
      for (;;) {
        const failure = failureOf(conversation, thrown);
        if (failure !== undefined) return failure;
        const rest = nextLinkOf(conversation);
        if (typeof rest !== 'string') return rest ?? concludePages(conversation);
        thrown = await attempt(conversation, async () => {
          await fetchPage(rest);
          look();
        });
      }
    },
  };
}

function open(
  question: Question,
  visited: Set<string> | undefined,
  watch: SlowWatch = () => () => undefined,
): Conversation & Disposable {
  const recorded: Recorded[] = [];
  const conversation: Conversation = { question, recorded, visited, fault: undefined };
  const end = watch(conversation);
  return Object.assign(conversation, {
    // A connection that stays open remembers the conversation that opened it: the answers must not stay along.
    [Symbol.dispose]: () => {
      end();
      recorded.splice(0);
    },
  });
}

async function attempt(conversation: Conversation, ask: () => Promise<void>): Promise<unknown> {
  try {
    await converse(conversation, ask);
    return undefined;
  } catch (error) {
    return error ?? new Error('something undefined was thrown');
  }
}

async function drain(list: AsyncIterable<unknown>, look: () => void): Promise<void> {
  // Page by page where the SDK offers it: an item iterator would hand over every row of models that nobody looks at.
  const paged = hasPages(list) ? list.byPage() : list;
  for await (const _ of paged) look();
}

function hasPages(
  list: AsyncIterable<unknown>,
): list is AsyncIterable<unknown> & { byPage(): AsyncIterable<unknown> } {
  return 'byPage' in list && typeof list.byPage === 'function';
}

/** Where the list goes on after what was read: a link, `undefined` at its end, or what is wrong with the last page. */
function nextLinkOf(conversation: Conversation): string | Unavailable | undefined {
  const last = conversation.recorded.at(-1);
  if (last === undefined) return undefined;
  const page = toAnswer(conversation, last);
  if ('status' in page) return page;
  const link = member(page.body, 'nextLink');
  if (link === undefined || link === null || link === '') return undefined;
  return typeof link === 'string'
    ? link
    : malformed(conversation, 'the link to the next page is no text');
}

function concludePages(conversation: Conversation): Reading<readonly Answer[]> {
  const pages: Answer[] = [];
  const asked = conversation.recorded[0]?.url ?? '';
  for (const recorded of conversation.recorded.filter(isPage)) {
    const page = toAnswer(conversation, recorded);
    if ('status' in page) return page;
    const rows = member(page.body, 'value');
    if (!Array.isArray(rows)) return malformed(conversation, 'a page has no list of values');
    const wrong = contradictionOfPage(asked, rows as readonly unknown[]);
    if (wrong !== undefined) return malformed(conversation, wrong);
    pages.push(page);
  }
  // The oldest page says how old the list is.
  const readAt = Math.min(...pages.map((page) => page.receivedAt));
  return collected(
    pages,
    pages.map((page) => page.digest),
    readAt,
  );
}

function isPage(recorded: Recorded): boolean {
  return recorded.status === 200 && recorded.isWhole;
}

function member(body: unknown, name: string): unknown {
  return isObject(body) ? body[name] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collected<T>(value: T, evidence: readonly Answer['digest'][], readAt: number): Reading<T> {
  return { status: 'collected', value, evidence, readAt };
}

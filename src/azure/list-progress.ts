import { AzureFault } from './azure-fault.ts';
import type { Conversation } from './question-context.ts';
import { readStrictJson } from './strict-json.ts';

/** So many pages in a row without one new row: Azure's filtered lists have empty pages, but not so many. */
const MOST_PAGES_WITHOUT_NEWS = 100;

/** Looks at each page as it comes and gives up, with an AzureFault, on a list that goes on without bringing anything. */
export function createListProgress(conversation: Conversation): () => void {
  const seen = new Set<string>();
  let without = 0;
  return () => {
    const last = conversation.recorded.at(-1);
    if (last === undefined || last.status !== 200 || !last.isWhole) return;
    last.read ??= readStrictJson(last.body);
    const rows = last.read.status === 'read' ? last.read.body['value'] : undefined;
    const before = seen.size;
    for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : []) seen.add(keyOf(row));
    without = seen.size > before ? 0 : without + 1;
    if (without < MOST_PAGES_WITHOUT_NEWS) return;
    const fault = new AzureFault(
      'MalformedAnswer',
      `the list goes on and on: its last ${without} pages brought nothing new`,
    );
    conversation.fault = fault;
    throw fault;
  };
}

function keyOf(row: unknown): string {
  const id: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'id') : undefined;
  return typeof id === 'string' ? id.toLowerCase() : JSON.stringify(row);
}

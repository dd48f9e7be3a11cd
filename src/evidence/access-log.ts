import { csvLine } from '#domain/csv-line.ts';
import type { LogReader } from '#domain/state-store.ts';

/** An entry of the log about the evidence itself: sealed, asked for, handed out. */
export interface AccessEntry {
  /** Place in the log. */
  readonly index: number;
  readonly at: string;
  /** Members of the body that are texts; of those that hold a digest, the digest. */
  readonly body: Readonly<Record<string, string>>;
}

const ENTRIES_AT_ONCE = 1_000;
/** Entries are canonical JSON, so their type stands at the end: only those of this type are parsed. */
const ENDING = Buffer.from('"type":"export"}', 'utf8');

/** Every entry of the type `export`, in order. */
export async function* accessEntries(log: LogReader): AsyncGenerator<AccessEntry> {
  const size = await log.size();
  for (let from = 0; from < size; from += ENTRIES_AT_ONCE) {
    for (const { index, bytes } of await log.entries(
      from,
      Math.min(size, from + ENTRIES_AT_ONCE),
    )) {
      const text = Buffer.from(bytes);
      if (!text.subarray(-ENDING.length).equals(ENDING)) continue;
      const { at, body } = membersOf(JSON.parse(text.toString('utf8')));
      yield { index, at: typeof at === 'string' ? at : '', body: texts(membersOf(body)) };
    }
  }
}

/** `access-log.csv`: who made, asked for and took which evidence, and when; up to now. */
export async function accessLogCsv(log: LogReader): Promise<readonly string[]> {
  const lines = [csvLine(['log_index', 'at', 'action', 'by', 'snapshot', 'form', 'sha256', 'key'])];
  for await (const { index, at, body } of accessEntries(log)) {
    const said = ['action', 'by', 'snapshot', 'form', 'sha256', 'key'].map(
      (name) => body[name] ?? '',
    );
    lines.push(csvLine([String(index), at, ...said]));
  }
  return lines;
}

function texts(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    const text = typeof value === 'string' ? value : membersOf(value)['sha256'];
    if (typeof text === 'string') found[name] = text;
  }
  return found;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

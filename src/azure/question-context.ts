import { AsyncLocalStorage } from 'node:async_hooks';
import type { Digest } from '#domain/reading.ts';
import type { AzureFault } from './azure-fault.ts';
import type { Question } from './azure-reader.ts';
import type { StrictBody } from './strict-json.ts';

/** One answer that came while a question was open, an attempt that was repeated included. */
export interface Recorded {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  /** False when the connection ended too early: evidence, but no answer. */
  readonly isWhole: boolean;
  readonly digest: Digest;
  /** Milliseconds since the epoch, by our clock. */
  readonly receivedAt: number;
  /** The same by Azure's clock; by ours where Azure does not say. */
  readonly answeredAt: number;
  /** What came of reading the body, once somebody did. */
  read?: StrictBody;
}

/** A question with everything that was heard on it. */
export interface Conversation {
  readonly question: Question;
  readonly recorded: Recorded[];
  /** Requests already made in a page chain; undefined where the same request may be made again. */
  readonly visited: Set<string> | undefined;
  /** When its first request was made, milliseconds since the epoch; undefined before. */
  beganAt?: number;
  /** The fault that ended the last request for good. */
  fault: AzureFault | undefined;
}

// Modular clients forget per-call options (signal, response hook) after the first page, so the question travels beside the call.
const storage = new AsyncLocalStorage<Conversation>();

/** Runs `ask` so that every request it makes belongs to `conversation`. */
export async function converse<T>(conversation: Conversation, ask: () => Promise<T>): Promise<T> {
  return await storage.run(conversation, ask);
}

/** The question that the running request belongs to; a request outside of any is a bug. */
export function currentConversation(): Conversation {
  const conversation = storage.getStore();
  if (conversation === undefined)
    throw new Error('Azure was asked outside of AzureReader.one and AzureReader.pages');
  return conversation;
}

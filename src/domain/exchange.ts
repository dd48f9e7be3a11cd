import type { Instant } from './instant.ts';
import type { Digest, UnavailableCode } from './reading.ts';

/** One HTTP exchange with Azure as it is kept: never with a token, a secret or a request header. */
export interface Exchange {
  /** What was being read. */
  readonly operation: string;
  readonly method: string;
  /** Without credentials; Azure's continuation tokens stay, they are part of the question. */
  readonly url: string;
  readonly requestBody: string | null;
  readonly apiVersion: string | null;
  /** 0: there was no answer, see `fault`. */
  readonly status: number;
  /** date, x-ms-request-id, x-ms-correlation-request-id, x-ms-ratelimit-*, retry-after. */
  readonly headers: Readonly<Record<string, string>>;
  readonly startedAt: Instant;
  readonly durationMs: number;
  /** 1 for the first try. */
  readonly attempt: number;
  /** The body after transfer and content decoding, unaltered. */
  readonly body: string;
  /** Its bytes where they are not UTF-8, so that the text could not give them back; absent: the text's UTF-8 is what came. */
  readonly bodyBytes?: Uint8Array;
  /** Why a question that was asked came to no answer (or to none that was whole): the end of all its attempts. The body is empty. */
  readonly fault?: ExchangeFault;
}

/** How a question ended that Azure did not answer, in the words of the reading that came of it. */
export interface ExchangeFault {
  readonly code: UnavailableCode;
  readonly message: string;
}

/** Keeps the unaltered answers, each body once per digest. */
export interface AnswerKeeper {
  /** Keeps the exchange and answers with the digest of its body; throws an EvidenceError when it cannot be kept. */
  keep(exchange: Exchange): Digest;
}

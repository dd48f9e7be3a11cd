import { createHash } from 'node:crypto';
import type { AskedQuestion, KeptOutcome } from '#azure/replayed-azure.ts';
import { type KeptExchange, questionKey, withoutInstants } from '#evidence/kept-exchange.ts';
import type { RecordedView } from './recorded-world.ts';

/** What Azure had answered last to each question, by the answers that were kept of one scan and of those before it. */
export interface NewestAnswers extends RecordedView {
  /** Questions that nothing was kept of. */
  readonly unrecorded: ReadonlySet<string>;
  /** Answers (64 hex digits) that an index names and that are not kept any more. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Of several answers to a question the last one counts: a later scan read again what was written since, and a second reading settles
 * what the first one saw. A question that names an instant is at another time another one: where the very same was not asked, the last
 * one that differs by nothing else stands for it. `exchanges` in the order in which they were asked.
 */
export function createNewestAnswers(
  exchanges: Iterable<KeptExchange>,
  body: (sha256: string) => string | undefined,
): NewestAnswers {
  const exact = new Map<string, KeptExchange>();
  const timeless = new Map<string, KeptExchange>();
  for (const exchange of exchanges) {
    const question = questionKey(exchange);
    exact.set(question, exchange);
    timeless.set(withoutInstants(question), exchange);
  }
  const unrecorded = new Set<string>();
  const missing = new Set<string>();
  return {
    unrecorded,
    missing,
    answer(asked): KeptOutcome {
      const question = keyOf(asked);
      const found = exact.get(question) ?? timeless.get(withoutInstants(question));
      if (found === undefined) {
        unrecorded.add(question);
        return {
          fault: { code: 'NotCollected', message: 'nothing was recorded of this question' },
        };
      }
      const { fault, status, sha256, headers } = found;
      if (fault !== undefined) return { fault };
      const text = body(sha256);
      if (text === undefined) {
        missing.add(sha256);
        return {
          fault: { code: 'NotCollected', message: 'the recorded answer is not kept any more' },
        };
      }
      const { date } = headers;
      return { status, body: text, ...(date === undefined ? {} : { date }) };
    },
  };
}

function keyOf({ method, url, requestBody }: AskedQuestion): string {
  const requestSha256 =
    requestBody === null ? null : createHash('sha256').update(requestBody).digest('hex');
  return questionKey({ method, url, requestSha256 });
}

import { type KeptExchange, questionKey } from '#evidence/kept-exchange.ts';

/** A question that was asked once, with all its attempts. */
export interface Asking {
  /** See `questionKey`. */
  readonly question: string;
  readonly scan: string;
  /** How it ended: the last attempt counts. */
  readonly outcome: KeptExchange;
  /** Digests (64 hex digits) of all that was answered to it. */
  readonly digests: ReadonlySet<string>;
}

/** Statuses after which it is asked again. */
const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** The askings among exchanges, in the order of the exchanges; each scan's exchanges must be in the order in which they were kept. */
export function askingsOf(exchanges: readonly KeptExchange[]): readonly Asking[] {
  const askings: { -readonly [K in keyof Asking]: Asking[K] }[] = [];
  const open = new Map<string, (typeof askings)[number]>();
  for (const exchange of exchanges) {
    const question = questionKey(exchange);
    const { scan, sha256 } = exchange;
    const key = `${scan} ${question}`;
    const known = open.get(key);
    if (known !== undefined && isNextAttempt(known.outcome, exchange)) {
      known.outcome = exchange;
      known.digests = new Set([...known.digests, sha256]);
      continue;
    }
    const asking = { question, scan, outcome: exchange, digests: new Set([sha256]) };
    open.set(key, asking);
    askings.push(asking);
  }
  return askings;
}

function isNextAttempt(before: KeptExchange, next: KeptExchange): boolean {
  if (before.fault !== undefined) return false;
  if (next.attempt > before.attempt) return true;
  if (next.fault === undefined || next.attempt < before.attempt) return false;
  // The fault that ended this attempt: the answer to it was not whole, or the time was up while it waited to be asked again.
  return next.fault.code === 'MalformedAnswer' || TRANSIENT.has(before.status);
}

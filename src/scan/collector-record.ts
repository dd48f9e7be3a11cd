import { toMilliseconds } from '#domain/instant.ts';
import type { Principal } from '#domain/principal.ts';
import type { AnswerStore } from '#evidence/answer-store.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { clockOffset, TOLERATED_MS } from './azure-time.ts';
import type { Performed } from './perform-scan.ts';

/** Source: Microsoft.Authorization/permissions, 2022-04-01: what the caller may do at a scope. */
const PERMISSIONS =
  /\/subscriptions\/(?<subscription>[^/]+)\/providers\/Microsoft\.Authorization\/permissions\b/iu;

/** What the identity was granted, by the answer that said so. */
interface Grant {
  /** `raw/<sha256>.body`. */
  readonly sha256: string;
  readonly subscriptions: string[];
  /** Azure's own words; null: they cannot be read. */
  readonly granted: unknown;
}

/**
 * Who looked and by which clock, for `scope/collector.json` (evidence E6, E7): the principal and what it was allowed at that time, our
 * clock's largest offset against Azure's `Date` header within the run, and the run's duration by a clock that nobody can set. More than a
 * minute between any two of these clocks marks the run as suspect.
 */
export async function collectorRecord(
  answers: Pick<AnswerStore, 'exchanges' | 'readBody'>,
  { result, elapsedMs }: Performed,
  principal: Principal | null,
): Promise<Readonly<Record<string, unknown>>> {
  const grants = new Map<string, Grant>();
  let offsetMs: number | null = null;
  for await (const exchange of answers.exchanges(result.scan.id)) {
    const offset = clockOffset(exchange);
    if (offset !== undefined && Math.abs(offset) >= Math.abs(offsetMs ?? 0)) offsetMs = offset;
    addGrant(grants, answers, exchange);
  }
  const { startedAt, finishedAt } = result.scan;
  const wallMs = (toMilliseconds(finishedAt) ?? 0) - (toMilliseconds(startedAt) ?? 0);
  const monotonicMs = Math.round(elapsedMs);
  const apart = [offsetMs ?? 0, wallMs - monotonicMs].map((milliseconds) => Math.abs(milliseconds));
  return {
    principal,
    permissions: [...grants.values()],
    clock: {
      azureOffsetMs: offsetMs,
      wallMs,
      monotonicMs,
      clockSuspect: Math.max(...apart) > TOLERATED_MS,
    },
  };
}

function addGrant(
  grants: Map<string, Grant>,
  answers: Pick<AnswerStore, 'readBody'>,
  { url, status, sha256 }: KeptExchange,
): void {
  const subscription = PERMISSIONS.exec(url)?.groups?.['subscription'];
  if (subscription === undefined || status !== 200) return;
  const known = grants.get(sha256);
  if (known !== undefined) {
    if (!known.subscriptions.includes(subscription)) known.subscriptions.push(subscription);
    return;
  }
  const text = answers.readBody(`sha256:${sha256}`).toString('utf8');
  grants.set(sha256, { sha256, subscriptions: [subscription], granted: valueOf(text) });
}

function valueOf(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'value') : null;
  } catch {
    // The answer itself is in the snapshot, whatever it is.
    return null;
  }
}

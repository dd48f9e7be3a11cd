import { type Instant, toMilliseconds } from '#domain/instant.ts';
import type { Connection } from './connection.ts';

/**
 * What is over and older than an instant. The newest scan stays: without it the next one would take itself for the first. The
 * evidence log stays whole, whatever its age: proofs rest on every entry (evidence E16).
 */
const FORGET = [
  'DELETE FROM scan WHERE finished_ms < ? AND sequence < (SELECT max(sequence) FROM scan)',
  'DELETE FROM change WHERE at_ms < ?',
  // Messages of an open alert stay: its end must find what was told before.
  `DELETE FROM outbox WHERE settled_ms < ? AND state NOT IN ('queued', 'sending')
     AND alert_id NOT IN (SELECT id FROM alert WHERE state <> 'resolved')`,
  "DELETE FROM alert WHERE state = 'resolved' AND resolved_ms < ?",
];
/** The change that led to a claim's present status stays. */
const FORGET_CLAIM_CHANGES = `DELETE FROM claim_change WHERE at < ? AND sequence <
  (SELECT max(sequence) FROM claim_change AS later WHERE later.document = claim_change.document AND later.claim = claim_change.claim)`;
const FORGET_MISSED_RUNS = 'DELETE FROM missed_run WHERE noticed < ?';
const FORGET_SILENCES =
  'DELETE FROM silence WHERE CASE WHEN ended_at < expires_at THEN ended_at ELSE expires_at END < ?';
/** What no quiet hours can still be holding back: its route is no longer configured. */
const FORGET_HELD = 'DELETE FROM held_notification WHERE held_at < ?';

/** What no resource is any more. */
const FORGET_SHAPES =
  'DELETE FROM shape WHERE NOT EXISTS (SELECT 1 FROM resource WHERE resource.shape = shape.number)';

const BY_INSTANT = [FORGET_CLAIM_CHANGES, FORGET_MISSED_RUNS, FORGET_SILENCES, FORGET_HELD];

/**
 * Forgets finished history; answers how many rows. Nothing that the next scan compares with is touched. To be called inside a
 * transaction.
 */
export async function prune({ run }: Connection, before: Instant): Promise<number> {
  const beforeMs = toMilliseconds(before) ?? 0;
  let rows = 0;
  for (const statement of FORGET) rows += await run(statement, beforeMs);
  for (const statement of BY_INSTANT) rows += await run(statement, before);
  await run(FORGET_SHAPES);
  return rows;
}

import { createHash } from 'node:crypto';

/** PagerDuty takes no longer one; JSM takes 512. */
const MOST = 255;

/**
 * By which a receiver knows that two messages are about one alert, the same for its whole life. Source: PagerDuty Events v2,
 * `dedup_key`; JSM operations, `alias`; ServiceNow, `message_key`.
 */
export function incidentKey(alertId: string): string {
  const key = `pm1:${alertId}`;
  // Our own ids are short; one that is not must still be told from every other one.
  return key.length <= MOST ? key : `pm1:${createHash('sha256').update(alertId).digest('hex')}`;
}

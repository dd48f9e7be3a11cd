import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import type { Secret } from '#domain/secret.ts';
import { type Accepted, membersOf, unexpectedStatus } from './answer.ts';
import { checkedAddress } from './checked-address.ts';
import { createDestinations } from './destination.ts';
import { pagerDutyChange, pagerDutyEnd, pagerDutyEvent } from './pagerduty-events.ts';
import { createPost, type PostSettings, responseIdOf } from './post.ts';

/** Five messages a second (A20); where PagerDuty takes fewer it answers 429, and then waiting is the outbox's business. */
const MIN_INTERVAL_MS = 200;

/** A service of PagerDuty with its keys at hand. */
export interface PagerDutySettings extends PostSettings {
  readonly name: string;
  /** It wakes somebody. */
  readonly pages: boolean;
  /** `https://events.pagerduty.com`, or its European twin. */
  readonly url: string;
  /** Integration keys, the one in force first, then those that alerts may still be open under. */
  readonly routingKeys: readonly Secret[];
  /** Whether a known author is told as a change event too. */
  readonly changeEvents: boolean;
}

/**
 * Tells PagerDuty through Events API v2. A change event follows what it belongs to in the same try, and so does the end of a test;
 * when that fails nothing is tried again, because a second try would page a second time for the sake of a remark. Throws a ConfigurationError for an address that is
 * not https.
 */
export function createPagerDutyChannel(
  settings: PagerDutySettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const { name } = settings;
  const base = checkedAddress(name, settings.url);
  const keys = createDestinations(
    settings.routingKeys.map((key) => key.reveal()),
    (key) => [base, key],
  );
  const post = createPost(settings);
  const send = async (path: string, event: object, key: string, signal: AbortSignal) =>
    await post(
      {
        address: `${base}${path}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ routing_key: key, ...event }),
        nowMs: clock.now(),
        judge,
      },
      signal,
    );
  return {
    type: 'pagerduty',
    name,
    pages: settings.pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: keys.inForce,
    destinationVersions: keys.versions,
    async deliver(message, signal) {
      const chosen = keys.keyFor(message);
      if ('failed' in chosen) return chosen.failed;
      const { notification } = message;
      const delivery = await send('/v2/enqueue', pagerDutyEvent(notification), chosen.key, signal);
      const change = settings.changeEvents ? pagerDutyChange(notification) : undefined;
      if (delivery.outcome === 'delivered' && change !== undefined)
        await send('/v2/change/enqueue', change, chosen.key, signal);
      // A test that stayed open would be one more incident every day, for somebody to close.
      if (delivery.outcome === 'delivered' && notification.kind === 'test')
        await send('/v2/enqueue', pagerDutyEnd(notification), chosen.key, signal);
      return delivery;
    },
  };
}

/** 202 is what PagerDuty answers to what it took. Another good status is its word only when its body says so too. */
function judge(accepted: Accepted, body: string): Delivery {
  const answer = membersOf(body);
  if (accepted.status !== 202 && answer.get('status') !== 'success')
    return unexpectedStatus(accepted);
  if (accepted.responseId !== undefined) return accepted;
  const incident = responseIdOf(answer.get('dedup_key'));
  // Only what it names as we did: anything else would be a stranger's word in our records.
  return incident?.startsWith('pm1:') === true ? { ...accepted, responseId: incident } : accepted;
}

import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import type { Secret } from '#domain/secret.ts';
import { type Accepted, membersOf, unexpectedStatus } from './answer.ts';
import { checkedAddress } from './checked-address.ts';
import { destinationVersion } from './destination.ts';
import { createPost, type PostSettings } from './post.ts';
import { type EventNaming, serviceNowEvents } from './servicenow-event.ts';

/** Five messages a second (A20). */
const MIN_INTERVAL_MS = 200;

/** An instance of ServiceNow with its password at hand. */
export interface ServiceNowSettings extends PostSettings {
  readonly name: string;
  /** It wakes somebody: rules of ServiceNow decide, so whoever configures it has to say. */
  readonly pages: boolean;
  /** Origin of the instance: `https://name.service-now.com`. */
  readonly url: string;
  /** Has the role `evt_mgmt_integration`. */
  readonly user: string;
  readonly password: Secret;
  /** Who says so, and which node every event is bound to; null: the resource. */
  readonly naming: EventNaming;
}

/**
 * Tells ServiceNow Event Management through its JSON web service. The version is the address alone: a new password opens the same
 * instance, and an end finds its beginning there. Throws a ConfigurationError for an address that is not https.
 */
export function createServiceNowChannel(
  settings: ServiceNowSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const { name, user, password, naming } = settings;
  const base = checkedAddress(name, settings.url);
  const version = destinationVersion(base);
  const post = createPost(settings);
  return {
    type: 'servicenow',
    name,
    pages: settings.pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: version,
    destinationVersions: [version],
    async deliver({ notification }, signal) {
      const credentials = Buffer.from(`${user}:${password.reveal()}`).toString('base64');
      return await post(
        {
          address: `${base}/api/global/em/jsonv2`,
          headers: {
            authorization: `Basic ${credentials}`,
            accept: 'application/json',
            'content-type': 'application/json',
          },
          body: JSON.stringify(serviceNowEvents(notification, naming)),
          nowMs: clock.now(),
          judge,
        },
        signal,
      );
    },
  };
}

/**
 * A good status may carry a refusal: `{ error, status: "failure" }`, or none of the events taken over
 * (`{ result: { "Default Bulk Endpoint": "0 events were inserted" } }`). Guess: the wording of a refusal, from what instances answer.
 * A body that broke off says nothing, and then the status counts.
 */
function judge(accepted: Accepted, body: string): Delivery {
  if (accepted.status !== 200 && accepted.status !== 201) return unexpectedStatus(accepted);
  const answer = membersOf(body);
  const isRefused =
    answer.has('error') || answer.get('status') === 'failure' || isNothingTaken(answer);
  if (!isRefused) return accepted;
  return {
    outcome: 'failed',
    reason: 'the events were refused',
    status: accepted.status,
    retryable: false,
  };
}

function isNothingTaken(answer: ReadonlyMap<string, unknown>): boolean {
  const text = JSON.stringify(answer.get('result') ?? '');
  return /(?:^|\D)0 events (?:were|was) inserted/u.test(text);
}

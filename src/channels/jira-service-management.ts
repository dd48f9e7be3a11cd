import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import type { Secret } from '#domain/secret.ts';
import { type Accepted, membersOf, unexpectedStatus } from './answer.ts';
import { checkedAddress } from './checked-address.ts';
import { createDestinations } from './destination.ts';
import {
  type JiraAlertRequest,
  jiraAlertRequest,
  type Responder,
} from './jira-service-management-alerts.ts';
import { createPost, type PostSettings, responseIdOf } from './post.ts';

/** Five messages a second (A20). */
const MIN_INTERVAL_MS = 200;

/** An integration of Jira Service Management operations with its keys at hand. */
export interface JiraServiceManagementSettings extends PostSettings {
  readonly name: string;
  /** It wakes somebody. */
  readonly pages: boolean;
  /** `https://api.atlassian.com`. */
  readonly url: string;
  /** Keys of the integration, the one in force first, then those that alerts may still be open under. */
  readonly apiKeys: readonly Secret[];
  /** Who is told of a new alert; none: as the integration says. */
  readonly responders: readonly Responder[];
}

/**
 * Tells Jira Service Management through its integration events. 202 means that it will be worked on: the request's id is kept, so that
 * what became of it can be asked. Throws a ConfigurationError for an address that is not https.
 */
export function createJiraServiceManagementChannel(
  settings: JiraServiceManagementSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  const { name, responders } = settings;
  const base = `${checkedAddress(name, settings.url)}/jsm/ops/integration/v2/alerts`;
  const keys = createDestinations(
    settings.apiKeys.map((key) => key.reveal()),
    (key) => [base, key],
  );
  const post = createPost(settings);
  return {
    type: 'jira-service-management',
    name,
    pages: settings.pages,
    minIntervalMs: MIN_INTERVAL_MS,
    destinationVersion: keys.inForce,
    destinationVersions: keys.versions,
    async deliver(message, signal) {
      const chosen = keys.keyFor(message);
      if ('failed' in chosen) return chosen.failed;
      const send = async ({ path, body }: JiraAlertRequest) =>
        await post(
          {
            address: `${base}${path}`,
            headers: {
              authorization: `GenieKey ${chosen.key}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify(body),
            nowMs: clock.now(),
            judge,
          },
          signal,
        );
      const { notification } = message;
      const delivery = await send(jiraAlertRequest(notification, responders));
      // A test that stayed open would be one more alert every day. Guess: Jira works on the requests of one key in their order.
      if (delivery.outcome === 'delivered' && notification.kind === 'test')
        await send(jiraAlertRequest({ ...notification, kind: 'resolved' }, responders));
      return delivery;
    },
  };
}

/** `{ result, took, requestId }` with 202. */
function judge(accepted: Accepted, body: string): Delivery {
  const requestId = responseIdOf(membersOf(body).get('requestId'));
  if (accepted.status !== 202 && requestId === undefined) return unexpectedStatus(accepted);
  return requestId === undefined ? accepted : { ...accepted, responseId: requestId };
}

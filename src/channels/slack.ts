import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { type ChatForm, createAddressChannel } from './address-channel.ts';
import { renderSlackMessage } from './slack-message.ts';
import type { AddressSettings } from './webhook-address.ts';

const SLACK: ChatForm = {
  type: 'slack',
  // Source: docs.slack.dev, "Rate limits": one message per second and webhook.
  minIntervalMs: 1_000,
  render: renderSlackMessage,
  // Anything else with a 200 was answered by somebody between us and Slack.
  judge: (delivered, body) =>
    body.trim() === 'ok'
      ? delivered
      : { outcome: 'failed', reason: 'the answer is not that of Slack', retryable: true },
};

/**
 * Tells a Slack channel through an incoming webhook. Slack knows no key that would make a repeat harmless: each message ends with its
 * reference, so that people can tell. Throws a ConfigurationError for an address that is not https; it does not name it.
 */
export function createSlackChannel(
  settings: AddressSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  return createAddressChannel(SLACK, settings, clock);
}

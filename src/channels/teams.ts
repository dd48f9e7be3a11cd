import type { AlertChannel } from '#alerting/channel.ts';
import type { Clock } from '#domain/clock.ts';
import { type ChatForm, createAddressChannel } from './address-channel.ts';
import { renderTeamsMessage } from './teams-card.ts';
import type { AddressSettings } from './webhook-address.ts';

const TEAMS: ChatForm = {
  type: 'teams',
  minIntervalMs: 1_000,
  render: renderTeamsMessage,
  judge: (delivered) => ({ ...delivered, outcome: 'accepted_unconfirmed' }),
};

/**
 * Tells a Teams channel through a workflow webhook. The workflow answers before it posts, so that no success is certain (A25).
 * Throws a ConfigurationError for an address that is not https; it does not name it.
 */
export function createTeamsChannel(
  settings: AddressSettings,
  clock: Pick<Clock, 'now'>,
): AlertChannel {
  return createAddressChannel(TEAMS, settings, clock);
}

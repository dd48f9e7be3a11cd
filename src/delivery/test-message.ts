import { testMessages } from '#alerting/messages.ts';
import type { Instant } from '#domain/instant.ts';
import { type AlertDesk, NOTHING } from './alert-desk.ts';

/**
 * Puts a test message for each of the named channels into the outbox: it goes the whole way that an alert goes (alerting A16). The
 * same instant gives the same messages, so that one due time is one test.
 */
export async function putTestMessages(
  { store, policy, hash, lane }: AlertDesk,
  names: readonly string[],
  at: Instant,
): Promise<void> {
  const channels = policy.channels.filter(({ name }) => names.includes(name));
  const messages = testMessages(channels, at, hash);
  await lane.run(async () => await store.recordAlerts({ ...NOTHING, at, messages }));
}

import type { Notification } from '#domain/alert.ts';
import type { ChannelFacts } from '#domain/alert-policy.ts';
import type { Instant } from '#domain/instant.ts';
import type { OutboxMessage } from '#domain/outbox-message.ts';
import { type AlertDesk, NOTHING } from './alert-desk.ts';

/**
 * Puts a test message for each of the named channels into the outbox: it goes the whole way that an alert goes (alerting A16). The
 * same instant gives the same messages, so that one due time is one test. Answers for how many channels.
 */
export async function putTestMessages(
  { store, policy, hash, lane }: AlertDesk,
  names: readonly string[],
  at: Instant,
): Promise<number> {
  const channels = policy.channels.filter(({ name }) => names.includes(name));
  const id = `test_${hash(['test', at].join('\u001f')).slice(0, 32)}`;
  const messages = channels.map((channel) => messageOf(id, channel, at));
  await lane.run(async () => await store.recordAlerts({ ...NOTHING, at, messages }));
  return messages.length;
}

function messageOf(id: string, { name, destinationVersion }: ChannelFacts, at: Instant) {
  const message: OutboxMessage = {
    id: `${id}-${name}`,
    alertId: id,
    sequence: 1,
    channel: name,
    destinationVersion,
    kind: 'test',
    notification: testNotification(id, at),
    createdAt: at,
    fallback: [],
  };
  return message;
}

function testNotification(id: string, at: Instant): Notification {
  return {
    id,
    alertId: id,
    sequence: 1,
    kind: 'test',
    about: 'violation',
    severity: 'informational',
    title: 'Test: alerts of azure-posture-monitor arrive here. Nothing is wrong.',
    at,
    openedAt: at,
    who: null,
    claims: [],
    items: [],
    counts: { items: 0, claims: 0, resources: 0, open: 0 },
    where: { subscriptionIds: [], resourceGroups: [] },
    evidence: [],
    changedAt: null,
    resolvedAt: null,
    confirmed: null,
    acknowledgedBy: null,
    notes: [`Sent by schedule at ${at}. When it stays away, the way of the alerts is broken.`],
    runbook: null,
    link: null,
    commands: null,
    logIndex: null,
  };
}

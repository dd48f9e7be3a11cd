import { createHash } from 'node:crypto';
import type { AlertDesk } from '#delivery/alert-desk.ts';
import { createDecisionLane } from '#delivery/decision-lane.ts';
import type { AlertPolicy } from '#domain/alert-policy.ts';
import type { StateStore } from '#domain/state-store.ts';

/** Everybody is told everything, through one channel that pages; times as by default. */
export const POLICY: AlertPolicy = {
  routes: [],
  defaultChannels: [],
  timing: {
    confirmWithinMs: 30_000,
    recoverAfterMs: 5 * 60_000,
    remindAfterMs: 4 * 3_600_000,
    remindAcknowledgedAfterMs: 24 * 3_600_000,
    updateEveryMs: 5 * 60_000,
    fallbackAfterMs: 5 * 60_000,
    blindAfterScans: 2,
  },
  channels: [{ name: 'hook', type: 'webhook', pages: true, destinationVersion: '1' }],
  publicUrl: null,
  runbooks: [],
  canary: null,
};

/** What decisions about the alerts of a made-up world need. */
export function deskOf(store: StateStore, policy: Partial<AlertPolicy> = {}): AlertDesk {
  return {
    store,
    policy: { ...POLICY, ...policy },
    familyOf: (check) => check.split('-')[0] ?? check,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    lane: createDecisionLane(),
  };
}

/** What the channels are to be told, oldest first: kind, and for the rest the notification itself. */
export async function toldOf(store: StateStore) {
  const told = await store.messages();
  return told.map(({ message }) => message.notification);
}

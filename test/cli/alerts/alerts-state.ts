import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StateReader } from '#domain/state-store.ts';
import { openStore, openStoreForReading } from '#store/open-store.ts';
import { author, databaseId, minute } from '../../harness/findings.ts';
import { alert, alertRecord, member, message, notification } from '../../store/alerts.ts';

/** A configuration of one document and one log channel, beside a state with three alerts: `al_one` (critical, told and mended by a command), `al_two` (muted) and `al_over`. */
export async function stateWithAlerts(): Promise<{
  readonly folder: string;
  readonly state: string;
  readonly config: readonly string[];
}> {
  const folder = mkdtempSync(join(tmpdir(), 'posture-alerts-'));
  const state = join(folder, 'state');
  const file = join(folder, 'posture.yaml');
  writeFileSync(
    file,
    `azure: { credential: managed-identity }
documents: [{ use: flinker, scope: { subscriptions: ["11111111-1111-4111-8111-111111111111"] } }]
state: ${state}
alerts: { channels: [{ type: log }] }
`,
  );
  const store = await openStore(state);
  const destinations = [{ channel: 'hook', destinationVersion: 'v1' }];
  const hostile = databaseId('db\u202e1');
  const one = alert('al_one', {
    severity: 'critical',
    destinations,
    members: [member({ resourceId: hostile, changedBy: author(), severity: 'critical' })],
  });
  const two = alert('al_two', {
    mute: { because: 'inhibition', by: 'al_blind' },
    openedAt: minute(0),
    members: [member({ claim: 'flex.tls' })],
  });
  const told = message('trigger', 1, {
    alertId: 'al_one',
    notification: notification({ alertId: 'al_one' }),
  });
  await store.recordAlerts(
    alertRecord(1, { alerts: [two, one, alert('al_over')], messages: [told] }),
  );
  await store.recordAlerts(alertRecord(9, { alerts: [alert('al_over', { state: 'resolved' })] }));
  const channel = { name: 'hook', pages: true };
  const leased = await store.outbox.leaseNext(channel, minute(2), minute(3));
  const result = { outcome: 'dead', reason: 'status 404', status: 404 } as const;
  await store.outbox.settle(leased?.id ?? '', result, minute(2), 31);
  store.close();
  return { folder, state, config: ['--config', file] };
}

/** Asks the state, and lets go of it. */
export async function asking<T>(
  directory: string,
  ask: (state: StateReader) => Promise<T>,
): Promise<T> {
  const state = await openStoreForReading(directory);
  try {
    return await ask(state);
  } finally {
    state.close();
  }
}

import type { Alert } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import type { MessageStatus } from '#domain/outbox-message.ts';
import type { StateReader } from '#domain/state-store.ts';
import { type ChangeAlert, changeAlerts } from '#reports/change-alerts.ts';

/** Finds what alerting made of a change, and who was told of it when. */
export async function toldAlerts(
  state: Pick<StateReader, 'messages'>,
  { alerts }: { readonly alerts: readonly Alert[] },
): Promise<(change: Change) => ChangeAlert | undefined> {
  const told: { alert: Alert; messages: readonly MessageStatus[] }[] = [];
  for (const alert of alerts) told.push({ alert, messages: await state.messages(alert.id) });
  return changeAlerts(told);
}

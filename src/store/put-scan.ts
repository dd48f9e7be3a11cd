import type { ScanRecord, TakeOver } from '#domain/state-store.ts';
import { inBatches } from './in-batches.ts';
import { putAlerts } from './put-alerts.ts';
import type { Stores } from './stores.ts';

/** Writes all that a scan changes; to be called inside a transaction. */
export async function putScan(stores: Stores, record: ScanRecord): Promise<void> {
  const { findings, claims, exceptions, changes, scans, log } = stores;
  const { id, finishedAt } = record.scan;
  await inBatches(record.resources, async (update) => await findings.update(update));
  await inBatches(record.claims, async (claim) => await claims.put(claim));
  for (const cover of record.covers ?? []) await exceptions.add(cover);
  await inBatches(
    record.retiredClaims,
    async ({ document, claim }) => await claims.remove(document, claim),
  );
  await changes.add(id, record.changes);
  await inBatches(record.claimChanges, async (change) => await claims.addChange(id, change));
  await log.appendAll(record.log);
  await putAlerts(stores, record, finishedAt);
  for (const [name, at] of Object.entries(record.watermarks)) await scans.putWatermark(name, at);
}

/** Writes a part of what is taken over; to be called inside a transaction. */
export async function putTakenOver(stores: Stores, part: TakeOver): Promise<void> {
  const { findings, alerts, exceptions, scans } = stores;
  await inBatches(part.resources, async (update) => await findings.update(update));
  for (const { alert, replaced } of part.alerts) {
    for (const key of replaced) await alerts.removeMember(alert.id, key);
    await alerts.put(alert);
  }
  for (const cover of part.covers.removed) await exceptions.remove(cover);
  for (const cover of part.covers.added) await exceptions.add(cover);
  if (part.doneAt !== null) await scans.putTakenOver(part.doneAt);
}

import type { StateReader } from '#domain/state-store.ts';
import type { Engine } from './connection.ts';
import { findingPeriods } from './finding-periods.ts';
import type { Stores } from './stores.ts';

/** Answers what is asked of the state, whoever else writes it; `close` ends the connection. */
export function createStateReader({ read, close }: Engine, stores: Stores): StateReader {
  const { findings, claims, changes, scans, alerts, exceptions, attestations } = stores;
  const { acknowledgements, silences, held, lists, log } = stores;
  return {
    findingsOf: async (resourceId) => await read(async () => await findings.findingsOf(resourceId)),
    resourceIds: async (subscriptionId) =>
      await read(async () => await findings.resourceIds(subscriptionId)),
    claims: async () => await read(async () => await claims.all()),
    holdsFormer: async () => await read(async () => (await scans.takenOverAt()) === null),
    exceptionCovers: async () => await read(async () => await exceptions.all()),
    attestations: async () => await read(async () => await attestations.all()),
    openAlerts: async () => await read(async () => await alerts.open()),
    recentAlerts: async (limit) => await read(async () => await alerts.newest(limit)),
    scans: async (limit) => await read(async () => await scans.newest(limit)),
    missedRuns: async (limit) => await read(async () => await scans.missedRuns(limit)),
    watermark: async (name) => await read(async () => await scans.watermark(name)),
    claimHistory: async (document, claim, limit) =>
      await read(async () => {
        const periods = await claims.periods(document, claim);
        return { periods, changes: await changes.ofClaim(document, claim, limit) };
      }),
    resourceHistory: async (resourceId, limit) =>
      await read(async () => {
        const recorded = await findings.findingsOf(resourceId);
        const recent = await changes.ofResource(resourceId, limit);
        const periods = findingPeriods(recent, recorded, await scans.takenOverAt());
        return { findings: recorded, changes: recent, periods };
      }),
    alert: async (id) => await read(async () => await alerts.one(id)),
    acknowledgements: async () => await read(async () => await acknowledgements.open()),
    silences: async (at) =>
      await read(async () => await (at === undefined ? silences.all() : silences.inForce(at))),
    held: async () => await read(async () => await held.all()),
    messages: async (alertId) => await read(async () => await lists.messages(alertId)),
    transitionsSince: async (since) =>
      await read(async () => await changes.transitionsSince(since)),
    changesBetween: async (from, to, of) =>
      await read(async () => await changes.between(from, to, of)),
    claimChangesBefore: async (to) => await read(async () => await claims.changesBefore(to)),
    runsBetween: async (from, to) => await read(async () => await scans.between(from, to)),
    alertsBetween: async (from, to) => await read(async () => await alerts.between(from, to)),
    log: {
      size: async () => await read(async () => await log.size()),
      entries: async (from, to) => await read(async () => await log.entries(from, to)),
      leafHashes: async (size) => await read(async () => await log.leafHashes(size)),
      find: async (type, members) => await read(async () => await log.find(type, members)),
    },
    close,
  };
}

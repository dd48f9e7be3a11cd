import type { StateReader } from '#domain/state-store.ts';
import { findingPeriods } from './finding-periods.ts';
import type { Stores } from './stores.ts';
import type { Turns } from './turns.ts';

/** Answers what is asked of the state, whoever else writes it; `close` ends the connection. */
export function createStateReader(stores: Stores, turns: Turns, close: () => void): StateReader {
  const { findings, claims, changes, scans, alerts, exceptions } = stores;
  const { acknowledgements, silences, held, lists, log } = stores;
  const read = turns.short;
  return {
    findingsOf: async (resourceId) => await read(() => findings.findingsOf(resourceId)),
    resourceIds: async () => await read(() => findings.resourceIds()),
    claims: async () => await read(() => claims.all()),
    holdsFormer: async () => await read(() => scans.takenOverAt() === null),
    exceptionCovers: async () => await read(() => exceptions.all()),
    openAlerts: async () => await read(() => alerts.open()),
    recentAlerts: async (limit) => await read(() => alerts.newest(limit)),
    scans: async (limit) => await read(() => scans.newest(limit)),
    missedRuns: async (limit) => await read(() => scans.missedRuns(limit)),
    watermark: async (name) => await read(() => scans.watermark(name)),
    claimHistory: async (document, claim, limit) =>
      await read(() => {
        const periods = claims.periods(document, claim);
        return { periods, changes: changes.ofClaim(document, claim, limit) };
      }),
    resourceHistory: async (resourceId, limit) =>
      await read(() => {
        const recorded = findings.findingsOf(resourceId);
        const recent = changes.ofResource(resourceId, limit);
        const periods = findingPeriods(recent, recorded, scans.takenOverAt());
        return { findings: recorded, changes: recent, periods };
      }),
    alert: async (id) => await read(() => alerts.one(id)),
    acknowledgements: async () => await read(() => acknowledgements.open()),
    silences: async (at) =>
      await read(() => (at === undefined ? silences.all() : silences.inForce(at))),
    held: async () => await read(() => held.all()),
    messages: async (alertId) => await read(() => lists.messages(alertId)),
    transitionsSince: async (since) => await read(() => changes.transitionsSince(since)),
    changesBetween: async (from, to, of) => await read(() => changes.between(from, to, of)),
    claimChangesBefore: async (to) => await read(() => claims.changesBefore(to)),
    runsBetween: async (from, to) => await read(() => scans.between(from, to)),
    alertsBetween: async (from, to) => await read(() => alerts.between(from, to)),
    log: {
      size: async () => await read(() => log.size()),
      entries: async (from, to) => await read(() => log.entries(from, to)),
      leafHashes: async (size) => await read(() => log.leafHashes(size)),
      find: async (type, members) => await read(() => log.find(type, members)),
    },
    close,
  };
}

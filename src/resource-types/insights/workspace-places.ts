import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen } from '#traits/said.ts';
import { lacks } from '../absence.ts';

/**
 * Where the logs are: in the workspace's region, and in the second one that replication names. After a failover that one serves; both
 * hold data. Source: workspaces, 2026-03-01; azure-monitor/logs/workspace-replication.
 */
export function workspacePlaces(own: Cell): readonly Place[] {
  return replicatedPlaces(own, 'workspace', 'properties/customerId');
}

/** The same of a cluster, whose workspaces are replicated with it. Source: clusters, 2026-03-01. */
export function clusterPlaces(own: Cell): readonly Place[] {
  return replicatedPlaces(own, 'cluster', 'properties/clusterId');
}

/** `witness`: what Azure sends of every one. */
function replicatedPlaces(own: Cell, what: string, witness: string): readonly Place[] {
  const here: Place = { kind: 'primary', what: `log ${what}`, region: own.at('location').text() };
  const replication = own.at('properties/replication');
  if (lacks(own, 'properties/replication', witness)) return [here];
  const isOn = replication.at('enabled').flag();
  if (isOn.said && !isOn.value && !mayHoldData(replication)) return [here];
  const region = andThen(isOn, () => replication.at('location').text());
  return [here, { kind: 'replica', what: `replicated ${what}`, region }];
}

/** While it is being switched off, the copy is still there. */
function mayHoldData(replication: Cell): boolean {
  const isGone = replication
    .at('provisioningState')
    .oneOf(
      { Succeeded: true, Canceled: true },
      { means: true, source: 'absent: nothing was asked for' },
    );
  return !isGone.said;
}

/** What an export rule sends on, as long as it is switched on. Source: workspaces/dataExports, 2026-03-01 (`enable`, not `enabled`). */
export function exportPlaces(exports: Cell): readonly Place[] {
  const rows = exports.list();
  if (!rows.said) return [{ kind: 'replica', what: 'exports of logs', region: rows }];
  return rows.value
    .filter((row) => {
      const isOn = row.at('properties/enable').flag();
      return !isOn.said || isOn.value;
    })
    .map((row) => {
      const id = row.at('properties/destination/resourceId').text();
      return placeOfResource('replica', `exported logs in ${id.said ? id.value : 'a store'}`, id);
    });
}

/** Accounts of the owner that keep some kinds of data in place of the workspace. Source: azure-monitor/logs/private-storage. */
export function linkedPlaces(linked: Cell): readonly Place[] {
  const rows = linked.list();
  if (!rows.said) return [{ kind: 'replica', what: 'linked storage', region: rows }];
  return rows.value.flatMap((row): readonly Place[] => {
    const ids = row.at('properties/storageAccountIds').list();
    if (!ids.said) return [{ kind: 'replica', what: 'linked storage', region: ids }];
    return ids.value.map((cell) => {
      const id = cell.text();
      return placeOfResource('replica', `linked storage ${id.said ? id.value : 'account'}`, id);
    });
  });
}

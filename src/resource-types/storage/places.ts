import { parseResourceId, type ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, map, notSaid, type Said } from '#traits/said.ts';

/** Where the copies of an account are, by the suffix of its sku (`Standard_RAGRS`, `StandardV2_GZRS`). Source: `sku.name`, 2025-08-01. */
const SKU = /^(?:Standard|StandardV2|Premium|PremiumV2)_(?:(LRS|ZRS)|(GRS|RAGRS|GZRS|RAGZRS))$/iu;

/** Where an account's data is now, and the copy that Azure makes of it in another region. */
export function placesOf(account: Cell): readonly Place[] {
  return [
    // Not `location`: after a failover the data is elsewhere, and that member stays as it was.
    {
      kind: 'primary',
      what: 'primary data',
      region: account.at('properties/primaryLocation').text(),
    },
    ...edgeZone(account),
    ...secondCopy(account),
  ];
}

/** An edge zone is a place apart from the region that it belongs to, and no region that we know. */
function edgeZone(account: Cell): readonly Place[] {
  const zone = account.at('extendedLocation');
  const there = zone.isThere();
  return there.said && there.value
    ? [{ kind: 'primary', what: 'edge zone', region: zone.at('name').text() }]
    : [];
}

function secondCopy(account: Cell): readonly Place[] {
  const what = 'second copy';
  const region = account.at('properties/secondaryLocation').text();
  const isSeen = account.at('properties/secondaryLocation').isThere();
  const sku = account.at('sku/name').text();
  const isGeo = andThen(sku, (name): Said<boolean> => {
    const form = SKU.exec(name);
    return form === null
      ? notSaid(`The redundancy of sku ${name} is not understood`, sku.from)
      : map(sku, () => form[2] !== undefined);
  });
  if (isGeo.said && isGeo.value) return [{ kind: 'copy', what, region }];
  // A copy that is seen counts as a place, whatever the sku: outside is outside. It proves no redundancy.
  const seen: readonly Place[] =
    isSeen.said && isSeen.value ? [{ kind: 'copy', what, region, isUsed: isGeo }] : [];
  return isGeo.said ? seen : [...seen, { kind: 'copy', what, region: isGeo }];
}

/**
 * Where object replication copies the account's blobs to: any account in any region, whatever the sku says. An account is written as
 * its name or as its ARM id. Source: Microsoft.Storage/storageAccounts/objectReplicationPolicies, 2025-08-01.
 */
export function replicas(id: ResourceId, policies: Cell, accounts: Cell): readonly Place[] {
  const rows = policies.list();
  if (!rows.said) return [{ kind: 'replica', what: 'replicated blobs', region: rows }];
  return rows.value.flatMap((row) => replicasOf(row, id, accounts));
}

function replicasOf(policy: Cell, id: ResourceId, accounts: Cell): readonly Place[] {
  const source = policy.at('properties/sourceAccount').text();
  const destination = policy.at('properties/destinationAccount').text();
  const own = accountName(id);
  if (!source.said) return [{ kind: 'replica', what: 'replicated blobs', region: source }];
  if (accountName(source.value) !== own) {
    if (destination.said && accountName(destination.value) === own) return [];
    // A policy of the account names it at one of its ends: one that does not may well lead away from here.
    const region = policy.notUnderstood(
      `A replication policy from ${source.value} does not name this account`,
    );
    return [{ kind: 'replica', what: `copy from ${source.value}`, region }];
  }
  if (!destination.said)
    return [{ kind: 'replica', what: 'replicated blobs', region: destination }];
  // Not ready to take over: only the containers of its rules are there.
  return placesAt(destination, id, accounts);
}

/** Of another subscription, or tenant, the engine looks up what it can: where that account was made. */
function placesAt(
  destination: Extract<Said<string>, { said: true }>,
  id: ResourceId,
  accounts: Cell,
): readonly Place[] {
  const name = accountName(destination.value);
  const what = `copy in account ${destination.value.split('/').at(-1) ?? ''}`;
  const subscription = parseResourceId(destination.value)?.subscriptionId;
  if (subscription !== undefined && subscription !== parseResourceId(id)?.subscriptionId) {
    return [placeOfResource('replica', what, destination)];
  }
  const rows = accounts.list();
  if (!rows.said) return [{ kind: 'replica', what, region: rows }];
  const found = rows.value.find((row) => {
    const other = row.at('name').text();
    return other.said && accountName(other.value) === name;
  });
  if (found === undefined) {
    const why = `The account ${destination.value} is not among those of the subscription`;
    return [{ kind: 'replica', what, region: notSaid(why, [...destination.from, ...rows.from]) }];
  }
  return placesOf(found).map((place) => ({
    ...place,
    kind: 'replica',
    what: place.kind === 'primary' ? what : `${place.what} of the ${what}`,
    region: andThen(destination, () => place.region),
  }));
}

/** Names of accounts are unique in all of Azure, so an id and a bare name are told apart by nothing else. */
function accountName(account: string): string {
  return (account.split('/').at(-1) ?? account).toLowerCase();
}

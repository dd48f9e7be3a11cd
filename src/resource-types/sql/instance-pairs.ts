import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

/**
 * One failover group of a managed instance, as seen from there. It copies the instance as a whole: each database of the primary is on
 * the secondary, under the same name. Source: Microsoft.Sql/locations/instanceFailoverGroups, 2025-01-01.
 */
interface Pair {
  readonly group: Cell;
  readonly what: string;
  /** False: the group does not tell whom it pairs, so that it may be one of this instance. */
  readonly isOwn: boolean;
  readonly partner: Said<ResourceId>;
}

/** The groups that pair an instance, and those that may, out of all in its resource group and region. */
function pairsOf(groups: Cell, instance: ResourceId): Said<readonly Pair[]> {
  return map(groups.list(), (rows) => rows.flatMap((row) => pairIn(row, instance)));
}

function pairIn(group: Cell, instance: ResourceId): readonly Pair[] {
  const name = group.at('name').text();
  const what = name.said ? `failover group ${name.value}` : 'a failover group';
  const member = group.at('properties/managedInstancePairs');
  const doubt = { group, what, isOwn: false };
  const pairs = member.list();
  if (!pairs.said) return [{ ...doubt, partner: pairs }];
  if (pairs.value.length === 0)
    return [{ ...doubt, partner: member.notUnderstood(`${what} names no instances`) }];
  const ends = pairs.value.map((pair) => [
    pair.at('primaryManagedInstanceId').text(),
    pair.at('partnerManagedInstanceId').text(),
  ]);
  const own = ends.find((ids) => ids.some((id) => isOf(id, instance)));
  const partner = own?.find((id) => !isOf(id, instance));
  if (partner !== undefined) return [{ group, what, isOwn: true, partner }];
  const unclear = ends.flat().find((id) => !id.said);
  return unclear === undefined ? [] : [{ ...doubt, partner: unclear }];
}

function isOf(id: Said<ResourceId>, instance: ResourceId): boolean {
  return id.said && isSameResource(id.value, instance);
}

/** What an instance is in its failover groups: `alone` in none; `primary`: copied to another; `secondary`: the copy of another. */
type Standing =
  | { readonly is: 'alone' | 'primary' }
  | { readonly is: 'secondary'; readonly of: ResourceId };

function standingOf(groups: Cell, instance: ResourceId): Said<Standing> {
  return andThen(pairsOf(groups, instance), (pairs) =>
    map(
      everyOne(pairs.map(standingIn)),
      (found): Standing =>
        found.find(({ is }) => is === 'secondary') ?? found[0] ?? { is: 'alone' },
    ),
  );
}

function standingIn({ group, isOwn, partner }: Pair): Said<Standing> {
  if (!isOwn) return map(partner, (): Standing => ({ is: 'alone' }));
  const role = roleIn(group);
  return andThen(role, (is) =>
    is === 'primary'
      ? map(role, (): Standing => ({ is }))
      : map(partner, (of): Standing => ({ is, of })),
  );
}

const ROLES = { Primary: 'primary', Secondary: 'secondary' } as const;

/** Which end the instance is now. The regions of the other ends have roles too: two primaries are not understood. */
function roleIn(group: Cell): Said<'primary' | 'secondary'> {
  const own = group.at('properties/replicationRole').oneOf(ROLES);
  return andThen(own, (role) => {
    const others = group.at('properties/partnerRegions').list();
    const isDoubled =
      others.said &&
      others.value.some((region) => {
        const other = region.at('replicationRole').oneOf(ROLES);
        return other.said && other.value === role;
      });
    return isDoubled
      ? group.at('properties').notUnderstood(`Both ends of a failover group are said to be ${role}`)
      : own;
  });
}

/** The copies of an instance's databases: in each partner region, and where the other instance itself says that it lies. */
export function copiesByGroups(groups: Cell, instance: ResourceId): readonly Place[] {
  const pairs = pairsOf(groups, instance);
  if (!pairs.said) return [{ kind: 'replica', what: 'copies by failover groups', region: pairs }];
  return pairs.value.flatMap((pair) => {
    const { group, what, isOwn, partner } = pair;
    if (!isOwn) return [{ kind: 'replica', what: `copy by ${what}`, region: partner }];
    return [
      ...regionsOf(group, what).map(
        (region): Place => ({
          kind: 'replica',
          what: `copy by ${what}`,
          region,
          isReady: isCaughtUp(group),
        }),
      ),
      placeOfResource('partner', `partner in ${what}`, partner),
    ];
  });
}

function regionsOf(group: Cell, what: string): readonly Said<string>[] {
  const member = group.at('properties/partnerRegions');
  const regions = member.list();
  if (!regions.said) return [regions];
  return regions.value.length === 0
    ? [member.notUnderstood(`${what} names no partner region`)]
    : regions.value.map((region) => region.at('location').text());
}

/** Guess: the states are those of replication links, which the type definitions leave open here. */
function isCaughtUp(group: Cell): Said<boolean> {
  return group
    .at('properties/replicationState')
    .oneOf({ CATCH_UP: true, PENDING: false, SEEDING: false, SUSPENDED: false });
}

/** The copies of a database: one that calls itself a member of a failover group, which its instance does not list, has one somewhere. */
export function copiesOf(own: Cell, groups: Cell, instance: ResourceId): readonly Place[] {
  const copies = copiesByGroups(groups, instance);
  const standing = standingOfDatabase(own, groups, instance);
  return copies.length > 0 || standing.said
    ? copies
    : [{ kind: 'replica', what: 'copy by a failover group', region: standing }];
}

/** A database that calls itself a member of a failover group, which its instance does not list, may be either end. */
export function standingOfDatabase(own: Cell, groups: Cell, instance: ResourceId): Said<Standing> {
  const member = own.at('properties/failoverGroupId');
  const standing = standingOf(groups, instance);
  return andThen(standing, ({ is }) => {
    if (is !== 'alone') return standing;
    return andThen(member.optionalText(), (group) =>
      group === null
        ? standing
        : member.notUnderstood(
            `Azure names the failover group ${group} of the database, and lists none of its instance`,
          ),
    );
  });
}

/**
 * The SQL Servers that an instance is linked to and that a database of this name is copied to, or from. Where they lie Azure does not
 * say. Source: Microsoft.Sql/managedInstances/distributedAvailabilityGroups, 2025-01-01.
 */
export function linkedServers(links: Cell, database: string): readonly Place[] {
  const kind = 'replica';
  const rows = links.list();
  if (!rows.said) return [{ kind, what: 'copies on linked servers', region: rows }];
  return rows.value
    .filter((row) => mayLink(row, database))
    .map((row) => {
      const endpoint = row.at('properties/partnerEndpoint');
      const address = endpoint.text();
      const what = address.said ? `SQL Server at ${address.value}` : 'a linked SQL Server';
      return {
        kind,
        what,
        region: endpoint.notUnderstood(`Azure does not say where ${what} lies`),
      };
    });
}

function mayLink(row: Cell, database: string): boolean {
  const named = andThen(row.at('properties/databases').list(), (databases) =>
    everyOne(databases.map((one) => one.at('databaseName').text())),
  );
  return !named.said || named.value.some((name) => name.toLowerCase() === database.toLowerCase());
}

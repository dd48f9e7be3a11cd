import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne } from '#traits/said.ts';

/**
 * The servers that take over by a server's failover groups: after a failover they serve all data of the group. `member`: only those of
 * groups that this database is in. Source: Microsoft.Sql/servers/failoverGroups, 2025-01-01; a location may come as a display name.
 */
export function partnerPlaces(groups: Cell, member?: ResourceId): readonly Place[] {
  const rows = groups.list();
  if (!rows.said) return [{ kind: 'partner', what: 'failover partners', region: rows }];
  return rows.value
    .filter((group) => member === undefined || mayHold(group, member))
    .flatMap((group) => {
      const name = group.at('name').text();
      const of = name.said ? `failover group ${name.value}` : 'a failover group';
      const partners = andThen(group.at('properties/partnerServers').list(), (found) =>
        found.length > 0
          ? group.at('properties/partnerServers').list()
          : group.at('properties/partnerServers').notUnderstood(`${of} names no partner`),
      );
      return partners.said
        ? partners.value.map((partner) => placeOf(partner, of))
        : [{ kind: 'partner', what: `partner of ${of}`, region: partners } as const];
    });
}

/** A group that does not say whom it holds may hold it; one that holds nobody yet is there for any of the server's. */
function mayHold(group: Cell, member: ResourceId): boolean {
  const databases = group.at('properties/databases').list();
  if (!databases.said) return true;
  const ids = everyOne(databases.value.map((id) => id.text()));
  return !ids.said || ids.value.length === 0 || ids.value.some((id) => isSameResource(id, member));
}

function placeOf(partner: Cell, of: string): Place {
  const id = partner.at('id').text();
  const server = id.said ? (id.value.split('/').at(-1) ?? id.value) : 'partner';
  const what = `${server} of ${of}`;
  return { kind: 'partner', what, region: partner.at('location').text() };
}

import { idKey, isSameResource, type ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import {
  andThen,
  everyOne,
  map,
  type NotSaid,
  notSaid,
  type Said,
  together,
} from '#traits/said.ts';
import { type Elsewhere, elsewhere } from '#traits/trait.ts';
import type { About } from '../define-resource-type.ts';

/** A database, the replication links of its server, seen from there. Source: …/replicationLinks, 2025-01-01. */
export interface Linked {
  readonly own: Cell;
  readonly links: Cell;
  readonly about: About;
}

/** The places of all replicas, in whatever state: data is there as soon as seeding starts. */
export function replicaPlaces({ own, links, about }: Linked): readonly Place[] {
  const rows = linksOf(links, about.id);
  if (!rows.said) return [{ kind: 'replica', what: 'replicas', region: rows, isReady: rows }];
  if (rows.value.length === 0) return unlistedReplica(own);
  return rows.value.map((row) => {
    const server = row.at('properties/partnerServer').text();
    return {
      kind: 'replica',
      what: `replica on ${server.said ? server.value : 'another server'}`,
      region: row.at('properties/partnerLocation').text(),
      isReady: isReady(row),
    };
  });
}

/** The list and the database contradict each other: the list may be short. */
function unlistedReplica(own: Cell): readonly Place[] {
  const members = [own.at('properties/failoverGroupId'), own.at('properties/secondaryType')];
  const member = members.find(isSet);
  if (member === undefined) return [];
  const why = member.notUnderstood('The database has replicas, but its server lists none');
  return [{ kind: 'replica', what: 'replica', region: why, isReady: why }];
}

const STATES = { CATCH_UP: true, PENDING: false, SEEDING: false, SUSPENDED: false };

/** Whether a link's other end could take over. A named replica shares the storage of its primary; a database copy is no replica. */
function isReady(row: Cell): Said<boolean> {
  const type = row
    .at('properties/linkType')
    .oneOf({ GEO: true, STANDBY: true, NAMED: false } as const);
  const role = roleOf(row);
  const state = row.at('properties/replicationState').oneOf<boolean>(STATES);
  for (const known of [type, map(role, (word) => word !== 'copying'), state]) {
    if (known.said && !known.value) return known;
  }
  return map(together<{ type: boolean; state: boolean }>({ type, state }), () => true);
}

type Role = 'primary' | 'secondary' | 'copying';

function roleOf(row: Cell, member = 'role'): Said<Role> {
  return row.at(`properties/${member}`).oneOf<Role>({
    Primary: 'primary',
    Secondary: 'secondary',
    NonReadableSecondary: 'secondary',
    Source: 'copying',
    Copy: 'copying',
  });
}

/**
 * A secondary's backups are those of its primary, which the link names. The link must say so: after a failover the database's own
 * `secondaryType` may lag, and a primary that is taken for a secondary would be judged by nobody. Undefined: it is no secondary.
 */
export function backedUpElsewhere({ own, links, about }: Linked): Elsewhere | NotSaid | undefined {
  const rows = linksOf(links, about.id);
  if (!rows.said) return rows;
  const roles = rows.value.map((row) => roleOf(row));
  const secondary = rows.value.find((_, index) => {
    const role = roles[index];
    return role?.said === true && role.value === 'secondary';
  });
  if (secondary !== undefined) return atPrimary(secondary, about.name);
  const silent = roles.find((role) => !role.said);
  if (silent !== undefined && !silent.said) {
    const why = `A replication link of ${about.name} does not say which end it is`;
    return notSaid(why, silent.from);
  }
  return rows.value.length === 0 && isSet(own.at('properties/secondaryType'))
    ? own
        .at('properties/secondaryType')
        .notUnderstood(
          `${about.name} calls itself a secondary, but its server lists no replication link of it`,
        )
    : undefined;
}

function atPrimary(row: Cell, name: string): Elsewhere | NotSaid {
  const found = together<{ role: Role; id: ResourceId }>({
    role: roleOf(row, 'partnerRole'),
    id: row.at('properties/partnerDatabaseId').text(),
  });
  if (!found.said || found.value.role !== 'primary') {
    const why = found.said ? 'its replication link calls neither end the primary' : found.why;
    return notSaid(
      `${name} is a secondary, but who is its primary is not known: ${why}`,
      found.from,
    );
  }
  const because = `${name} is a secondary, whose backups are taken from its primary`;
  return elsewhere(found.value.id, because, found.from);
}

/** The links of one database out of those of its server: one that could belong to any makes the absence of others worthless. */
function linksOf(links: Cell, databaseId: ResourceId): Said<readonly Cell[]> {
  return andThen(links.list(), (rows) =>
    map(everyOne(rows.map(databaseOf)), (ids) =>
      rows.filter((_, index) => isSameResource(ids[index] ?? '', databaseId)),
    ),
  );
}

function databaseOf(row: Cell): Said<ResourceId> {
  const member = row.at('id');
  return andThen(member.text(), (id) => {
    const owner = /^(.*\/databases\/[^/]+)\/replicationLinks\/[^/]+$/iu.exec(idKey(id))?.[1];
    return owner === undefined
      ? member.notUnderstood(
          `Which database a replication link belongs to is not understood: ${id}`,
        )
      : member.means(owner);
  });
}

/** Whether a member says anything; one that cannot be read may. */
function isSet(member: Cell): boolean {
  const raw = member.raw();
  const isThere = member.isThere();
  return raw.said ? raw.value !== '' : !isThere.said;
}

import { displayNameOf } from '../arm/regions.ts';
import { givenOver, type ResourceType } from './resource-type.ts';
import { SQL_VERSIONS } from './sql-server.ts';

/** A failover group; its location comes as a display name (recorded). */
export const failoverGroup: ResourceType = {
  type: 'Microsoft.Sql/servers/failoverGroups',
  isTracked: false,
  versions: SQL_VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (group) => givenOver(group, { location: displayNameOf(group.location), tags: {} }, {}),
};

/** A replication link, kept at both of its databases. */
export const replicationLink: ResourceType = {
  type: 'Microsoft.Sql/servers/databases/replicationLinks',
  isTracked: false,
  versions: SQL_VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (link) => givenOver(link, {}, {}),
};

/** A firewall rule of a server. */
export const firewallRule: ResourceType = {
  type: 'Microsoft.Sql/servers/firewallRules',
  isTracked: false,
  versions: SQL_VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (rule) => givenOver(rule, {}, {}),
};

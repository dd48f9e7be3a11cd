import type { Json } from '../json.ts';
import type { Simulated } from './schema.ts';

/** A value that a setting had for some time. */
interface PastSetting {
  readonly properties: Json;
  readonly from: Date;
  readonly until: Date;
}

/** A child setting that someone gave a value: encryption, a retention policy. */
export interface Setting {
  /** As given; null: the setting was taken away. */
  readonly properties: Json | null;
  readonly changed: Date;
  /** The values that it had before, oldest first: backups made under them are still there. */
  readonly history: readonly PastSetting[];
}

/** A resource of the estate: what was given of it. Its answer is composed by its type when it is asked for. */
export interface Resource {
  /** As Azure prints it. */
  readonly id: string;
  /** In Azure's spelling, such as `Microsoft.Sql/servers/databases`. */
  readonly type: string;
  readonly name: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly parent: Resource | undefined;
  readonly location: string | undefined;
  readonly created: Date;
  /** Members beside id, name and type, as given. Shared by repeated resources: replaced on a write, never changed. */
  given: Json;
  changed: Date;
  simulated: Simulated | undefined;
  /** By `type/name` in lower case; undefined while none was given. */
  settings: Map<string, Setting> | undefined;
  /** The other end of a pair (replication link, failover group): goes when this goes. */
  mirror: string | undefined;
  /** Of a serverless database: when it slept and who woke it; made when it is first looked at. */
  sleep?: Sleep;
}

/** The sleep of a serverless database. Instants in milliseconds since the epoch. */
export interface Sleep {
  /** What it was made from: a write that says another status makes it anew. */
  given: Json;
  /** Since when it has been idle; undefined while it is paused. */
  idleSince: number | undefined;
  pausedAt: number | undefined;
  resumedAt: number | undefined;
  /** Every time that something woke it. */
  readonly resumes: { readonly at: number; readonly by: string }[];
  /** Milliseconds online that were billed because something woke it, up to its last pause. */
  billedMs: number;
}

/** `transparentdataencryption/current`: how a setting is kept. */
export function settingKey(type: string, name: string): string {
  return `${type}/${name}`.toLowerCase();
}

/** The id of what lies in a resource or in one of its services, which then stands in between: `…/fileServices/default/shares/docs`. */
export function idBelow(parent: Resource, type: string, name: string): string {
  const segments = type.slice(parent.type.length + 1).split('/');
  const services = segments.slice(0, -1).map((service) => `/${service}/default`);
  return `${parent.id}${services.join('')}/${segments.at(-1)}/${name}`;
}

import type { Member } from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Availability } from './availability.ts';
import type { Backup } from './backup.ts';
import type { Encryption } from './encryption.ts';
import type { Endpoint } from './endpoint.ts';
import type { Inbound } from './inbound.ts';
import type { Keeping, Lifetime } from './keeping.ts';
import type { LogStream } from './log-stream.ts';
import type { Place } from './place.ts';
import type { Running } from './running.ts';
import type { NotSaid } from './said.ts';
import type { Visibility } from './visibility.ts';
import type { ZoneSpread } from './zone-spread.ts';

/** The normal forms, by name: what an item of each trait is. */
export interface Traits {
  readonly places: Place;
  readonly encryption: Encryption;
  readonly endpoints: Endpoint;
  readonly inbound: Inbound;
  readonly backups: Backup;
  readonly keeping: Keeping;
  readonly lifetimes: Lifetime;
  readonly logs: LogStream;
  readonly availability: Availability;
  readonly running: Running;
  readonly visibility: Visibility;
  readonly zones: ZoneSpread;
}
export type TraitName = keyof Traits;

/** The sentence does not speak of such a resource at all, and why. What it speaks of and cannot have is no such thing. */
export interface Beside {
  readonly beside: string;
}

/** Another resource's verdict stands for this one's: it must be in the same population, and judged there. */
export interface Elsewhere {
  /** Its ARM id. */
  readonly elsewhere: ResourceId;
  /** A clause: `orders is a secondary, whose backups are taken from its primary`. */
  readonly because: string;
  /** The members that name it. */
  readonly from?: readonly Member[];
}

/** It lies in its parent, and is judged with it; the parent must be in the same population, and judged there. */
export interface WithParent {
  readonly withParent: string;
}

/** The platform's own word, which nobody can change; its page is the evidence. */
export interface Guarantee {
  readonly always: string;
  readonly source: string;
  /** When the page was read, as a date. */
  readonly asOf: string;
}

/** What a resource says of one trait: its items; or that it has none, that another one has them, or that nobody knows. */
export type Translation<T> = readonly T[] | Beside | Elsewhere | Guarantee | NotSaid;

export function beside(why: string): Beside {
  return { beside: why };
}

export function elsewhere(
  resourceId: ResourceId,
  because: string,
  from: readonly Member[] = [],
): Elsewhere {
  return { elsewhere: resourceId, because, from };
}

export function withParent(because: string): WithParent {
  return { withParent: because };
}

/** A promise of Azure's that has no setting. `source`: Microsoft's page, section; `asOf`: when it was read (`2026-11-28`). */
export function always(statement: string, source: string, asOf: string): Guarantee {
  return { always: statement, source, asOf };
}

import type { ArmError } from '../arm/errors.ts';
import type { EstateStore } from '../estate/estate-store.ts';
import type { Resource, Setting } from '../estate/resource.ts';
import type { Json } from '../json.ts';

/** What an answer is composed against. */
export interface Moment {
  readonly now: Date;
  readonly tenantId: string;
  readonly store: EstateStore;
  /** How long a requested backup redundancy takes to become the current one. */
  readonly redundancyLagMs: number;
}

/** A child setting which every resource of a type has without anybody having made it. */
export interface SettingType {
  /** The last segment of its type, in Azure's spelling. */
  readonly segment: string;
  /** The one name by which it is asked for. */
  readonly name: string;
  /** The name in the answer, where Azure answers with another letter case. */
  readonly answeredName?: string;
  /** The members of an answer; undefined when nobody made it. `given` is what was written. */
  compose(owner: Resource, given: Setting | undefined, moment: Moment): Json | undefined;
  /** Why it cannot be asked for or written, for owners which have no such setting. */
  refuse?(owner: Resource): ArmError | undefined;
  /** The answer when nobody made it. */
  missing?(owner: Resource): ArmError;
  /** Objects to what someone wants to write. */
  check?(owner: Resource, wanted: Json, moment: Moment): ArmError | undefined;
  /** Turns the composed body into an old version's own words. */
  adapt?(body: Json, version: string, owner: Resource): Json;
}

/** A resource type that the simulator knows more of than what was given. */
export interface ResourceType {
  readonly type: string;
  /** Tracked: in the generic list and in Resource Graph. */
  readonly isTracked: boolean;
  /** Api-versions that are accepted beside those in the shape table. */
  readonly versions: readonly string[];
  readonly settings: readonly SettingType[];
  /** Rows of a page. */
  readonly pageSize: number;
  /** The members beside id, name and type: what was given on Azure's defaults. */
  compose(resource: Resource, moment: Moment): Json;
  /** Replaces id, name or type, where they are not the path that it is kept under. */
  identify?(resource: Resource): Json;
  /** What of a resource is shown in a list. */
  thin?(body: Json): Json;
  /** Objects to what someone wants to write; `before` is undefined for a new resource. */
  check?(resource: Resource, before: Json | undefined, moment: Moment): ArmError | undefined;
  /** Turns the composed body into an old version's own words. */
  adapt?(body: Json, version: string, moment: Moment): Json;
}

/** The given members, with properties laid over the defaults. */
export function givenOver(resource: Resource, defaults: Json, properties: Json): Json {
  const given = resource.given;
  const wanted = given['properties'];
  return {
    ...defaults,
    ...given,
    properties: {
      ...properties,
      ...(typeof wanted === 'object' && wanted !== null ? wanted : {}),
    },
  };
}

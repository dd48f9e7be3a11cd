import type { EstateStore } from '../estate/estate-store.ts';
import type { Estate } from '../estate/schema.ts';
import type { Json } from '../json.ts';
import type { Moment } from '../types/resource-type.ts';
import type { ChangeFeed } from './change-feed.ts';
import { ArmError, authorizationFailed } from './errors.ts';
import type { GraphCache } from './graph-cache.ts';
import type { Permissions } from './permissions.ts';

/** Everything that requests look at and change. */
export interface Simulation {
  readonly estate: Estate;
  readonly store: EstateStore;
  readonly permissions: Permissions;
  readonly changes: ChangeFeed;
  readonly graph: GraphCache;
  /** Rows of deleted key vaults, by vault name in lower case. */
  readonly deletedVaults: Map<string, Json>;
  /** Types in lower case that exist because someone put a resource of them. */
  readonly plainTypes: Set<string>;
  now(): Date;
  moment(): Moment;
}

/** Who asks, as the token says. */
export interface Principal {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
}

/** A request that has passed sign-in. */
export interface Call {
  readonly method: string;
  /** Without doubled slashes, in the case in which it was asked. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly principal: Principal;
  /** `https://127.0.0.1:PORT`: what links lead to. */
  readonly baseUrl: string;
  readonly simulation: Simulation;
}

/** An answer before the headers that all have. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** 200 with a body. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** The header's one value, undefined when it was not sent. */
export function headerOf(call: Call, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Throws Azure's 403 unless the identity may do it. */
export function requirePermission(call: Call, action: string, scope: string): void {
  if (call.simulation.permissions.allows(action, scope)) return;
  throw authorizationFailed(call.principal, action, scope);
}

/**
 * For a list that leaves out what may not be read: throws Azure's 403 when the identity has a role on the whole scope and none that
 * names the list's action. Guess: who only has a role below the scope is answered with what he may read, as Azure is seen to do.
 */
export function requireListing(call: Call, action: string, scope: string): void {
  if (!call.simulation.permissions.isLeftOut(action, scope)) return;
  throw authorizationFailed(call.principal, action, scope);
}

/** The asked api-version. Throws Azure's 400 when there is none, or when it is not one of `supported`. */
export function requireVersion(call: Call, supported?: readonly string[]): string {
  const version = call.query.get('api-version');
  if (version === undefined || version === '') {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  const isDate = /^\d{4}-\d{2}-\d{2}(-[a-z]+)?$/i.test(version);
  if (isDate && (supported === undefined || supported.includes(version))) return version;
  throw new ArmError(
    400,
    'InvalidApiVersionParameter',
    `The api-version '${version}' is invalid. The supported versions are '${(supported ?? ['2025-04-01']).join(',')}'.`,
  );
}

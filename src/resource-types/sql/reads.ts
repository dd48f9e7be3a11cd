import type { AzureClients } from '#azure/azure-reader.ts';
import { type ResourceId, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { GroupRead, ItemRead, ListRead } from '../define-read.ts';
import {
  parentKey,
  type ResourceNames,
  resourceNames,
  subscriptionKey,
} from '../resource-names.ts';

export type Sql = ReturnType<AzureClients['sql']>;
export interface Options {
  readonly abortSignal: AbortSignal;
}
export type One = (sql: Sql, names: ResourceNames, options: Options) => Promise<unknown>;
type Many = (sql: Sql, names: ResourceNames, options: Options) => AsyncIterable<unknown>;

/** What tells one read of Azure SQL from the others. */
export interface Asked {
  readonly name: string;
  /** In words before the resource's name, e.g. `point-in-time restore policy of SQL database`. */
  readonly what: string;
  readonly permission: string;
  readonly source: string;
}

/** The newest stable version: the SDK sends previews, see src/azure/api-versions.ts. */
const API_VERSION = '2025-01-01';

/** A setting of one database. */
export function settingOfDatabase(
  asked: Asked & Pick<ItemRead, 'wakes' | 'when'>,
  call: One,
): ItemRead {
  return { ...itemOf(asked, (id) => id, call), ...extras(asked) };
}

/** A setting of the server or instance that a database lies in: one request for all of its databases. */
export function settingOfOwner(asked: Asked, call: One): ItemRead {
  return itemOf(asked, parentKey, call);
}

/** A list about one database. */
export function listOfDatabase(asked: Asked & Pick<GroupRead, 'when'>, call: Many): GroupRead {
  return { ...groupOf(asked, (id) => id, call), ...extras(asked) };
}

/** A list that hangs on a server or instance, for it or for any of its databases. */
export function listOfOwner(asked: Asked & Pick<GroupRead, 'when'>, call: Many): GroupRead {
  return { ...groupOf(asked, parentKey, call), ...extras(asked) };
}

/** All children of a server or instance, found and read with one list. `childType`, `parentType`: lower case. */
export function childrenOfOwner(
  asked: Asked & { readonly childType: string; readonly parentType: string },
  call: Many,
  getOne?: One,
): ListRead {
  const { what, permission, childType, parentType } = asked;
  return {
    ...base(asked),
    kind: 'list',
    enumerates: { childType, parentType },
    requestKey: parentKey,
    read: pagesOf(asked, call),
    ...(getOne === undefined
      ? {}
      : {
          readOne: (azure, id, signal) => {
            const names = resourceNames(id);
            return azure.one(
              { operation: `state of one of the ${what} ${label(names)}`, permission, signal },
              (clients) =>
                getOne(clients.sql(names.subscriptionId), names, { abortSignal: signal }),
            );
          },
        }),
  };
}

/** All servers or instances of a subscription with one list. `childType`: lower case. */
export function allOfSubscription(
  asked: Asked & { readonly childType: string },
  call: (sql: Sql, options: Options) => AsyncIterable<unknown>,
): ListRead {
  const { what, permission, childType } = asked;
  return {
    ...base(asked),
    kind: 'list',
    enumerates: { childType, parentType: SUBSCRIPTION_TYPE },
    requestKey: subscriptionKey,
    read: (azure, subscriptionId, signal) =>
      azure.pages({ operation: `${what} ${subscriptionId}`, permission, signal }, (clients) =>
        call(clients.sql(subscriptionId), { abortSignal: signal }),
      ),
  };
}

/** What every read of Azure SQL has. */
export function base({
  name,
  permission,
  source,
}: Asked): Pick<ItemRead, 'name' | 'permissions' | 'apiVersion' | 'source'> {
  return { name, permissions: [permission], apiVersion: API_VERSION, source };
}

function extras({
  wakes,
  when,
}: Pick<ItemRead, 'wakes' | 'when'>): Pick<ItemRead, 'wakes' | 'when'> {
  return { ...(wakes === true ? { wakes } : {}), ...(when === undefined ? {} : { when }) };
}

function itemOf(asked: Asked, requestKey: (id: ResourceId) => string, call: One): ItemRead {
  const { what, permission } = asked;
  return {
    ...base(asked),
    kind: 'item',
    requestKey,
    read: (azure, id, signal) => {
      const names = resourceNames(id);
      return azure.one({ operation: `${what} ${label(names)}`, permission, signal }, (clients) =>
        call(clients.sql(names.subscriptionId), names, { abortSignal: signal }),
      );
    },
  };
}

function groupOf(asked: Asked, requestKey: (id: ResourceId) => string, call: Many): GroupRead {
  return { ...base(asked), kind: 'group', requestKey, read: pagesOf(asked, call) };
}

function pagesOf({ what, permission }: Asked, call: Many): GroupRead['read'] {
  return (azure, id, signal) => {
    const names = resourceNames(id);
    return azure.pages({ operation: `${what} ${label(names)}`, permission, signal }, (clients) =>
      call(clients.sql(names.subscriptionId), names, { abortSignal: signal }),
    );
  };
}

function label({ name, child }: ResourceNames): string {
  return child === '' ? name : `${name}/${child}`;
}

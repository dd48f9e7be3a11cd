import type { AzureClients } from '#azure/azure-reader.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { GroupRead, ItemRead } from '../define-read.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { type ResourceNames, resourceNames } from '../resource-names.ts';

type Storage = ReturnType<AzureClients['storage']>;
interface Options {
  readonly abortSignal: AbortSignal;
}
type One = (storage: Storage, names: ResourceNames, options: Options) => Promise<unknown>;
type Many = (storage: Storage, names: ResourceNames, options: Options) => AsyncIterable<unknown>;
type When = (account: Cell) => string | undefined;

/** What tells one read below an account from the others. */
interface Asked {
  readonly name: string;
  /** In words before the account's name, e.g. `blob service`. */
  readonly what: string;
  /** Below `Microsoft.Storage/storageAccounts`. */
  readonly type: string;
  /** Microsoft's name of the operation. */
  readonly operation: string;
  readonly when: When;
}

/** The newest version that both the SDK and the type definitions know, see src/azure/api-versions.ts. */
export const API_VERSION = '2025-08-01';
export const ACCOUNTS = 'Microsoft.Storage/storageAccounts';

/** The settings of one of an account's services. */
export function settingsOfService(asked: Asked, call: One): ItemRead {
  return {
    ...base(asked),
    kind: 'item',
    read: (azure, id, signal) => {
      const names = resourceNames(id);
      return azure.one(question(asked, names, signal), (clients) =>
        call(clients.storage(names.subscriptionId), names, { abortSignal: signal }),
      );
    },
  };
}

/** A list of what lies in an account. */
export function listOfAccount(asked: Asked, call: Many): GroupRead {
  return {
    ...base(asked),
    kind: 'group',
    read: (azure, id, signal) => {
      const names = resourceNames(id);
      return azure.pages(question(asked, names, signal), (clients) =>
        call(clients.storage(names.subscriptionId), names, { abortSignal: signal }),
      );
    },
  };
}

/** The diagnostic settings of one service (`blobServices`): records of access are written by it, not by the account. Source: azure-facts §9. */
export function diagnosticSettingsOf(service: string, when: When): GroupRead {
  return {
    ...diagnosticSettings,
    name: `${service}DiagnosticSettings`,
    when,
    // Asked under the account's key, so that it is read again with the account.
    read: (azure, id, signal) => diagnosticSettings.read(azure, `${id}/${service}/default`, signal),
  };
}

/** The same read where something else has to be so as well. */
export function whenAlso(read: GroupRead, when: When): GroupRead {
  return { ...read, when: (own) => read.when?.(own) ?? when(own) };
}

function base({ name, type, operation, when }: Asked) {
  return {
    name,
    permissions: [`${ACCOUNTS}/${type}/read`] as const,
    apiVersion: API_VERSION,
    source: `${ACCOUNTS}/${type}: ${operation}`,
    requestKey: (id: ResourceId) => id,
    when,
  };
}

function question({ what, type }: Asked, { name }: ResourceNames, signal: AbortSignal) {
  return {
    operation: `${what} of storage account ${name}`,
    permission: `${ACCOUNTS}/${type}/read`,
    signal,
  };
}

import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

/** Azure itself writes `Microsoft.Keyvault`. Source: Microsoft.Storage/storageAccounts, 2025-08-01. */
const KEY_SOURCES = { 'microsoft.storage': 'platform', 'microsoft.keyvault': 'customer' } as const;

/** Kinds of account that lack a service; Azure states blob and file for every other. Guess: that it leaves out the one they lack. */
const LACKING: ReadonlyMap<string, string> = new Map([
  ['filestorage', 'blob'],
  ['blobstorage', 'file'],
  ['blockblobstorage', 'file'],
]);

/**
 * Encrypted with a key of the service and not of the account, so that a customer's key does not reach them, unless the account was made
 * otherwise. Source: "Create an account that supports customer-managed keys for tables and queues".
 */
const WITH_SERVICE_KEY = ['table', 'queue'] as const;

/** Why encryption scopes, tables and queues are not asked after: under keys of Azure's own they make no difference. */
export function underOwnKey(account: Cell): string | undefined {
  const source = keySource(account);
  return source.said && source.value === 'platform'
    ? "The account is encrypted under keys of Azure's own"
    : undefined;
}

/** Every service that the account states, those that it has to, and what may lie under another key than the account's. */
export function encryptionOf(
  account: Cell,
  lists: { readonly table: Cell; readonly queue: Cell; readonly scopes: Cell },
): readonly Encryption[] {
  const services = account.at('properties/encryption/services');
  const second = infrastructure(account);
  const stated = services.members();
  const names = stated.said
    ? [...stated.value].filter(([, cell]) => isThere(cell)).map(([name]) => name)
    : [];
  const items = [...new Set([...dueServices(account), ...names])].map(
    (name): Encryption => ({
      what: `${name} service`,
      state: stateOf(account, services.at(name)),
      key: keyOf(account, services.at(name), name, lists),
      second,
    }),
  );
  const source = keySource(account);
  if (!source.said || source.value === 'platform') return items;
  // Azure leaves out the services that have a key of their own; all of Azure Storage is always encrypted.
  const unstated = WITH_SERVICE_KEY.filter((name) => !names.includes(name));
  const state = account.at('properties/encryption').means('on' as const);
  const keys = [
    ...unstated.flatMap((name) => unstatedKey(name, lists[name])),
    ...scopeKeys(lists.scopes),
  ];
  return [...items, ...keys.map((item) => ({ ...item, state, second }))];
}

function dueServices(account: Cell): readonly string[] {
  const kind = account.at('kind').text();
  const lacking = kind.said ? LACKING.get(kind.value.toLowerCase()) : undefined;
  return ['blob', 'file'].filter((name) => name !== lacking);
}

function isThere(cell: Cell): boolean {
  const there = cell.isThere();
  return there.said && there.value;
}

/** Off is off; on is known only where it is understood with whose key. */
function stateOf(account: Cell, service: Cell): Encryption['state'] {
  const enabled = service.at('enabled').oneOf({ true: 'on', false: 'off' } as const);
  const source = account.at('properties/encryption/keySource').oneOf(KEY_SOURCES);
  return andThen(enabled, (word) => (word === 'off' ? enabled : map(source, () => word)));
}

function infrastructure(account: Cell): Said<'on' | 'off'> {
  // Left out by Azure for accounts that were made without it.
  return account.at('properties/encryption/requireInfrastructureEncryption').oneOf(
    { true: 'on', false: 'off' },
    {
      means: 'off',
      source: 'azure-facts §5: requireInfrastructureEncryption absent means false',
    },
  );
}

function keySource(account: Cell): Said<'platform' | 'customer'> {
  return account.at('properties/encryption/keySource').oneOf(KEY_SOURCES, {
    means: 'platform',
    source: 'azure-facts §5: keySource absent means a key of the service',
  });
}

function keyOf(
  account: Cell,
  service: Cell,
  name: string,
  lists: { readonly table: Cell; readonly queue: Cell },
): Said<EncryptionKey> {
  const source = keySource(account);
  return andThen(source, (of): Said<EncryptionKey> => {
    if (of === 'platform') return map(source, () => ({ of }));
    const type = service.at('keyType').oneOf({ account: 'account', service: 'service' });
    const key = andThen(type, (scope) =>
      scope === 'account'
        ? customerKey(account)
        : map(type, (): EncryptionKey => ({ of: 'platform' })),
    );
    if (name !== 'table' && name !== 'queue') return key;
    // What holds nothing has nothing under the wrong key.
    return andThen(lists[name].list(), (rows) => (rows.length === 0 ? customerKey(account) : key));
  });
}

function customerKey(account: Cell): Said<EncryptionKey> {
  const key = account.at('properties/encryption/keyvaultproperties');
  const uri = key.at('keyvaulturi').text();
  const name = key.at('keyname').text();
  const of = 'customer' as const;
  if (!uri.said || !name.said) return map(keySource(account), () => ({ of, address: null }));
  const address = `${uri.value.replace(/\/$/u, '')}/keys/${name.value}`;
  return map(everyOne([uri, name]), () => ({ of, address }));
}

type Keyed = Pick<Encryption, 'what' | 'key'>;

function unstatedKey(name: string, list: Cell): readonly Keyed[] {
  const rows = list.list();
  if (rows.said && rows.value.length === 0) return [];
  return [{ what: `${name} service`, key: map(rows, () => ({ of: 'platform' })) }];
}

/** Blobs can be written under a scope's key in place of the account's; whether any are, only the blobs themselves would say. */
function scopeKeys(scopes: Cell): readonly Keyed[] {
  const rows = scopes.list();
  if (!rows.said) return [{ what: 'encryption scopes', key: rows }];
  return rows.value.map((row) => {
    const name = row.at('name').text();
    const what = `encryption scope ${name.said ? name.value : '(no name)'}`;
    const source = row.at('properties/source').oneOf(KEY_SOURCES);
    const key = andThen(source, (of): Said<EncryptionKey> => {
      if (of === 'platform') {
        return row.notUnderstood(
          `Whether blobs lie under the ${what}, with a key of Azure's, is not said`,
        );
      }
      const address = row.at('properties/keyVaultProperties/keyUri').text();
      return map(source, () => ({ of, address: address.said ? address.value : null }));
    });
    return { what, key };
  });
}

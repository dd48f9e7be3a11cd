import { describe, expect, it } from 'vitest';
import { customerKeys } from '#checks/customer-keys.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { unavailable } from '#domain/reading.ts';
import { storageAccount } from '#resource-types/storage/account.ts';
import { encryptionOf } from '#resource-types/storage/encryption.ts';
import { tablesUnderOwnKey } from '#resource-types/storage/reads.ts';
import { aCell } from '../../harness/a-cell.ts';
import { unread } from '../../harness/judge-type.ts';
import { typeCases } from '../../harness/type-cases.ts';

const ON = { enabled: true };
const encryption = (value: unknown) => ({ account: { 'properties/encryption': value } });
const azure = (services: unknown) => encryption({ keySource: 'Microsoft.Storage', services });

typeCases(encryptionAtRest, storageAccount, {}, [
  { when: 'blobs and files', status: 'pass', set: azure({ blob: ON, file: ON }) },
  { when: 'one stated service', status: 'unknown', set: azure({ blob: ON }) },
  { when: 'the other alone', status: 'unknown', set: azure({ file: ON }) },
  {
    when: "a customer's key",
    status: 'pass',
    set: encryption({ keySource: 'Microsoft.Keyvault', services: { blob: ON, file: ON } }),
  },
  {
    when: 'another spelling',
    status: 'pass',
    set: encryption({ keySource: 'MICROSOFT.KEYVAULT', services: { blob: ON, file: ON } }),
  },
  { when: 'one service off', status: 'fail', set: azure({ blob: ON, queue: { enabled: false } }) },
  {
    when: 'a service that is new, off',
    status: 'fail',
    set: azure({ blob: ON, file: ON, disk: { enabled: false } }),
  },
  {
    when: 'off beats a key source of the future',
    status: 'fail',
    set: encryption({ keySource: 'Microsoft.Elsewhere', services: { blob: { enabled: false } } }),
  },
  { when: 'a service that is null', status: 'unknown', set: azure({ blob: null }) },
  {
    when: 'one beside that is null',
    status: 'pass',
    set: azure({ blob: ON, file: ON, table: null }),
  },
  {
    when: 'a service that does not say',
    status: 'unknown',
    set: azure({ blob: ON, file: { enabled: null } }),
  },
  { when: 'no services', status: 'unknown', set: encryption({ keySource: 'Microsoft.Storage' }) },
  {
    when: 'no key source',
    status: 'unknown',
    set: encryption({ services: { blob: ON, file: ON } }),
  },
  {
    when: 'a key source of the future',
    status: 'unknown',
    set: encryption({ keySource: 'Microsoft.Elsewhere', services: { blob: ON, file: ON } }),
  },
  { when: 'null', status: 'unknown', set: encryption(null) },
  { when: 'nothing', status: 'unknown', set: encryption(undefined) },
  {
    when: 'block blobs have no files',
    status: 'pass',
    set: { account: { kind: 'BlockBlobStorage', 'properties/encryption/services': { blob: ON } } },
  },
]);

const ACCOUNT = { enabled: true, keyType: 'Account' };
const key = { keyvaulturi: 'https://kv.vault.azure.net/', keyname: 'cmk' };
const own = (services: unknown, more = {}) =>
  encryption({ keySource: 'Microsoft.Keyvault', keyvaultproperties: key, services, ...more });
const both = { blob: ACCOUNT, file: ACCOUNT };
const table = { tables: { '': [{ name: 'events' }] } };
const scope = (properties: unknown) => ({ scopes: { '': [{ name: 'own', properties }] } });

typeCases(customerKeys, storageAccount, {}, [
  { when: 'from a vault', status: 'pass', set: own(both) },
  {
    when: 'trap: other spelling',
    status: 'pass',
    set: own(both, { keySource: 'Microsoft.KeyVault' }),
  },
  { when: "Azure's key", status: 'fail', set: azure(both) },
  { when: 'no key source', status: 'fail', set: encryption({ services: both }) },
  {
    when: 'a service with a key of its own',
    status: 'fail',
    set: own({ blob: ACCOUNT, file: { enabled: true, keyType: 'Service' } }),
  },
  { when: 'no services', status: 'unknown', set: own(undefined) },
  { when: 'no key type', status: 'unknown', set: own({ blob: ON, file: ON }) },
  {
    when: 'a key type of the future',
    status: 'unknown',
    set: own({ ...both, blob: { enabled: true, keyType: 'Tenant' } }),
  },
  {
    when: 'a source of the future',
    status: 'unknown',
    set: own(both, { keySource: 'Microsoft.Elsewhere' }),
  },
  { when: 'null', status: 'unknown', set: encryption(null) },
  { when: 'tables have the key of their service', status: 'fail', set: { ...own(both), ...table } },
  {
    when: 'tables were made to have the key of the account',
    status: 'pass',
    set: { ...own({ ...both, table: ACCOUNT }), ...table },
  },
  {
    when: 'the table service has its own key, and no table',
    status: 'pass',
    set: own({ ...both, table: { enabled: true, keyType: 'Service' } }),
  },
  {
    when: 'whether there are tables may not be read',
    status: 'unknown',
    set: { ...own(both), tables: { '': unread(unavailable('AuthorizationFailed', 'no')) } },
  },
  {
    when: "a scope with a key of Azure's",
    status: 'unknown',
    set: scope({ source: 'Microsoft.Storage' }),
  },
  {
    when: 'a scope with a key of the customer',
    status: 'pass',
    set: scope({
      source: 'Microsoft.KeyVault',
      keyVaultProperties: { keyUri: 'https://kv.vault.azure.net/keys/own' },
    }),
  },
]);

describe('encryption of a storage account', () => {
  it.each([
    [true, 'on'],
    [false, 'off'],
    [undefined, 'off'],
    ['maybe', undefined],
  ])('encrypts a second time where it was made to: %j', (value, expected) => {
    const account = aCell({
      kind: 'StorageV2',
      properties: { encryption: { requireInfrastructureEncryption: value, services: both } },
    });
    const lists = { table: aCell([]), queue: aCell([]), scopes: aCell([]) };

    const second = encryptionOf(account, lists).map((item) => item.second);

    expect(second.map((known) => (known?.said === true ? known.value : undefined))).toEqual([
      expected,
      expected,
    ]);
  });

  it("asks for tables only where the account's own key makes them matter", () => {
    const under = (keySource: string) =>
      aCell({ kind: 'StorageV2', properties: { encryption: { keySource } } });

    expect(tablesUnderOwnKey.when?.(under('Microsoft.Storage'))).toMatch(/keys of Azure's own/u);
    expect(tablesUnderOwnKey.when?.(under('Microsoft.Keyvault'))).toBeUndefined();
    expect(tablesUnderOwnKey.when?.(under('Microsoft.Elsewhere'))).toBeUndefined();
  });
});

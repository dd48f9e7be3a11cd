import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { allOf, listBelow } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { addressesIn, closePublicAccess, reachBy } from '../public-access.ts';
import { AUDIT_TO, BREAKS, GOOD, LEAVES, TYPE } from './account-example.ts';
import { mountPlaces, poolEncryption } from './pools.ts';

const API_VERSION = '2025-06-01';

/** Who asked for what. Source: type-classes §2. */
const AUDIT = {
  what: 'who asks for what',
  carry: ['auditlog'],
  other: ['servicelog', 'servicelogs'],
} as const;

/**
 * Azure Batch: what tasks are, and the nodes that they run on, whose system the owner chooses. What they leave lies in a storage account.
 * Source: Microsoft.Batch/batchAccounts, 2025-06-01; type-facts-services §6; type-classes §1, which count it as configuration.
 */
export const batchAccount = defineResourceType({
  type: 'Microsoft.Batch/batchAccounts',
  holds: 'code',
  serves: 'clients',
  runs: 'cluster',
  reads: {
    account: allOf({
      name: 'batchAccount',
      what: 'Batch account',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    pools: listBelow({
      name: 'batchPools',
      what: 'pools of Batch account',
      type: `${TYPE}/pools`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('account')(placesOf)),
      only(['replica'], from('pools')(mountPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from(
      'account',
      'pools',
    )((own, pools) => [encryptionOf(own), ...poolEncryption(pools)]),
    endpoints: from('account')((own) => [
      doorOf(own, 'tasks', 'accountAccess'),
      doorOf(own, 'management of nodes', 'nodeManagementAccess'),
    ]),
    backups: from('account')(
      noBackup('Nodes are made anew, and what tasks leave lies in a storage account'),
    ),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
  },
  mend: {
    'network-isolation': closePublicAccess(API_VERSION),
    'access-logging': (resource) => sendLogs(resource, AUDIT_TO),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** The region of the account and its nodes, and the account of storage that is linked to it. */
function placesOf(own: Cell): readonly Place[] {
  const here: Place = { kind: 'primary', what: 'Batch account', region: own.at('location').text() };
  if (lacks(own, 'properties/autoStorage')) return [here];
  const id = own.at('properties/autoStorage/storageAccountId').text();
  const what = `files of tasks in ${id.said ? id.value : 'a store'}`;
  return [here, placeOfResource('replica', what, id)];
}

/** Always; under a key of one's own where that is set. Source: batch-customer-managed-key; member `encryption` of batchAccounts. */
function encryptionOf(own: Cell): Encryption {
  const encryption = own.at('properties/encryption');
  const source = encryption
    .at('keySource')
    .oneOf({ 'Microsoft.Batch': 'platform', 'Microsoft.KeyVault': 'customer' } as const);
  const key = andThen(source, (of): Said<EncryptionKey> => {
    if (of === 'platform') return map(source, () => ({ of }));
    return map(encryption.at('keyVaultProperties/keyIdentifier').text(), (address) => ({
      of,
      address,
    }));
  });
  return { what: 'Batch account', state: own.means('on'), key };
}

/** Guess: TLS 1.2 and no plain HTTP, as of every service of Azure; there is no member. */
function doorOf(own: Cell, what: string, access: string): Endpoint {
  return {
    what,
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    reach: reachBy(own.at('properties/publicNetworkAccess'), () => rulesOf(own, access)),
    keys: keysOf(own),
  };
}

/** Rules of their own for each of the two addresses; where there are none, everybody is let in. */
function rulesOf(own: Cell, access: string): Said<Reach> {
  const path = `properties/networkProfile/${access}`;
  if (lacks(own, path)) return own.at('properties').means({ is: 'internet' });
  const rules = own.at(path);
  const action = rules
    .at('defaultAction')
    .oneOf<'allow' | 'deny'>({ Allow: 'allow', Deny: 'deny' });
  return andThen(action, (word): Said<Reach> => {
    if (word === 'allow') return map(action, () => ({ is: 'internet' }));
    return addressesIn(rules.at('ipRules').list(), 'value');
  });
}

/** Whether an account key opens it. */
function keysOf(own: Cell): Said<'accepted' | 'refused'> {
  const modes = own.at('properties/allowedAuthenticationModes');
  return andThen(modes.list(), (cells) => {
    const each = cells.map((cell) =>
      cell.oneOf<'accepted' | 'refused'>({
        SharedKey: 'accepted',
        AAD: 'refused',
        TaskAuthenticationToken: 'refused',
      }),
    );
    const taken = each.find((one) => one.said && one.value === 'accepted');
    return taken ?? map(everyOne(each), (): 'accepted' | 'refused' => 'refused');
  });
}

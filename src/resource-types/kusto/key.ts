import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import type { Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';

/** Whose key protects a cluster, or a database that has one of its own. Absent: the service’s. Source: type-facts-data §6. */
export function keyOf(own: Cell): Said<EncryptionKey> {
  return lacks(own, 'properties/keyVaultProperties')
    ? own.at('properties').means({ of: 'platform' })
    : keyIn(own.at('properties/keyVaultProperties'), 'keyVaultUri', 'keyName');
}

import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import { andThen, map, type Said } from '#traits/said.ts';

const STATES = { Enabled: 'on', Disabled: 'off' } as const;

/**
 * Whether a database is encrypted at rest (AES-256). The setting is `state`; `status` in the shape of 2014-04-01 and in Synapse. One
 * that is on by one member and not by the other is not understood. Source: …/transparentDataEncryption, 2025-01-01.
 */
export function transparentEncryption(setting: Cell): Said<'on' | 'off'> {
  const state = setting.at('properties/state');
  const status = setting.at('properties/status');
  return andThen(state.isThere(), (hasState) => {
    if (!hasState) return status.oneOf(STATES);
    return andThen(state.oneOf(STATES), (word) =>
      word === 'off' ? state.oneOf(STATES) : agreeing(state, status),
    );
  });
}

function agreeing(state: Cell, status: Cell): Said<'on' | 'off'> {
  return andThen(status.oneOf<'on' | 'off' | null>(STATES, NO_STATUS), (word) =>
    word === 'off'
      ? status.notUnderstood('Azure answers with two different states')
      : state.oneOf(STATES),
  );
}

const NO_STATUS = { means: null, source: '…/transparentDataEncryption 2025-01-01 has state alone' };

/**
 * Whose key protects the data of a server or instance. Source: Microsoft.Sql/servers/encryptionProtector and
 * Microsoft.Sql/managedInstances/encryptionProtector, 2025-01-01.
 */
export function keyOfProtector(protector: Cell): Said<EncryptionKey> {
  const type = protector
    .at('properties/serverKeyType')
    .oneOf({ AzureKeyVault: 'customer', ServiceManaged: 'platform' } as const);
  return andThen(type, (of) =>
    of === 'platform' ? map(type, () => ({ of })) : keyAt(protector.at('properties/uri')),
  );
}

/** The key that a member names by its address, in a vault or managed HSM of any cloud; what is no such address is not understood. */
export function keyAt(address: Cell): Said<EncryptionKey> {
  return andThen(address.text(), (text) =>
    /^https:\/\/[^/]+\/keys\/[^/]+/iu.test(text)
      ? address.means<EncryptionKey>({ of: 'customer', address: text })
      : address.notUnderstood(`The encryption protector ${text} is no key in a vault`),
  );
}

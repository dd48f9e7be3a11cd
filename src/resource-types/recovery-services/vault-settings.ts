import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Keeping } from '#traits/keeping.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { wholeNumber } from './backup-schedule.ts';

/** Always encrypted, with 256-bit AES, which cannot be switched off. Source: "Encryption in Azure Backup". */
export function vaultEncryption(own: Cell): Encryption {
  const settings = own.at('properties/encryption');
  const isThere = settings.isThere();
  const key = andThen(isThere, (isSet): Said<EncryptionKey> => {
    // Without a key of the customer's the platform's own is used. Source: the same page.
    if (!isSet) return map(isThere, () => ({ of: 'platform' }));
    const address = settings.at('keyVaultProperties/keyUri');
    return map(address.text(), (text) => ({ of: 'customer', address: text }));
  });
  const second = andThen(isThere, (isSet): Said<'on' | 'off'> => {
    // A second layer can be had together with a key of one's own alone. Source: the same page.
    if (!isSet) return map(isThere, () => 'off');
    return settings
      .at('infrastructureEncryption')
      .oneOf<'on' | 'off'>(
        { Enabled: 'on', Disabled: 'off' },
        { means: 'off', source: 'encryption.infrastructureEncryption: off unless enabled' },
      );
  });
  return { what: 'vault', state: own.means('on'), key, second };
}

/** How backups are guarded against who wants them gone. */
export function vaultKeeping(own: Cell): Keeping {
  const security = own.at('properties/securitySettings');
  return {
    what: 'backup vault',
    recoverableDays: recoverableDays(security.at('softDeleteSettings')),
    immutability: immutabilityOf(security.at('immutabilitySettings')),
  };
}

/** Source: Microsoft.RecoveryServices/vaults, 2026-07-01. Azure's type says AlwaysON, its policy text AlwaysOn. */
function recoverableDays(settings: Cell): Said<number> {
  const state = settings
    .at('softDeleteState')
    .oneOf({ AlwaysON: 'on', Enabled: 'on', Disabled: 'off' } as const);
  return andThen(state, (word) => {
    if (word === 'off') return map(state, () => 0);
    const days = settings.at('softDeleteRetentionPeriodInDays');
    return andThen(days.isThere(), (isThere) =>
      // 14 to 180 while it is on, so that the least is kept in any case.
      isThere ? wholeNumber(days, 0, 180) : map(state, () => 14),
    );
  });
}

/** Only `Locked` cannot be taken back. Source: Microsoft.RecoveryServices/vaults, 2026-07-01. */
function immutabilityOf(settings: Cell): Said<'locked' | 'unlocked' | 'off'> {
  const state = settings
    .at('state')
    .oneOf({ Locked: 'locked', Unlocked: 'unlocked', Disabled: 'off' } as const);
  return andThen(state, (word) => {
    const configuration = settings.at('configuration');
    return andThen(configuration.isThere(), (isThere) => {
      if (word === 'off' || !isThere) return state;
      // Until 2026-07-01 a policy's retention was the only measure; a time of its own may be shorter.
      const type = configuration
        .at('type')
        .oneOf(
          { AsPerPolicy: true, TimeBased: false },
          { means: true, source: 'immutabilitySettings.configuration.type: as per policy' },
        );
      return andThen(type, (isAsLong) =>
        isAsLong
          ? state
          : configuration.notUnderstood(
              'Immutability ends after a time of its own, whatever the policies keep',
            ),
      );
    });
  });
}

import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { SqlEncryptionProtector } from '#facts/sql-encryption-protector.ts';
import type { SqlTransparentDataEncryption } from '#facts/sql-transparent-data-encryption.ts';

/** Judges whether a database is encrypted at rest; the setting is `state`, and `status` in the shape of 2014-04-01. */
export function judgeTransparentDataEncryption(setting: SqlTransparentDataEncryption): Verdict {
  const expected = 'Enabled';
  const { state, status } = setting.properties ?? {};
  const found = state ?? status;
  const shown = { expected, observed: found };
  // Azure's own policy compares without case.
  switch (found?.toLowerCase() ?? '') {
    case 'enabled':
      return status !== undefined && status !== null && status.toLowerCase() !== 'enabled'
        ? unknown('Azure answers with two different states', {
            expected,
            observed: { state, status },
          })
        : pass('Transparent data encryption is on', shown);
    case 'disabled':
      return fail('Transparent data encryption is off', shown);
    default:
      return unknown(
        'The state of transparent data encryption is missing or not understood',
        shown,
      );
  }
}

/** Judges whether a key of the customer's own protects the data of a server or managed instance. */
export function judgeKeyOwner(protector: SqlEncryptionProtector): Verdict {
  const expected = 'a key in the customer’s Key Vault';
  const found = protector.properties?.serverKeyType;
  const shown = { expected, observed: found };
  switch (found ?? '') {
    case 'AzureKeyVault':
      return isKeyAddress(protector.properties?.uri)
        ? pass('The encryption protector is a key in Key Vault', shown)
        : unknown(
            'The encryption protector is said to be in Key Vault, but its key is not named',
            shown,
          );
    case 'ServiceManaged':
      return fail('The encryption protector is a key that the service manages', shown);
    default:
      return unknown('The kind of encryption protector is missing or not understood', shown);
  }
}

/** Whether this is the address of a key in a vault or managed HSM, of any cloud. */
export function isKeyAddress(address: string | null | undefined): boolean {
  return /^https:\/\/[^/]+\/keys\/[^/]+/iu.test(address ?? '');
}

import { z } from 'zod';
import { KeyVaultAttributes } from './key-vault-key.ts';

/**
 * A secret without its value: Azure's management plane never sends one. Rows of the list carry what the item carries
 * (recorded at 2024-11-01). Source: Microsoft.KeyVault/vaults/secrets, 2026-02-01.
 */
export const KeyVaultSecret = z.object({
  properties: z
    .object({
      /** `application/x-pkcs12` or `application/x-pem-file`: the secret behind a certificate. */
      contentType: z.string().nullish(),
      attributes: KeyVaultAttributes.nullish(),
    })
    .nullish(),
});
export type KeyVaultSecret = z.infer<typeof KeyVaultSecret>;

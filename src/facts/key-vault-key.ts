import { z } from 'zod';
import { PastSeconds } from './past-instant.ts';

/** Times of a key or secret, in seconds since the epoch. `exp` absent: never expires. */
export const KeyVaultAttributes = z.object({
  enabled: z.boolean().nullish(),
  nbf: z.number().nullish(),
  exp: z.number().nullish(),
  created: PastSeconds.nullish(),
});
export type KeyVaultAttributes = z.infer<typeof KeyVaultAttributes>;

/** A key as the list of its vault shows it: a thin row. Source: Microsoft.KeyVault/vaults/keys, 2026-02-01. */
export const KeyVaultKeyRow = z.object({
  properties: z.object({ attributes: KeyVaultAttributes.nullish() }).nullish(),
});
export type KeyVaultKeyRow = z.infer<typeof KeyVaultKeyRow>;

/**
 * A key's current version with its rotation policy (`Omitted if empty`, says Azure's own type text).
 * Source: Microsoft.KeyVault/vaults/keys, 2026-02-01.
 */
export const KeyVaultKey = z.object({
  properties: z
    .object({
      attributes: KeyVaultAttributes.nullish(),
      kty: z.string().nullish(),
      keySize: z.int().min(1).max(16_384).nullish(),
      curveName: z.string().nullish(),
      rotationPolicy: z
        .object({
          lifetimeActions: z
            .array(
              z.object({
                trigger: z
                  .object({
                    timeAfterCreate: z.string().nullish(),
                    timeBeforeExpiry: z.string().nullish(),
                  })
                  .nullish(),
                action: z.object({ type: z.string().nullish() }).nullish(),
              }),
            )
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type KeyVaultKey = z.infer<typeof KeyVaultKey>;

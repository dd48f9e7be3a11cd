import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

/** A vault as the list of its subscription names it. Source: Microsoft.KeyVault/vaults, 2026-02-01. */
export const KeyVaultRow = z.object({ id: z.string() });
export type KeyVaultRow = z.infer<typeof KeyVaultRow>;

/**
 * A key vault as its own GET answers: a member that is absent here is really unset, which a list could not show.
 * Source: Microsoft.KeyVault/vaults, 2026-02-01.
 */
export const KeyVault = z.object({
  systemData: z.object({ createdAt: PastInstant.nullish() }).nullish(),
  properties: z
    .object({
      enableSoftDelete: z.boolean().nullish(),
      /** 7 to 90. */
      softDeleteRetentionInDays: z.int().min(0).max(90).nullish(),
      /** True or absent; Azure never sends false for a vault without it. */
      enablePurgeProtection: z.boolean().nullish(),
      enableRbacAuthorization: z.boolean().nullish(),
      /** Free text: `Enabled` or `Disabled`, in any case. */
      publicNetworkAccess: z.string().nullish(),
      networkAcls: z
        .object({
          defaultAction: z.string().nullish(),
          ipRules: z.array(z.object({ value: z.string() })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type KeyVault = z.infer<typeof KeyVault>;

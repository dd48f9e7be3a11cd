import { z } from 'zod';

/**
 * The key that protects the database keys of a logical server or a managed instance.
 * Source: Microsoft.Sql/servers/encryptionProtector and Microsoft.Sql/managedInstances/encryptionProtector, 2025-01-01.
 */
export const SqlEncryptionProtector = z.object({
  properties: z
    .object({
      /** `ServiceManaged` or `AzureKeyVault`. */
      serverKeyType: z.string().nullish(),
      /** Address of the key in the vault. */
      uri: z.string().nullish(),
    })
    .nullish(),
});
export type SqlEncryptionProtector = z.infer<typeof SqlEncryptionProtector>;

import { z } from 'zod';

const LogSetting = z.object({
  category: z.string().nullish(),
  categoryGroup: z.string().nullish(),
  enabled: z.boolean().nullish(),
});

/** One diagnostic setting: which logs go where. */
const DiagnosticSetting = z.object({
  name: z.string().nullish(),
  properties: z
    .object({
      /** Named by category or by group of categories, never by both. */
      logs: z.array(LogSetting).nullish(),
      workspaceId: z.string().nullish(),
      storageAccountId: z.string().nullish(),
      eventHubAuthorizationRuleId: z.string().nullish(),
      marketplacePartnerId: z.string().nullish(),
      /** What event hubs were called before 2017; Azure still sends the member. */
      serviceBusRuleId: z.string().nullish(),
    })
    .nullish(),
});
export type DiagnosticSetting = z.infer<typeof DiagnosticSetting>;

/** The diagnostic settings of one key vault; empty: it has none. Source: Microsoft.Insights/diagnosticSettings, 2021-05-01-preview. */
export const KeyVaultDiagnosticSettings = z.array(DiagnosticSetting);
export type KeyVaultDiagnosticSettings = z.infer<typeof KeyVaultDiagnosticSettings>;

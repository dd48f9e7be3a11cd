import { z } from 'zod';
import { HttpsUrl, Words } from './field.ts';
import { proxySetting } from './proxy-section.ts';

/** The public cloud and the two that stand apart from it. */
export const CLOUD_NAMES = ['public', 'usgovernment', 'china'] as const;

/** Addresses that replace those of the cloud; contract, section "Configuration". */
export const CloudEndpoints = z.strictObject({
  resourceManager: HttpsUrl.meta({ description: 'Azure Resource Manager.' }).exactOptional(),
  authority: HttpsUrl.meta({ description: 'Where the identity signs in.' }).exactOptional(),
  logs: HttpsUrl.meta({ description: 'Log Analytics queries.' }).exactOptional(),
  metrics: HttpsUrl.meta({ description: 'Azure Monitor metrics.' }).exactOptional(),
  graph: HttpsUrl.meta({ description: 'Microsoft Graph.' }).exactOptional(),
  audience: HttpsUrl.meta({
    description:
      'Audience of the tokens for Azure Resource Manager, where it differs from the address.',
  }).exactOptional(),
  caFile: Words.meta({
    description:
      'PEM file of a certificate authority, trusted in addition and for these hosts alone.',
  }).exactOptional(),
});
export type CloudEndpoints = Readonly<z.infer<typeof CloudEndpoints>>;

/** How the monitor gets to Azure and as whom. */
export const AzureSection = z
  .strictObject({
    cloud: z
      .union([z.enum(CLOUD_NAMES), CloudEndpoints])
      .default('public')
      .meta({
        description: 'The cloud by name, or the addresses that differ from the public cloud.',
      }),
    credential: z
      .enum([
        'default',
        'managed-identity',
        'workload-identity',
        'client-secret',
        'client-certificate',
        'azure-cli',
      ])
      .default('default')
      .meta({
        description:
          'How to sign in. What a kind needs is read from the usual AZURE_* variables by the Azure identity library.',
      }),
    wakePaused: z.boolean().default(false).meta({
      description:
        'Whether to read what resumes a paused serverless database, which its owner pays for. Otherwise what was read while it was online is carried, or it is not known; docs/side-effects.md says more.',
    }),
    proxy: proxySetting('everything of Azure but the identity endpoint').exactOptional(),
  })
  .meta({ description: 'How the monitor gets to Azure and as whom.' });
export type CredentialKind = z.infer<typeof AzureSection>['credential'];

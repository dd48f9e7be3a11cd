import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import { RecoveryServicesVault } from '#facts/recovery-services-vault.ts';
import { defineCollector } from './define-collector.ts';
import { subscriptionKey } from '#resource-types/resource-names.ts';

/** Reads all Recovery Services vaults of a subscription with one list. */
export const recoveryServicesVault = defineCollector({
  fact: 'recoveryServicesVault',
  kind: 'list',
  permissions: ['Microsoft.RecoveryServices/vaults/read'],
  apiVersion: '2026-07-01',
  source: 'Microsoft.RecoveryServices/vaults: Vaults - List By Subscription Id',
  schema: RecoveryServicesVault,
  enumerates: { childType: 'microsoft.recoveryservices/vaults', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: (azure, subscriptionId, signal) =>
    azure.pages(
      {
        operation: `Recovery Services vaults of subscription ${subscriptionId}`,
        permission: 'Microsoft.RecoveryServices/vaults/read',
        signal,
      },
      (clients) =>
        clients
          .recoveryServices(subscriptionId)
          .vaults.listBySubscriptionId({ abortSignal: signal }),
    ),
});

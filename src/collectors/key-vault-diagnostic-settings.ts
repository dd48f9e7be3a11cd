import { toAddress } from '#domain/resource-address.ts';
import { KeyVaultDiagnosticSettings } from '#facts/key-vault-diagnostic-settings.ts';
import { defineCollector } from './define-collector.ts';
import { resourceNames } from '#resource-types/resource-names.ts';

/** Reads the diagnostic settings of one key vault: an extension of the vault, so that no list of vaults holds them. */
export const keyVaultDiagnosticSettings = defineCollector({
  fact: 'keyVaultDiagnosticSettings',
  kind: 'group',
  permissions: ['Microsoft.Insights/diagnosticSettings/read'],
  apiVersion: '2021-05-01-preview',
  source: 'Microsoft.Insights/diagnosticSettings: Diagnostic Settings - List',
  schema: KeyVaultDiagnosticSettings,
  requestKey: (vaultId) => vaultId,
  read: (azure, vaultId, signal) => {
    const { subscriptionId, name } = resourceNames(vaultId);
    return azure.pages(
      {
        operation: `diagnostic settings of key vault ${name}`,
        permission: 'Microsoft.Insights/diagnosticSettings/read',
        signal,
      },
      (clients) =>
        clients
          .monitor(subscriptionId)
          // The client puts a slash of its own before the id, and the id into the address as it is.
          .diagnosticSettings.list(toAddress(vaultId.replace(/^\/+/u, '')), {
            abortSignal: signal,
          }),
    );
  },
});

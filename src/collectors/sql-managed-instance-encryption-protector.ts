import { SqlEncryptionProtector } from '#facts/sql-encryption-protector.ts';
import { defineCollector } from './define-collector.ts';
import { parentKey, resourceNames } from '#resource-types/resource-names.ts';

/** Reads the encryption protector of a managed instance: one request for all of its databases. */
export const sqlManagedInstanceEncryptionProtector = defineCollector({
  fact: 'sqlManagedInstanceEncryptionProtector',
  kind: 'item',
  permissions: ['Microsoft.Sql/managedInstances/encryptionProtector/read'],
  apiVersion: '2025-01-01',
  source:
    'Microsoft.Sql/managedInstances/encryptionProtector: Managed Instance Encryption Protectors - Get',
  schema: SqlEncryptionProtector,
  requestKey: parentKey,
  read: (azure, instanceId, signal) => {
    const { subscriptionId, resourceGroup, name } = resourceNames(instanceId);
    return azure.one(
      {
        operation: `encryption protector of SQL managed instance ${name}`,
        permission: 'Microsoft.Sql/managedInstances/encryptionProtector/read',
        signal,
      },
      (clients) =>
        clients
          .sql(subscriptionId)
          .managedInstanceEncryptionProtectors.get(resourceGroup, name, 'current', {
            abortSignal: signal,
          }),
    );
  },
});

import { INSTANCE_LEAVES } from './instance-leaves.ts';

/** Members that the file of backup vaults does not read. */
export const VAULT_LEAVES = {
  vault: {
    'properties/monitoringSettings/**': 'whom it tells of failed jobs',
    'properties/costManagementSettings/**': 'price and size',
    'properties/resourceMoveState': 'whether it is being moved to another group',
    'properties/resourceMoveDetails/**': 'whether it is being moved to another group',
    'properties/securitySettings/encryptionSettings/kekIdentity/**': 'as whom it fetches the key',
    'properties/storageSettings/*/datastoreType': 'each store counts',
    'properties/isVaultProtectedByResourceGuard': 'who must agree: no claim speaks of it yet',
    'properties/featureSettings/crossSubscriptionRestoreSettings/**': 'into which subscriptions',
    'properties/secureScore': 'a mark that Azure gives',
    'properties/bcdrSecurityLevel': 'a mark that Azure gives',
    'properties/resourceGuardOperationRequests/**': 'asked, never answered',
    eTag: 'which edition',
    'identity/**': 'as whom it reads',
  },
  instances: {
    ...INSTANCE_LEAVES.instance,
    'properties/dataSourceInfo/resourceID': 'said by the instance itself',
    'properties/dataSourceInfo/datasourceType': 'said by the instance itself',
    'properties/policyInfo/policyId': 'said by the instance itself',
    'properties/currentProtectionState': 'said by the instance itself',
  },
} as const;

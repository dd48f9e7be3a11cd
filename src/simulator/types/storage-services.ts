import { ArmError, badRequest } from '../arm/errors.ts';
import type { Resource } from '../estate/resource.ts';
import { type Json, memberOf, textOr } from '../json.ts';
import type { SettingType } from './resource-type.ts';

const BESIDE_BLOBS = ['fileServices', 'tableServices', 'queueServices'];

/** Services that a kind of account does not have. */
const LACKING: Readonly<Record<string, readonly string[]>> = {
  FileStorage: ['blobServices', 'managementPolicies', 'tableServices', 'queueServices'],
  BlockBlobStorage: BESIDE_BLOBS,
  BlobStorage: BESIDE_BLOBS,
};

/** A premium account of a general kind holds page blobs alone. */
function lackingOf(account: Resource): readonly string[] {
  const kind = textOr(account.given['kind'], 'StorageV2');
  const lacking = LACKING[kind];
  if (lacking !== undefined) return lacking;
  return skuOf(account)['tier'] === 'Premium' ? BESIDE_BLOBS : [];
}

/** The pricing tier with its redundancy; locally redundant unless given. */
export function skuOf(account: Resource): Json {
  const name = textOr(memberOf(account.given, 'sku')['name'], 'Standard_LRS');
  return { name, tier: name.startsWith('Premium') ? 'Premium' : 'Standard' };
}

function refuseService(segment: string): (account: Resource) => ArmError | undefined {
  return (account) => {
    if (!lackingOf(account).includes(segment)) return undefined;
    const service = segment.replace('Services', '').replace('managementPolicies', 'management');
    return badRequest(
      'FeatureNotSupportedForAccount',
      `${service[0]?.toUpperCase()}${service.slice(1)} is not supported for the account.`,
    );
  };
}

/** Soft delete, versioning, change feed and point-in-time restore: each off unless written. */
export const blobService: SettingType = {
  segment: 'blobServices',
  name: 'default',
  compose: (account, given) => ({
    sku: skuOf(account),
    properties: {
      cors: { corsRules: [] },
      deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false },
      ...given?.properties,
    },
  }),
  refuse: refuseService('blobServices'),
  check: (_, wanted) => {
    const properties = memberOf(wanted, 'properties');
    if (memberOf(properties, 'restorePolicy')['enabled'] !== true) return undefined;
    const isReady =
      memberOf(properties, 'deleteRetentionPolicy')['enabled'] === true &&
      properties['isVersioningEnabled'] === true &&
      memberOf(properties, 'changeFeed')['enabled'] === true;
    return isReady
      ? undefined
      : new ArmError(
          409,
          'ConflictFeatureEnabled',
          'Point-in-time restore needs blob soft delete, versioning and change feed.',
        );
  },
};

/** The file service: shares are soft-deleted for a week unless written. */
export const fileService: SettingType = {
  segment: 'fileServices',
  name: 'default',
  compose: (account, given) => ({
    sku: skuOf(account),
    properties: {
      protocolSettings: { smb: {} },
      cors: { corsRules: [] },
      shareDeleteRetentionPolicy: { enabled: true, days: 7 },
      ...given?.properties,
    },
  }),
  refuse: refuseService('fileServices'),
};

/** Of tables and queues nothing can be set but who may ask from another origin. */
function plainService(segment: 'tableServices' | 'queueServices'): SettingType {
  return {
    segment,
    name: 'default',
    compose: (_, given) => ({ properties: { cors: { corsRules: [] }, ...given?.properties } }),
    refuse: refuseService(segment),
  };
}

export const tableService = plainService('tableServices');
export const queueService = plainService('queueServices');

/** Lifecycle rules: nobody made any unless written. The wording of the 404 is recorded. */
export const managementPolicy: SettingType = {
  segment: 'managementPolicies',
  name: 'default',
  answeredName: 'DefaultManagementPolicy',
  compose: (_, given) =>
    given === undefined
      ? undefined
      : { properties: { lastModifiedTime: given.changed.toISOString(), ...given.properties } },
  missing: (account) =>
    new ArmError(
      404,
      'ManagementPolicyNotFound',
      `No ManagementPolicy found for account ${account.name}`,
    ),
  refuse: refuseService('managementPolicies'),
};

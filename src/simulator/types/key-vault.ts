import { badRequest } from '../arm/errors.ts';
import type { Resource } from '../estate/resource.ts';
import { isJson, type Json, memberOf } from '../json.ts';
import { stableGuid } from '../stable-id.ts';
import { givenOver, type ResourceType } from './resource-type.ts';

/** Accepted beside the versions of the shape table. */
const VERSIONS = [
  '2018-02-14',
  '2019-09-01',
  '2021-10-01',
  '2022-07-01',
  '2023-02-01',
  '2023-07-01',
  '2024-11-01',
  '2025-05-01',
  '2026-02-01',
];

const INSTANTS = ['nbf', 'exp', 'created', 'updated'];

/** A vault. Purge protection is true or absent, never false; so is what nobody wrote about the network. */
export const keyVault: ResourceType = {
  type: 'Microsoft.KeyVault/vaults',
  isTracked: true,
  versions: VERSIONS,
  settings: [],
  pageSize: 25,
  compose: (vault, moment) =>
    givenOver(
      vault,
      { location: vault.location, tags: {}, systemData: systemData(vault) },
      {
        sku: { family: 'A', name: 'standard' },
        tenantId: moment.tenantId,
        accessPolicies: [],
        enabledForDeployment: false,
        enabledForDiskEncryption: false,
        enabledForTemplateDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: false,
        vaultUri: `https://${vault.name}.vault.azure.net/`,
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Enabled',
      },
    ),
  check: (vault, before) => {
    const was = before === undefined ? {} : memberOf(before, 'properties');
    const wanted = memberOf(vault.given, 'properties');
    const turnsOff = (name: string): boolean => was[name] === true && wanted[name] !== true;
    if (turnsOff('enablePurgeProtection') || wanted['enablePurgeProtection'] === false) {
      return badRequest(
        'BadRequest',
        'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
      );
    }
    if (wanted['enableSoftDelete'] === false && was['enableSoftDelete'] !== false) {
      return badRequest(
        'BadRequest',
        'The property "enableSoftDelete" can be set to false only for creating new vault. Enabling the \'soft delete\' functionality is an irreversible action.',
      );
    }
    return undefined;
  },
};

/** A managed HSM. */
export const managedHsm: ResourceType = {
  type: 'Microsoft.KeyVault/managedHSMs',
  isTracked: true,
  versions: VERSIONS,
  settings: [],
  pageSize: 25,
  compose: (hsm, moment) =>
    givenOver(
      hsm,
      { location: hsm.location, tags: {}, sku: { family: 'B', name: 'Standard_B1' } },
      {
        tenantId: moment.tenantId,
        hsmUri: `https://${hsm.name}.managedhsm.azure.net`,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Enabled',
      },
    ),
};

/** A key, seen from the management plane; instants are seconds. A list has thin rows without size, operations and rotation. */
export const vaultKey: ResourceType = {
  type: 'Microsoft.KeyVault/vaults/keys',
  isTracked: false,
  versions: VERSIONS,
  settings: [],
  pageSize: 25,
  compose: (key) => {
    const uri = `https://${key.parent?.name}.vault.azure.net/keys/${key.name}`;
    const properties: Json = {
      kty: 'RSA',
      keySize: 2048,
      keyOps: ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'],
      keyUri: uri,
      keyUriWithVersion: `${uri}/${versionOf(key)}`,
    };
    const composed = givenOver(key, { location: key.location }, properties);
    return withSeconds(key, composed, { recoveryLevel: recoveryLevelOf(key) });
  },
  thin: (body) => {
    const { attributes, kty, keyUri } = memberOf(body, 'properties');
    return { ...body, properties: { attributes, kty, keyUri } };
  },
};

/** A secret, seen from the management plane: never its value. */
export const vaultSecret: ResourceType = {
  type: 'Microsoft.KeyVault/vaults/secrets',
  isTracked: false,
  versions: VERSIONS,
  settings: [],
  pageSize: 25,
  compose: (secret) => {
    const uri = `https://${secret.parent?.name}.vault.azure.net/secrets/${secret.name}`;
    const composed = givenOver(
      secret,
      { location: secret.location },
      { secretUri: uri, secretUriWithVersion: `${uri}/${versionOf(secret)}` },
    );
    const { value: _, ...properties } = memberOf(composed, 'properties');
    return withSeconds(secret, { ...composed, properties }, {});
  },
};

/** The row that a deleted vault leaves in `deletedVaults`. */
export function deletedVaultRow(vault: Resource, deleted: Date): Json {
  const properties = memberOf(vault.given, 'properties');
  const days = Number(properties['softDeleteRetentionInDays'] ?? 90);
  return {
    id: `/subscriptions/${vault.subscriptionId}/providers/Microsoft.KeyVault/locations/${vault.location}/deletedVaults/${vault.name}`,
    name: vault.name,
    type: 'Microsoft.KeyVault/deletedVaults',
    properties: {
      vaultId: vault.id,
      location: vault.location,
      tags: vault.given['tags'] ?? {},
      deletionDate: deleted.toISOString(),
      scheduledPurgeDate: new Date(deleted.getTime() + days * 86_400_000).toISOString(),
      ...(properties['enablePurgeProtection'] === true ? { purgeProtectionEnabled: true } : {}),
    },
  };
}

function versionOf(item: Resource): string {
  return stableGuid(`version ${item.id} ${item.changed.getTime()}`).replaceAll('-', '');
}

function recoveryLevelOf(key: Resource): string {
  const vault = key.parent === undefined ? {} : memberOf(key.parent.given, 'properties');
  return vault['enablePurgeProtection'] === true ? 'Recoverable' : 'Recoverable+Purgeable';
}

function withSeconds(item: Resource, composed: Json, more: Json): Json {
  const properties = memberOf(composed, 'properties');
  const attributes: Json = {
    enabled: true,
    created: item.created.toISOString(),
    updated: item.changed.toISOString(),
    ...more,
    ...(isJson(properties['attributes']) ? properties['attributes'] : {}),
  };
  for (const name of INSTANTS) {
    const instant = attributes[name];
    if (typeof instant === 'string') attributes[name] = Math.floor(Date.parse(instant) / 1000);
  }
  return { ...composed, properties: { ...properties, attributes } };
}

function systemData(resource: Resource): Json {
  return {
    createdBy: 'platform@example.com',
    createdByType: 'User',
    createdAt: resource.created.toISOString(),
    lastModifiedBy: 'platform@example.com',
    lastModifiedByType: 'User',
    lastModifiedAt: resource.changed.toISOString(),
  };
}

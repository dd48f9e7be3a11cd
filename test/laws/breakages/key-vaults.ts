import { vaultOf } from '../../harness/estates.ts';
import { answering, changed, lying, type MatrixRow, made, outside, put } from './breakage.ts';
import { AUDIT, auditLogOf, newVault } from './new-vault.ts';

const VAULT = 'Microsoft.KeyVault/vaults';
const KEY = 'Microsoft.KeyVault/vaults/keys';
const SECRET = 'Microsoft.KeyVault/vaults/secrets';
const YEAR = 31_536_000;

const vaultIn = (location: string, pair: string): MatrixRow => ({
  title: `A key vault is made in ${location}`,
  resourceType: VAULT,
  in: (service) =>
    newVault(service, { location }, (resource) =>
      lying(resource, { primary: location, copy: pair }),
    ),
});

const newVaultWithout = (
  title: string,
  check: string,
  properties: Readonly<Record<string, unknown>>,
): MatrixRow => ({
  title,
  resourceType: VAULT,
  in: (service) => newVault(service, { properties }, (resource) => [{ check, resource }]),
});

/** Key vaults with their keys and secrets. */
export const KEY_VAULT_ROWS: readonly MatrixRow[] = [
  // It cannot be turned off on a vault that has it: what really happens is that another vault is made.
  newVaultWithout('A key vault is made without purge protection', 'key-protection', {
    enablePurgeProtection: undefined,
  }),
  {
    title: 'Azure answers that a key vault has no soft delete',
    resourceType: VAULT,
    // Refused for new vaults; old ones still have it.
    in: (service) =>
      answering(`${vaultOf(service)}?`, 'properties.enableSoftDelete', false, [
        { check: 'key-protection', resource: vaultOf(service) },
      ]),
  },
  {
    title: 'The audit log of a key vault is off',
    resourceType: VAULT,
    in: (service) => {
      const setting = (enabled: boolean) => ({
        properties: { ...auditLogOf(service), logs: [{ categoryGroup: 'audit', enabled }] },
      });
      const id = `${vaultOf(service)}/${AUDIT}`;
      return {
        break: [put(id, setting(false))],
        mend: [put(id, setting(true))],
        expected: [{ check: 'access-logging', resource: vaultOf(service) }],
      };
    },
  },
  {
    title: 'Access policies decide in a key vault',
    resourceType: VAULT,
    in: (service) =>
      changed(
        vaultOf(service),
        { properties: { enableRbacAuthorization: false } },
        { properties: { enableRbacAuthorization: true } },
        [{ check: 'key-protection', resource: vaultOf(service) }],
      ),
  },
  newVaultWithout('A key vault is open to the internet', 'network-isolation', {
    publicNetworkAccess: 'Enabled',
    networkAcls: {
      bypass: 'AzureServices',
      defaultAction: 'Allow',
      ipRules: [],
      virtualNetworkRules: [],
    },
  }),
  {
    title: 'A key never expires',
    resourceType: KEY,
    in: (service) => {
      const resource = `${vaultOf(service)}/keys/forever`;
      const properties = { ...goodKey(), attributes: { enabled: true } };
      return made([{ id: resource, body: { properties } }], [{ check: 'key-expiry', resource }]);
    },
  },
  {
    title: 'A key is not rotated',
    resourceType: KEY,
    in: (service) => {
      const resource = `${vaultOf(service)}/keys/still`;
      const properties = { ...goodKey(), rotationPolicy: { attributes: {}, lifetimeActions: [] } };
      return made([{ id: resource, body: { properties } }], [{ check: 'key-rotation', resource }]);
    },
  },
  {
    title: 'A key is too short',
    resourceType: KEY,
    in: (service) => {
      const resource = `${vaultOf(service)}/keys/short`;
      const properties = { ...goodKey(), keySize: 1024 };
      return made([{ id: resource, body: { properties } }], [{ check: 'key-strength', resource }]);
    },
  },
  {
    title: 'A secret never expires',
    resourceType: SECRET,
    in: (service) => {
      const resource = `${vaultOf(service)}/secrets/forever`;
      const properties = {
        value: 'not-shown',
        contentType: 'text/plain',
        attributes: { enabled: true },
      };
      return made([{ id: resource, body: { properties } }], [{ check: 'key-expiry', resource }]);
    },
  },
  vaultIn('eastus', 'westus'),
  vaultIn('uksouth', 'ukwest'),
  vaultIn('westeurope', 'northeurope'),
  {
    title: 'A key vault is made in a region without a pair',
    resourceType: VAULT,
    in: (service) =>
      newVault(service, { location: 'italynorth' }, (resource) => [
        { check: 'location', resource, when: outside({ primary: 'italynorth' }) },
        { check: 'regional-redundancy', resource },
        { check: 'geo-redundant-backup', resource },
      ]),
  },
];

function goodKey(): Readonly<Record<string, unknown>> {
  return {
    kty: 'RSA',
    keySize: 3072,
    attributes: { enabled: true, exp: Math.floor(Date.now() / 1000) + YEAR / 2 },
    rotationPolicy: {
      attributes: { expiryTime: 'P1Y' },
      lifetimeActions: [{ trigger: { timeAfterCreate: 'P90D' }, action: { type: 'rotate' } }],
    },
  };
}

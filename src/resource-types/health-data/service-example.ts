import type { Break, Good } from '../define-resource-type.ts';
import { ENCRYPTED_BY_ITSELF, logsTo } from '../examples.ts';

/** Records of who read and wrote. */
export const AUDIT_TO = { category: 'AuditLogs' };

/** Why no service has a second region. Source: type-facts-data §8. */
const ALONE = 'no member names a second region';

/** A service that keeps every promise that one can keep; `properties`: what it has beside the others. */
export function goodService(
  id: string,
  properties: Readonly<Record<string, unknown>>,
  unknown: readonly string[],
): Good {
  return {
    id,
    bodies: {
      service: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          publicNetworkAccess: 'Disabled',
          ...properties,
        },
      },
      settings: logsTo(AUDIT_TO),
    },
    unknown,
    cannot: { 'geo-redundant-backup': ALONE, 'regional-redundancy': ALONE },
    unbreakable: ENCRYPTED_BY_ITSELF,
  };
}

/** The member that names the key of one's own, as of FHIR and DICOM services. */
export const OWN_KEY = {
  encryption: {
    customerManagedKeyEncryption: { keyEncryptionKeyUrl: 'https://kv.vault.azure.net/keys/cmk' },
  },
};

/** Ways to break either service; `key`: the member that names the key. */
export function breaksOf(key: string): readonly Break[] {
  return [
    {
      as: 'lies in the United States',
      set: { service: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is open to the internet',
      set: { service: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'is encrypted under Azure’s own key',
      set: { service: { [key]: undefined } },
      breaks: ['customer-keys'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ];
}

/** Of what can be exported. */
export const EXPORTED: Break = {
  as: 'exports records to an account of which only the name is said',
  set: { service: { 'properties/exportConfiguration': { storageAccountName: 'exports' } } },
  breaks: [],
  blinds: ['location'],
};

/** What of every service no trait reads. */
export const SERVICE_LEAVES = {
  'properties/authenticationConfiguration/**': 'who may come in: roles decide as well',
  'properties/corsConfiguration/**': 'which pages may call it',
  'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
  'identity/**': 'as whom it signs in elsewhere',
} as const;

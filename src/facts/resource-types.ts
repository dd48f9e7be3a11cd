import { classifyType } from '#resource-types/without-file.ts';

/** The families of claims that are promised of every resource that they bear on. */
export const COVERAGE_FAMILIES = [
  'encryption-at-rest',
  'encryption-in-transit',
  'backup',
  'location',
  'geo-redundancy',
  'key-vault',
] as const;
export type CoverageFamily = (typeof COVERAGE_FAMILIES)[number];

/** Types whose settings a check of the family reads; a test keeps it in step with the checks. */
export const EXAMINED: Readonly<Record<CoverageFamily, readonly string[]>> = {
  'encryption-at-rest': [
    'microsoft.sql/managedinstances',
    'microsoft.sql/managedinstances/databases',
    'microsoft.sql/servers/databases',
    'microsoft.storage/storageaccounts',
  ],
  'encryption-in-transit': [
    'microsoft.sql/managedinstances',
    'microsoft.sql/servers',
    'microsoft.storage/storageaccounts',
  ],
  backup: [
    'microsoft.recoveryservices/vaults',
    'microsoft.sql/managedinstances/databases',
    'microsoft.sql/servers/databases',
    'microsoft.storage/storageaccounts',
  ],
  location: [
    'microsoft.keyvault/vaults',
    'microsoft.recoveryservices/vaults',
    'microsoft.sql/managedinstances',
    'microsoft.sql/servers',
    'microsoft.sql/servers/databases',
    'microsoft.storage/storageaccounts',
  ],
  'key-vault': [
    'microsoft.keyvault/vaults',
    'microsoft.keyvault/vaults/keys',
    'microsoft.keyvault/vaults/secrets',
  ],
  'geo-redundancy': [
    'microsoft.recoveryservices/vaults',
    'microsoft.sql/managedinstances',
    'microsoft.sql/servers/databases',
    'microsoft.storage/storageaccounts',
  ],
};

const ONE_PLACE = 'it has no place but its own region';

/** What needs no reading of the type's own settings, and why: the platform's word is the evidence, or another type's check. */
const SETTLED: Readonly<Record<string, Readonly<Partial<Record<CoverageFamily, string>>>>> = {
  // Source: Azure Key Vault, availability and redundancy; data protection; TLS 1.0 and 1.1 are refused.
  'microsoft.keyvault/vaults': {
    'encryption-at-rest': 'Key Vault always encrypts keys and secrets; that cannot be switched off',
    'encryption-in-transit': 'Key Vault refuses anything older than TLS 1.2; it has no setting',
    backup:
      'keys and secrets are kept by soft delete and purge protection, judged by the Key Vault checks',
    'geo-redundancy':
      'Azure itself copies keys and secrets to the paired region; there is no setting',
  },
  // Source: Azure Backup, "Encryption in Azure Backup".
  'microsoft.recoveryservices/vaults': {
    'encryption-at-rest':
      'Azure Backup always encrypts with 256-bit AES; that cannot be switched off',
    'encryption-in-transit':
      'Azure Backup accepts HTTPS with TLS 1.2 or later only; it has no setting',
  },
  // The redundancy of an instance's backups is set on the instance.
  'microsoft.sql/managedinstances/databases': {
    'geo-redundancy': 'its backups are judged with its managed instance',
    location: 'its backups are judged with its managed instance',
  },
  'microsoft.compute/disks': { location: ONE_PLACE },
  'microsoft.compute/virtualmachines': { location: ONE_PLACE },
  'microsoft.compute/virtualmachinescalesets': { location: ONE_PLACE },
};

/**
 * How a family of claims is covered for a resource type.
 * - `examined`: checks of ours read its settings
 * - `settled`: there is nothing to read on it: Azure does it always, or another type's check judges it
 * - `beside`: the family does not bear on the type
 * - `open`: it bears on it, and no check of ours reads its settings
 * - `not-known`: our table does not know the type
 */
export type Coverage =
  | { readonly is: 'examined' | 'open' | 'not-known' }
  | { readonly is: 'settled' | 'beside'; readonly because: string };

/** How `family` is covered for a resource type in any letter case. */
export function coverageOf(type: string, family: CoverageFamily): Coverage {
  const key = type.toLowerCase();
  if (EXAMINED[family].includes(key)) return { is: 'examined' };
  const because = SETTLED[key]?.[family];
  if (because !== undefined) return { is: 'settled', because };
  if (family === 'key-vault') {
    // What keeps keys is told by its provider: a managed HSM, and whatever joins it.
    return key.startsWith('microsoft.keyvault/')
      ? { is: 'open' }
      : { is: 'beside', because: 'it keeps no keys' };
  }
  const rule = classifyType(key);
  if (rule === undefined) return { is: 'not-known' };
  if (family === 'encryption-in-transit') {
    return rule.servesEndpoint
      ? { is: 'open' }
      : { is: 'beside', because: 'it answers no clients' };
  }
  return rule.holdsData ? { is: 'open' } : { is: 'beside', because: 'it holds no customer data' };
}

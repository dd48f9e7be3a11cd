import { withParent } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { childrenBelow, itself } from '../generic-reads.ts';
import { KEY_BODIES, KEY_BREAKS, KEY_LEAVES } from './key-example.ts';
import { disabledKey, lifetimeOf } from './key-lifetime.ts';

const HSM = withParent('keys lie in their managed HSM and are judged with it');
const KEYS = {
  type: 'Microsoft.KeyVault/managedHSMs/keys',
  apiVersion: '2026-02-01',
} as const;

/** A key of a managed HSM, through the management plane. Source: Microsoft.KeyVault/managedHSMs/keys, 2026-02-01. */
export const managedHsmKey = defineResourceType({
  type: 'Microsoft.KeyVault/managedHSMs/keys',
  holds: 'keys',
  serves: 'nobody',
  reads: {
    row: childrenBelow({ ...KEYS, name: 'managedHsmKeyRow', what: 'keys of managed HSM' }),
    // Guess: the rows of the list lack the rotation policy, as those of a vault do.
    key: itself({ ...KEYS, name: 'managedHsmKey', what: 'key of managed HSM' }),
  },
  setAside: disabledKey,
  traits: {
    places: HSM,
    encryption: HSM,
    backups: HSM,
    logs: HSM,
    keeping: HSM,
    lifetimes: from('key')(lifetimeOf),
  },
  mend: {},
  good: { id: `${idOf('Microsoft.KeyVault/managedHSMs', 'hsm')}/keys/cmk`, bodies: KEY_BODIES },
  breaks: KEY_BREAKS,
  leaves: { key: KEY_LEAVES },
});

import { defineResourceType } from '../define-resource-type.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { BODIES, BREAKS } from './site-breaks.ts';
import { CONFIG_LEAVES, SITE_LEAVES } from './site-leaves.ts';
import { MENDS, readsOf } from './site-reads.ts';
import { SITE_TRAITS } from './site-traits.ts';

/** A deployment slot: an app of its own, with settings of its own and a name that everybody can call. Source: Microsoft.Web/sites/slots, 2025-03-01. */
export const webSlot = defineResourceType({
  type: 'Microsoft.Web/sites/slots',
  holds: 'code',
  serves: 'clients',
  reads: {
    ...readsOf(itself, 'Microsoft.Web/sites/slots', 'webAppSlot', 'slot'),
    settings: diagnosticSettings,
  },
  traits: SITE_TRAITS,
  mend: MENDS,
  good: {
    id: `${idOf('Microsoft.Web/sites', 'app')}/slots/staging`,
    bodies: BODIES,
    unknown: ['customer-keys'],
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: BREAKS,
  leaves: { site: SITE_LEAVES, config: CONFIG_LEAVES },
});

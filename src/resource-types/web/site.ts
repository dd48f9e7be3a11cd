import { defineResourceType } from '../define-resource-type.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { BODIES, BREAKS } from './site-breaks.ts';
import { CONFIG_LEAVES, SITE_LEAVES, SLOT_NAMES } from './site-leaves.ts';
import { MENDS, readsOf } from './site-reads.ts';
import { SITE_TRAITS } from './site-traits.ts';

/**
 * A web app, function app or logic app (Standard). What it holds is its code and settings; what it works on lies elsewhere.
 * Source: Microsoft.Web/sites, 2025-03-01; azure-facts §7; type-facts-services §3. Guess: no customer's data rests on its own disk.
 */
export const webSite = defineResourceType({
  type: 'Microsoft.Web/sites',
  holds: 'code',
  serves: 'clients',
  reads: {
    ...readsOf(allOf, 'Microsoft.Web/sites', 'webApp', 'app'),
    settings: diagnosticSettings,
  },
  traits: SITE_TRAITS,
  mend: MENDS,
  good: {
    id: idOf('Microsoft.Web/sites', 'app'),
    bodies: BODIES,
    unknown: ['customer-keys'],
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: BREAKS,
  leaves: { site: SITE_LEAVES, config: { ...CONFIG_LEAVES, ...SLOT_NAMES } },
});

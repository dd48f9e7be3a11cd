import { z } from 'zod';
import { unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { pairOf } from '#facts/subscription-regions.ts';
import { findRegion } from '#traits/regions.ts';

export const keyVaultPairLocation = defineCheck({
  id: 'key-vault-pair-location',
  title: 'Key vault lies within the claimed places together with the copy in its paired region',
  family: 'location',
  severity: 'high',
  resourceTypes: ['microsoft.keyvault/vaults'],
  fact: 'resource',
  also: ['subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  rationale:
    'Azure copies keys and secrets to the paired region by itself; that cannot be switched off or seen. In a region without a pair they stay.',
  remediation: {
    // The pair follows from the region: keys and secrets must move to a vault elsewhere.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/key-vault/general/disaster-recovery-guidance',
  },
  references: [
    'Azure Key Vault, availability and redundancy: contents are replicated to the paired region',
    'Microsoft.Resources/subscriptions/locations 2022-12-01: metadata.pairedRegion',
  ],
  examples: {
    pass: {
      facts: {
        resource: {
          id: '/v',
          name: 'v',
          type: 'Microsoft.KeyVault/vaults',
          location: 'northeurope',
        },
        subscriptionRegions: [],
      },
      with: { within: 'EU' },
      resource: { location: 'northeurope' },
    },
    fail: {
      facts: {
        resource: { id: '/v', name: 'v', type: 'Microsoft.KeyVault/vaults', location: 'eastus' },
        subscriptionRegions: [],
      },
      with: { within: 'EU' },
      resource: { location: 'eastus' },
    },
    unknown: {
      facts: {
        resource: { id: '/v', name: 'v', type: 'Microsoft.KeyVault/vaults', location: 'atlantis' },
        subscriptionRegions: [],
      },
      with: { within: 'EU' },
      resource: { location: 'atlantis' },
    },
  },
  evaluate({ resource, subscriptionRegions }, { parameters: { within } }) {
    const own = findRegion(resource.location ?? '');
    if (own === undefined) {
      const observed = resource.location ?? null;
      return unknown(`The region ${observed ?? '(none)'} is not known`, {
        expected: within,
        observed,
      });
    }
    const pair = pairOf(subscriptionRegions, own.name);
    const places = [{ what: 'own region', location: resource.location }];
    if (pair !== null) places.push({ what: 'paired region', location: pair });
    return judgePlaces(places, within);
  },
});

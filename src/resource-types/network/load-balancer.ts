import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';
import { balancerList } from '../network-lists.ts';
import { ownPlaces } from '../own-places.ts';

const TYPE = 'Microsoft.Network/loadBalancers';

/**
 * A load balancer hands on packets: what answers stands behind it, and nothing rests in it.
 * Source: Microsoft.Network/loadBalancers, 2025-09-01; type-facts-services §5.
 */
export const loadBalancer = defineResourceType({
  type: 'Microsoft.Network/loadBalancers',
  holds: 'nothing',
  serves: 'nobody',
  passes: true,
  reads: {
    balancer: balancerList,
  },
  traits: { places: from('balancer')(placesOf) },
  mend: {},
  good: {
    id: idOf(TYPE, 'lb'),
    bodies: {
      balancer: {
        location: 'westeurope',
        sku: { name: 'Standard', tier: 'Regional' },
        properties: { frontendIPConfigurations: [] },
      },
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { balancer: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
    {
      as: 'is one of all regions',
      set: { balancer: { 'sku/tier': 'Global' } },
      breaks: [],
      blinds: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
  leaves: {
    balancer: {
      ...leaving(
        'which packets go where',
        'frontendIPConfigurations/** backendAddressPools/** loadBalancingRules/** probes/** inboundNatRules/** inboundNatPools/** outboundRules/**',
      ),
      ...leaving('its number', 'resourceGuid'),
      ...leaving('for whom it is made', 'scope mode'),
      'sku/name': 'price and size',
      'extendedLocation/type': 'edge zone or custom location: neither is a region',
    },
  },
});

/** One of the tier Global takes packets in at the edge of Microsoft's network, wherever that is nearest. */
function placesOf(own: Cell): readonly Place[] {
  const tier = own.at('sku/tier');
  const isGlobal = tier.oneOf({ Regional: false, Global: true });
  const here = ownPlaces(own, 'load balancer');
  if (isGlobal.said && !isGlobal.value) return here;
  const why = 'At which edges packets are taken in no member says';
  const region = isGlobal.said ? tier.notUnderstood(why) : isGlobal;
  return [...here, { kind: 'replica', what: 'edges', region }];
}

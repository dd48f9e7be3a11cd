import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';
import { SANS, san } from './reads.ts';

/** An Elastic SAN: room for volumes, whose groups say what they are. Source: Microsoft.ElasticSan/elasticSans, 2025-09-01; type-facts-services §7. */
export const elasticSan = defineResourceType({
  type: 'Microsoft.ElasticSan/elasticSans',
  holds: 'nothing',
  serves: 'nobody',
  passes: true,
  reads: { san },
  traits: {
    places: from('san')((own) => [
      { kind: 'primary', what: 'Elastic SAN', region: own.at('location').text() },
    ]),
  },
  mend: {},
  good: {
    id: idOf(SANS, 'san'),
    bodies: { san: { location: 'northeurope', properties: { provisioningState: 'Succeeded' } } },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { san: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
  leaves: {
    san: leaving(
      'price, size and zones',
      'sku/** availabilityZones baseSizeTiB extendedCapacitySizeTiB totalVolumeSizeGiB volumeGroupCount totalIops totalMBps totalSizeTiB autoScaleProperties/**',
    ),
  },
});

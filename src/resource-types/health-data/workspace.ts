import { beside } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { closePublicAccess, reachBy } from '../public-access.ts';
import { API_VERSION } from './service-says.ts';

const TYPE = 'Microsoft.HealthcareApis/workspaces';

/** What health data services lie in: they say themselves what they keep and how they are called. Source: type-facts-data §8. */
export const healthWorkspace = defineResourceType({
  type: 'Microsoft.HealthcareApis/workspaces',
  holds: 'nothing',
  serves: 'clients',
  reads: {
    workspace: allOf({
      name: 'healthWorkspace',
      what: 'health data workspace',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
  },
  traits: {
    places: from('workspace')((own) => [
      { kind: 'primary', what: 'health data workspace', region: own.at('location').text() },
    ]),
    endpoints: from('workspace')((own) => [
      {
        what: 'health data workspace',
        // Guess: it has no address of its own; the services below it have.
        plainText: own.means('refused'),
        reach: reachBy(own.at('properties/publicNetworkAccess')),
      },
    ]),
    logs: beside('its services write who reads and writes'),
  },
  mend: { 'network-isolation': closePublicAccess(API_VERSION) },
  good: {
    id: idOf(TYPE, 'health'),
    bodies: {
      workspace: {
        location: 'northeurope',
        properties: { provisioningState: 'Succeeded', publicNetworkAccess: 'Disabled' },
      },
    },
    unbreakable: { 'encryption-in-transit': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { workspace: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
    {
      as: 'is open to the internet',
      set: { workspace: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
  ],
  leaves: {
    workspace: {
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
    },
  },
});

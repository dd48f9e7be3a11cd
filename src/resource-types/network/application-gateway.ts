import { azCommand } from '#domain/az-command.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { ownPlaces } from '../own-places.ts';
import { zonesByList } from '../zones.ts';
import { gatewayDoors, gatewayReach } from './gateway-doors.ts';
import { BREAKS, GOOD } from './gateway-example.ts';

const TYPE = 'Microsoft.Network/applicationGateways';
/** An application gateway: requests pass through it. Source: Microsoft.Network/applicationGateways, 2025-09-01; azure-facts §7; type-facts-services §5. */
export const applicationGateway = defineResourceType({
  type: 'Microsoft.Network/applicationGateways',
  holds: 'nothing',
  serves: 'clients',
  reads: {
    gateway: allOf({
      name: 'applicationGateway',
      what: 'application gateway',
      type: TYPE,
      apiVersion: '2025-09-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('gateway')((own) => ownPlaces(own, 'application gateway')),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    zones: from('gateway')((own) => [zonesByList(own.at('zones'), 'application gateway')]),
    endpoints: [
      only(['transport'], from('gateway')(gatewayDoors)),
      only(['reach'], from('gateway')(gatewayReach)),
    ],
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az network application-gateway ssl-policy set --ids ${id} --policy-type Predefined --policy-name AppGwSslPolicy20220101`,
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: {
    gateway: {
      ...leaving('price and size', 'sku/** autoscaleConfiguration/**'),
      ...leaving('how it fares', 'operationalState resourceGuid'),
      ...leaving(
        'certificates: what they are good for other questions ask',
        'authenticationCertificates/** trustedRootCertificates/** trustedClientCertificates/** sslCertificates/**',
      ),
      ...leaving(
        'its addresses and networks',
        'gatewayIPConfigurations/** frontendIPConfigurations/** frontendPorts/** privateLinkConfigurations/** privateEndpointConnections/**',
      ),
      ...leaving('whether backends live: no request of a client', 'probes/**'),
      ...leaving(
        'which requests go where',
        'backendAddressPools/** urlPathMaps/** requestRoutingRules/** routingRules/** rewriteRuleSets/** redirectConfigurations/** loadDistributionPolicies/**',
      ),
      ...leaving('names of listeners and what they belong to', 'httpListeners/** listeners/**'),
      ...leaving(
        'how a backend is called beside the protocol',
        'backendHttpSettingsCollection/** backendSettingsCollection/**',
      ),
      ...leaving(
        'which kind of policy, which its other members show, and which ciphers',
        'sslPolicy/policyType sslPolicy/cipherSuites sslProfiles/**',
      ),
      ...leaving(
        'the web application firewall: no claim speaks of it yet',
        'webApplicationFirewallConfiguration/** firewallPolicy/** forceFirewallPolicyAssociation',
      ),
      ...leaving(
        'how it answers',
        'enableHttp2 enableFips customErrorConfigurations/** globalConfiguration/** entraJWTValidationConfigs/**',
      ),
      'identity/**': 'as whom it reads its certificates',
    },
  },
});

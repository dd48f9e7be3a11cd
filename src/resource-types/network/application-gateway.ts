import { azCommand } from '#domain/az-command.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { ownPlaces } from '../own-places.ts';
import { gatewayDoors, gatewayReach } from './gateway-doors.ts';

const TYPE = 'Microsoft.Network/applicationGateways';
const ID = idOf(TYPE, 'gateway');
const HTTP = `${ID}/httpListeners/http`;
const HTTPS = `${ID}/httpListeners/https`;
const REDIRECT = `${ID}/redirectConfigurations/safe`;

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
    endpoints: [
      only(['transport'], from('gateway')(gatewayDoors)),
      only(['reach'], from('gateway')(gatewayReach)),
    ],
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az network application-gateway ssl-policy set --ids ${id} --policy-type Predefined --policy-name AppGwSslPolicy20220101`,
  },
  good: {
    id: ID,
    bodies: {
      gateway: {
        location: 'westeurope',
        properties: {
          sku: { name: 'WAF_v2', tier: 'WAF_v2' },
          sslPolicy: { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101' },
          defaultPredefinedSslPolicy: 'AppGwSslPolicy20220101',
          frontendIPConfigurations: [
            {
              name: 'private',
              properties: {
                subnet: { id: idOf('Microsoft.Network/virtualNetworks', 'vnet/subnets/gw') },
              },
            },
          ],
          httpListeners: [
            { id: HTTPS, name: 'https', properties: { protocol: 'Https' } },
            { id: HTTP, name: 'http', properties: { protocol: 'Http' } },
          ],
          requestRoutingRules: [
            {
              name: 'to-https',
              properties: {
                ruleType: 'Basic',
                httpListener: { id: HTTP },
                redirectConfiguration: { id: REDIRECT },
              },
            },
          ],
          redirectConfigurations: [
            { id: REDIRECT, name: 'safe', properties: { targetListener: { id: HTTPS } } },
          ],
          backendHttpSettingsCollection: [{ name: 'app', properties: { protocol: 'Https' } }],
          sslProfiles: [{ name: 'partners', properties: { provisioningState: 'Succeeded' } }],
        },
      },
      settings: [],
    },
  },
  breaks: [
    ...['AppGwSslPolicy20150501', 'AppGwSslPolicy20170401'].map((name) => ({
      as: `has the predefined policy ${name}`,
      set: { gateway: { 'properties/sslPolicy/policyName': name } },
      breaks: ['encryption-in-transit'],
    })),
    {
      as: 'has no policy, and an old one by default',
      set: {
        gateway: {
          'properties/sslPolicy': undefined,
          'properties/defaultPredefinedSslPolicy': 'AppGwSslPolicy20150501',
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has a policy of its own that accepts TLS 1.1',
      set: {
        gateway: {
          'properties/sslPolicy': { policyType: 'Custom', minProtocolVersion: 'TLSv1_1' },
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has a profile that accepts TLS 1.0',
      set: {
        gateway: {
          'properties/sslProfiles/0': {
            properties: { sslPolicy: { policyType: 'Custom', minProtocolVersion: 'TLSv1_0' } },
          },
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has switched off TLS 1.0 alone',
      set: { gateway: { 'properties/sslPolicy': { disabledSslProtocols: ['TLSv1_0'] } } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'answers HTTP',
      set: { gateway: { 'properties/requestRoutingRules': [] } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'sends from HTTP to HTTP',
      set: {
        gateway: {
          'properties/redirectConfigurations/0/properties': {
            targetUrl: 'http://elsewhere.example',
          },
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'talks to a backend by HTTP',
      set: {
        gateway: { 'properties/backendHttpSettingsCollection/0/properties/protocol': 'Http' },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'hands on a TCP port',
      set: { gateway: { 'properties/listeners': [{ properties: { protocol: 'Tcp' } }] } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'hands on to a backend by TCP',
      set: {
        gateway: { 'properties/backendSettingsCollection': [{ properties: { protocol: 'Tcp' } }] },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has a public address',
      set: {
        gateway: {
          'properties/frontendIPConfigurations/0/properties/publicIPAddress': {
            id: idOf('Microsoft.Network/publicIPAddresses', 'front'),
          },
        },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { gateway: { location: 'eastus' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
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
      zones: 'zones of one region: no claim speaks of them yet',
    },
  },
});

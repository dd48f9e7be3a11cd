import type { Break, Good } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';

const ID = idOf('Microsoft.Network/applicationGateways', 'gateway');
const HTTP = `${ID}/httpListeners/http`;
const HTTPS = `${ID}/httpListeners/https`;
const REDIRECT = `${ID}/redirectConfigurations/safe`;

/** A gateway that keeps every promise. */
export const GOOD: Good = {
  id: ID,
  bodies: {
    gateway: {
      location: 'westeurope',
      zones: ['1', '2', '3'],
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
};

export const BREAKS: readonly Break[] = [
  {
    as: 'lies in one zone',
    set: { gateway: { zones: ['1'] } },
    breaks: ['zone-redundant'],
  },
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
  ...['httpListeners', 'backendHttpSettingsCollection'].map((name) => ({
    as: `does not say ${name}`,
    set: { gateway: { [`properties/${name}`]: undefined } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  })),
  {
    as: 'hands on some paths of what it sends to HTTPS',
    set: { gateway: { 'properties/requestRoutingRules/0/properties/urlPathMap': { id: 'some' } } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'names no front end',
    set: { gateway: { 'properties/frontendIPConfigurations': [] } },
    breaks: [],
    blinds: ['network-isolation'],
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
];

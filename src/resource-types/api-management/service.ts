import { azCommand } from '#domain/az-command.ts';
import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf, listBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { closePublicAccess } from '../public-access.ts';
import { serviceDoors, servicePlaces, serviceReach } from './service-says.ts';

const TYPE = 'Microsoft.ApiManagement/service';
const API_VERSION = '2024-05-01';
const PROTOCOL = 'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Protocols';
const BACKEND = 'Microsoft.WindowsAzure.ApiManagement.Gateway.Security.Backend.Protocols';
const CALLS = {
  what: 'calls',
  carry: ['gatewaylogs'],
  other: ['websocketconnectionlogs', 'developerportalauditlogs', 'gatewayllmlogs'],
} as const;

/**
 * API Management: what is called and by whom, secrets, and calls that pass through it.
 * Source: Microsoft.ApiManagement/service, 2024-05-01; azure-facts §7; type-facts-services §5. Guess: the accounts of developers in it are
 * not what customers store.
 */
export const apiManagement = defineResourceType({
  type: 'Microsoft.ApiManagement/service',
  holds: 'code',
  serves: 'clients',
  reads: {
    service: allOf({
      name: 'apiManagement',
      what: 'API Management',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    apis: listBelow({
      name: 'apiManagementApis',
      what: 'APIs of API Management',
      type: `${TYPE}/apis`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('service')(servicePlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Guess: with AES-256; the page says that it is encrypted.
    encryption: always(
      'What API Management keeps lies in Azure Storage and Azure SQL, which are always encrypted, under a key of Microsoft',
      'https://learn.microsoft.com/azure/api-management/api-management-features',
      '2026-11-28',
    ),
    endpoints: [
      only(['transport'], from('service', 'apis')(serviceDoors)),
      only(['reach'], from('service')(serviceReach)),
    ],
    // A call can write one into a storage account, and no list shows it. Source: type-facts-services §5.
    backups: from('service')((own) =>
      own.notUnderstood('Whether somebody backs up API Management by calls is not listed anywhere'),
    ),
    logs: from('settings')((settings) => [logStream(settings, CALLS)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      azCommand`az resource update --ids ${id} --set ${`properties.customProperties.${PROTOCOL}.Tls10`}=False ${`properties.customProperties.${PROTOCOL}.Tls11`}=False`,
    'network-isolation': closePublicAccess(),
  },
  good: {
    id: idOf(TYPE, 'apis'),
    bodies: {
      service: {
        location: 'West Europe',
        sku: { name: 'Premium', capacity: 1 },
        properties: {
          createdAtUtc: '2024-02-01T08:00:00Z',
          publicNetworkAccess: 'Disabled',
          virtualNetworkType: 'Internal',
          additionalLocations: [{ location: 'North Europe', disableGateway: false }],
          customProperties: {
            [`${PROTOCOL}.Ssl30`]: 'False',
            [`${PROTOCOL}.Tls10`]: 'False',
            [`${PROTOCOL}.Tls11`]: 'False',
          },
        },
      },
      apis: [
        {
          name: 'orders',
          properties: {
            protocols: ['https'],
            serviceUrl: 'https://orders.example',
            path: 'orders',
          },
        },
      ],
      settings: logsTo({ categoryGroup: 'audit' }),
    },
    unknown: ['customer-keys'],
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    ...['Ssl30', 'Tls10', 'Tls11'].flatMap((name) => [
      {
        as: `accepts ${name}`,
        set: { service: { [`properties/customProperties/${PROTOCOL}.${name}`]: 'True' } },
        breaks: ['encryption-in-transit'],
      },
      {
        as: `accepts ${name} from backends`,
        set: { service: { [`properties/customProperties/${BACKEND}.${name}`]: 'True' } },
        breaks: ['encryption-in-transit'],
      },
    ]),
    {
      as: 'is of a time when TLS 1.0 was on',
      set: {
        service: {
          'properties/createdAtUtc': '2017-02-01T08:00:00Z',
          'properties/customProperties': undefined,
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has an API that is called by HTTP',
      set: { apis: { '0/properties/protocols': ['http', 'https'] } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has an API that calls its backend by HTTP',
      set: { apis: { '0/properties/serviceUrl': 'http://orders.example' } },
      breaks: ['encryption-in-transit'],
    },
    ...['Consumption', 'StandardV2'].map((tier) => ({
      as: `is of the tier ${tier}, and names no version`,
      set: { service: { 'sku/name': tier, 'properties/customProperties': undefined } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    })),
    ...[undefined, '{{orders-backend}}'].map((url) => ({
      as: `has an API of which it does not say how its backend is called: ${url ?? 'no address'}`,
      set: { apis: { '0/properties/serviceUrl': url } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    })),
    {
      as: 'has an API that names no protocol',
      set: { apis: { '0/properties/protocols': [] } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'lies in the United States',
      set: { service: { location: 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'has a gateway in the United States',
      set: { service: { 'properties/additionalLocations/0/location': 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'is open to the internet',
      set: {
        service: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/virtualNetworkType': 'None',
        },
      },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    service: {
      ...leaving('whose it is', 'publisher* notificationSenderEmail'),
      ...leaving(
        'its addresses',
        'hostnameConfigurations/** publicIPAddresses privateIPAddresses publicIpAddressId outboundPublicIPAddresses natGatewayState virtualNetworkConfiguration/** privateEndpointConnections/** gatewayUrl gatewayRegionalUrl portalUrl managementApiUrl scmUrl developerPortalUrl',
      ),
      ...leaving('its size, zones and addresses there', 'additionalLocations/**'),
      ...leaving(
        'certificates: what they are good for other questions ask',
        'certificates/** enableClientCertificate',
      ),
      ...leaving('a gateway that is off keeps what is set up', 'disableGateway'),
      ...leaving(
        'how it is changed',
        'targetProvisioningState configurationApi/** apiVersionConstraint/** restore platformVersion legacyPortalStatus developerPortalStatus',
      ),
      'identity/**': 'as whom it signs in elsewhere',
      'sku/capacity': 'price and size',
      zones: 'zones of one region: no claim speaks of them yet',
    },
    apis: {
      ...leaving(
        'what an API is called, and what it is for',
        'wsdlSelector/** sourceApiId displayName path apiVersionSet/** description type apiRevision* apiVersion* isCurrent isOnline termsOfServiceUrl contact/** license/**',
      ),
      ...leaving(
        'who may call it: no claim speaks of it yet',
        'authenticationSettings/** subscriptionKeyParameterNames/** subscriptionRequired',
      ),
    },
  },
});

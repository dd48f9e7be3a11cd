import { azCommand, azScope } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { andThen, type Said } from '#traits/said.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { zonesByFlag } from '../zones.ts';
import { copiesByGroups } from './instance-pairs.ts';
import { failoverGroups, instances } from './managed-reads.ts';
import { endpointOf } from './minimum-tls.ts';

const INSTANCE =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Sql/managedInstances/mi';

/**
 * Azure SQL Managed Instance: what clients talk to. Its data is in its databases, and so is all that is said of data: also what is set
 * on the instance for all of them (the key, the redundancy of backups). Source: Microsoft.Sql/managedInstances, 2025-01-01.
 */
export const managedInstance = defineResourceType({
  type: 'Microsoft.Sql/managedInstances',
  holds: 'nothing',
  serves: 'clients',
  reads: { instance: instances, groups: failoverGroups },
  traits: {
    places: from(
      'instance',
      'groups',
    )((own, groups, { id }) => [
      { kind: 'primary', what: 'managed instance', region: own.at('location').text() },
      ...copiesByGroups(groups, id),
    ]),
    zones: from('instance')((own) => [
      zonesByFlag(own.at('properties/zoneRedundant'), 'managed instance'),
    ]),
    endpoints: from('instance')((own): readonly Endpoint[] => [
      { ...endpointOf(own, 'managed instance'), reach: reachOf(own) },
    ]),
  },
  mend: {
    'encryption-in-transit': ({ id, name }, { atLeast }: { readonly atLeast: string }) =>
      `${azCommand`az sql mi update --name ${name} --minimal-tls-version ${atLeast}`} ${azScope(id)}`,
    'network-isolation': ({ id, name }) =>
      `${azCommand`az sql mi update --name ${name} --public-data-endpoint-enabled false`} ${azScope(id)}`,
  },
  good: {
    unbreakable: {
      'network-isolation':
        'an open endpoint is as open as its network security group, which is not read',
    },
    id: INSTANCE,
    bodies: {
      instance: {
        location: 'northeurope',
        properties: {
          minimalTlsVersion: '1.2',
          publicDataEndpointEnabled: false,
          zoneRedundant: true,
        },
      },
      groups: [],
    },
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { instance: { 'properties/zoneRedundant': false } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'accepts TLS 1.1',
      set: { instance: { 'properties/minimalTlsVersion': '1.1' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'demands no version of TLS',
      set: { instance: { 'properties/minimalTlsVersion': 'None' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'was never told a minimum version of TLS',
      set: { instance: { 'properties/minimalTlsVersion': undefined } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'opens its public endpoint',
      set: { instance: { 'properties/publicDataEndpointEnabled': true } },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { instance: { location: 'eastus' } },
      with: { location: { speaksOf: 'processing' } },
      breaks: ['location'],
    },
    {
      as: 'fails over to the United States',
      set: {
        groups: {
          '': [
            {
              name: 'abroad',
              properties: {
                replicationRole: 'Primary',
                partnerRegions: [{ location: 'East US', replicationRole: 'Secondary' }],
                managedInstancePairs: [
                  {
                    primaryManagedInstanceId: INSTANCE,
                    partnerManagedInstanceId: `${INSTANCE}-us`,
                  },
                ],
              },
            },
          ],
        },
      },
      with: { location: { speaksOf: 'processing' } },
      breaks: ['location'],
    },
  ],
  leaves: {
    instance: {
      'properties/currentBackupStorageRedundancy': 'of its databases, which say it',
      'properties/requestedBackupStorageRedundancy': 'of its databases, which say it',
      'properties/keyId': 'the encryption protector says it, for its databases',
      'properties/primaryUserAssignedIdentityId': 'who reaches the key, not whose it is',
      'properties/administrators/**': 'who may sign in: no claim speaks of it here',
      'properties/administratorLogin': 'who may sign in',
      'properties/authenticationMetadata': 'who may sign in',
      'properties/servicePrincipal/**': 'as whom it acts',
      'identity/**': 'as whom it acts',
      'properties/privateEndpointConnections/**': 'further ways in, all private',
      'properties/proxyOverride': 'how a connection goes on once it is let in',
      'properties/subnetId': 'its network; always inside one',
      'properties/virtualClusterId': 'its network',
      'properties/dnsZone': 'its address',
      'properties/fullyQualifiedDomainName': 'its address',
      'properties/requestedLogicalAvailabilityZone': 'where inside its region',
      'properties/hybridSecondaryUsage': 'price',
      'properties/hybridSecondaryUsageDetected': 'price',
      'properties/licenseType': 'price',
      'properties/pricingModel': 'price',
      'properties/isGeneralPurposeV2': 'size',
      'properties/vCores': 'size',
      'properties/storageSizeInGB': 'size',
      'properties/storageIOps': 'size',
      'properties/storageThroughputMBps': 'size',
      'properties/memorySizeInGB': 'size',
      'sku/**': 'size',
      'properties/instancePoolId': 'whose capacity it uses',
      'properties/collation': 'how texts are compared',
      'properties/timezoneId': 'its clock',
      'properties/databaseFormat': 'which version of SQL Server it follows: no claim speaks of it',
      'properties/maintenanceConfigurationId': 'when it is updated',
      'properties/externalGovernanceStatus': 'whether Purview governs it',
      'properties/createTime': 'its age',
      'properties/provisioningState': 'whether it runs',
      'properties/state': 'whether it runs',
    },
  },
});

/**
 * From where it can be reached. It lies in a virtual network; its public endpoint, port 3342, is off unless switched on. What then comes
 * in is told by the network security group of its subnet. Source: "Configure public endpoint in Azure SQL Managed Instance".
 */
function reachOf(own: Cell): Said<Reach> {
  const member = own.at('properties/publicDataEndpointEnabled');
  return andThen(member.flag(), (isOpen) =>
    isOpen
      ? member.notUnderstood(
          'The public endpoint of the managed instance is open; which addresses the network security group of its subnet lets in is not read',
        )
      : member.means<Reach>({ is: 'private' }),
  );
}

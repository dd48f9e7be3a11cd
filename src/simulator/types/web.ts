import type { Resource } from '../estate/resource.ts';
import { givenOver, type ResourceType, type SettingType } from './resource-type.ts';

const ALLOW_ALL = [
  {
    ipAddress: 'Any',
    action: 'Allow',
    priority: 2_147_483_647,
    name: 'Allow all',
    description: 'Allow all access',
  },
];

/** `config/web`: its list is the one place where an app's TLS versions and FTP are said. */
const webConfiguration: SettingType = {
  segment: 'config',
  name: 'web',
  compose: (site, given) => ({
    location: site.location,
    properties: {
      minTlsVersion: '1.2',
      scmMinTlsVersion: '1.2',
      ftpsState: 'FtpsOnly',
      http20Enabled: true,
      alwaysOn: true,
      ipSecurityRestrictions: ALLOW_ALL,
      scmIpSecurityRestrictions: ALLOW_ALL,
      scmIpSecurityRestrictionsUseMain: false,
      ...given?.properties,
    },
  }),
};

/** An app or a slot. What `config/web` says is null in its own answer, as recorded. */
function siteType(type: string, isTracked: boolean): ResourceType {
  return {
    type,
    isTracked,
    versions: ['2023-12-01', '2024-04-01', '2025-03-01'],
    settings: [webConfiguration],
    pageSize: 100,
    compose: (site) =>
      givenOver(
        site,
        { kind: 'app,linux', location: site.location },
        {
          state: 'Running',
          enabled: true,
          availabilityState: 'Normal',
          usageState: 'Normal',
          defaultHostName: hostOf(site),
          hostNames: [hostOf(site)],
          httpsOnly: false,
          publicNetworkAccess: 'Enabled',
          redundancyMode: 'None',
          resourceGroup: site.resourceGroup,
          siteConfig: { http20Enabled: false, functionAppScaleLimit: 0 },
        },
      ),
  };
}

function hostOf(site: Resource): string {
  const app = site.parent === undefined ? site.name : `${site.parent.name}-${site.name}`;
  return `${app}.azurewebsites.net`;
}

/** A web app, function app or logic app (Standard). */
export const webSite: ResourceType = siteType('Microsoft.Web/sites', true);
/** A deployment slot: as Azure has it, tracked, though it lies in its app. */
export const webSlot: ResourceType = siteType('Microsoft.Web/sites/slots', true);

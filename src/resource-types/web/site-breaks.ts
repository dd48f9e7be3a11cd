import type { Break, Good } from '../define-resource-type.ts';
import { logsTo } from '../examples.ts';

/** The bodies of an app that keeps every promise. */
export const BODIES: Good['bodies'] = {
  site: {
    kind: 'app,linux',
    location: 'West Europe',
    properties: {
      state: 'Running',
      httpsOnly: true,
      publicNetworkAccess: 'Disabled',
      endToEndEncryptionEnabled: true,
    },
  },
  config: {
    location: 'West Europe',
    properties: {
      minTlsVersion: '1.2',
      scmMinTlsVersion: '1.2',
      ftpsState: 'Disabled',
      scmIpSecurityRestrictionsUseMain: false,
      ipSecurityRestrictions: [rule('Any', 'Deny', 'Deny all')],
      scmIpSecurityRestrictions: [rule('Any', 'Deny', 'Deny all')],
      ipSecurityRestrictionsDefaultAction: 'Deny',
      scmIpSecurityRestrictionsDefaultAction: 'Deny',
    },
  },
  snapshots: [
    { properties: { time: '2026-10-23T05:00:00Z' } },
    { properties: { time: '2026-11-21T05:00:00Z' } },
  ],
  settings: logsTo({ category: 'AppServiceHTTPLogs' }),
};

/** Every question on backups is asked of code where a claim names it. */
const OF_CODE = { of: ['code'] } as const;

export const BREAKS: readonly Break[] = [
  ...['1.0', '1.1'].flatMap((version) => [
    {
      as: `accepts TLS ${version}`,
      set: { config: { 'properties/minTlsVersion': version } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: `accepts TLS ${version} where it is deployed`,
      set: { config: { 'properties/scmMinTlsVersion': version } },
      breaks: ['encryption-in-transit'],
    },
  ]),
  {
    as: 'accepts plain HTTP',
    set: { site: { 'properties/httpsOnly': false } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'does not say whether it demands HTTPS',
    set: { site: { 'properties/httpsOnly': undefined } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'accepts plain FTP',
    set: { config: { 'properties/ftpsState': 'AllAllowed' } },
    breaks: ['encryption-in-transit'],
    blinds: ['network-isolation'],
  },
  {
    as: 'names no minimum TLS version',
    set: { config: { 'properties/minTlsVersion': undefined } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'is open to the internet',
    set: {
      site: { 'properties/publicNetworkAccess': 'Enabled' },
      config: {
        'properties/ipSecurityRestrictions': [rule('Any', 'Allow', 'Allow all')],
      },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'is deployed from the internet',
    set: {
      site: { 'properties/publicNetworkAccess': 'Enabled' },
      config: {
        'properties/scmIpSecurityRestrictionsDefaultAction': 'Allow',
      },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets in the internet by FTP',
    set: {
      site: { 'properties/publicNetworkAccess': 'Enabled' },
      config: { 'properties/ftpsState': 'FtpsOnly' },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'takes FTP, and closes its public address',
    set: { config: { 'properties/ftpsState': 'FtpsOnly' } },
    breaks: [],
    blinds: ['network-isolation'],
  },
  {
    as: 'lies in the United States',
    set: { site: { location: 'East US' } },
    breaks: ['location'],
  },
  {
    as: 'lies at the edge',
    set: { site: { extendedLocation: { name: 'attdallas1', type: 'EdgeZone' } } },
    breaks: [],
    blinds: ['location'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  {
    as: 'is in a tier without automatic backups',
    set: { snapshots: { '': [] } },
    breaks: ['backup-interval', 'backup-recent', 'backup-retention'],
    with: {
      'backup-interval': OF_CODE,
      'backup-recent': OF_CODE,
      'backup-retention': OF_CODE,
    },
  },
];

function rule(ipAddress: string, action: string, name: string) {
  return { ipAddress, action, priority: 2_147_483_647, name };
}

import type { Break } from './define-resource-type.ts';

/** A resource group that is nowhere, for the good resources of the types' files. */
const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';

/** The id of an example: `idOf('Microsoft.Search/searchServices', 'search')`. */
export function idOf(type: string, name: string): string {
  return `${GROUP}/${type}/${name}`;
}

/** Diagnostic settings that send these categories (or groups of them) to a workspace. */
export function logsTo(...logs: readonly Readonly<Record<string, string>>[]): readonly unknown[] {
  return [
    {
      name: 'audit',
      properties: {
        workspaceId: idOf('Microsoft.OperationalInsights/workspaces', 'log'),
        logs: logs.map((log) => ({ ...log, enabled: true })),
      },
    },
  ];
}

/** Questions that no setting of a type makes fail, for its platform encrypts by itself. */
export const ENCRYPTED_BY_ITSELF = {
  'encryption-at-rest': 'there is no setting',
  'encryption-in-transit': 'there is no setting',
};

/** Regions as Azure lists them for a subscription: each with three zones. */
export const ZONED_REGIONS: readonly unknown[] = ['northeurope', 'westeurope', 'eastus'].map(
  (name) => ({
    name,
    metadata: { regionType: 'Physical' },
    availabilityZoneMappings: ['1', '2', '3'].map((zone) => ({
      logicalZone: zone,
      physicalZone: `${name}-az${zone}`,
    })),
  }),
);

/** Ways to break what Azure spreads by itself where a region has zones. */
export const IN_ONE_ZONE: readonly Break[] = [
  {
    as: 'lies in a region without zones',
    set: {
      regions: {
        '0/availabilityZoneMappings': undefined,
        '1/availabilityZoneMappings': undefined,
      },
    },
    breaks: ['zone-redundant'],
  },
  {
    as: 'lies in a region that Azure does not list',
    set: { regions: { '': [] } },
    breaks: [],
    blinds: ['zone-redundant'],
  },
];

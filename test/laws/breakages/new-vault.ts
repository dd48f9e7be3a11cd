import { type Service, vaultOf } from '../../harness/estates.ts';
import { type Expected, made } from './breakage.ts';

const GOOD_VAULT = {
  sku: { family: 'A', name: 'standard' },
  tenantId: '99999999-9999-4999-8999-999999999999',
  accessPolicies: [],
  enableSoftDelete: true,
  softDeleteRetentionInDays: 90,
  enablePurgeProtection: true,
  enableRbacAuthorization: true,
  publicNetworkAccess: 'Disabled',
  networkAcls: {
    bypass: 'AzureServices',
    defaultAction: 'Deny',
    ipRules: [],
    virtualNetworkRules: [],
  },
};

/** The setting that carries a vault's audit log, below the vault's id. */
export const AUDIT = 'providers/Microsoft.Insights/diagnosticSettings/audit';
/** The audit log on, to the workspace that the good estate has for the statement. */
export function auditLogOf({ document }: Service): object {
  const name = document.replace(/^visma-|-applications$/gu, '');
  return {
    workspaceId: `/subscriptions/99999999-1111-4111-8111-111111111111/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-${name}`,
    logs: [{ categoryGroup: 'audit', enabled: true }],
  };
}

// A deleted vault keeps its name: every vault that is made gets another one.
let vaults = 0;

/** A vault that is good in everything but what `properties` and `location` say. */
export function newVault(
  service: Service,
  {
    location,
    properties,
  }: { readonly location?: string; readonly properties?: Readonly<Record<string, unknown>> },
  expected: (resource: string) => readonly Expected[],
) {
  vaults += 1;
  const resource = vaultOf(service, `${service.vault}-${vaults}`);
  const body = {
    location: location ?? homeOf(service),
    properties: { ...GOOD_VAULT, ...properties },
  };
  return made(
    [
      { id: resource, body },
      { id: `${resource}/${AUDIT}`, body: { properties: auditLogOf(service) } },
    ],
    expected(resource),
  );
}

function homeOf({ document }: Service): string {
  if (document === 'visma-severa') return 'northeurope';
  return document === 'flinker' ? 'germanywestcentral' : 'swedencentral';
}

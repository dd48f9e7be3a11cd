import type { EstateInput, ResourceSpec } from '#simulator/estate/schema.ts';
import { readGoodEstate } from './test-simulator.ts';

/** One statement's part of the good estate: the resources that tests speak of, by name. */
export interface Service {
  readonly document: string;
  readonly subscription: string;
  /** Id of the resource group that all resources are in. */
  readonly group: string;
  readonly server: string;
  readonly database: string;
  readonly instance: string;
  readonly instanceDatabase: string;
  readonly storage: string;
  readonly vault: string;
  readonly recoveryVault: string;
  /** Days of point-in-time restore that the good estate keeps. */
  readonly retentionDays: number;
}

function service(name: string, digit: string, document: string, database: string): Service {
  const subscription = '8-4-4-4-12'
    .split('-')
    .map((length, index) =>
      index === 2
        ? `4${digit.repeat(3)}`
        : index === 3
          ? `8${digit.repeat(3)}`
          : digit.repeat(Number(length)),
    )
    .join('-');
  return {
    document,
    subscription,
    group: `/subscriptions/${subscription}/resourceGroups/rg-${name}-prod`,
    server: `sql-${name}`,
    database,
    instance: `sqlmi-${name}`,
    instanceDatabase: 'ledger',
    storage: `st${name}prod`,
    vault: `kv-${name}-prod`,
    recoveryVault: `rsv-${name}-prod`,
    retentionDays: name === 'severa' ? 35 : 14,
  };
}

export const FLEX = service('flex', '1', 'flex-applications', 'orders');
export const SEVERA = service('severa', '2', 'visma-severa', 'projects');
export const DRAFTIT = service('draftit', '3', 'visma-draftit', 'documents');
export const FLINKER = service('flinker', '4', 'flinker', 'assignments');

export const SERVICES: readonly Service[] = [FLEX, SEVERA, DRAFTIT, FLINKER];

/** The built-in good estate, fresh, to be changed before it is served. What is written shows at once, everywhere. */
export function goodEstate(): EstateInput {
  return { ...readGoodEstate(), backupRedundancyLagSeconds: 0, changeFeed: { lagSeconds: 0 } };
}

/** The same, with a managed instance for every statement, so that each check of one bears on each statement. */
export function estateWithInstances(): EstateInput {
  const estate = goodEstate();
  for (const one of [DRAFTIT, FLINKER]) addResource(estate, one, goodInstance(one));
  return estate;
}

/** An estate without what is marked as another part of a statement's service. */
export function inOnePart(estate: EstateInput): EstateInput {
  return {
    ...estate,
    subscriptions: estate.subscriptions.map(({ resourceGroups = [], ...rest }) => ({
      ...rest,
      resourceGroups: resourceGroups.filter(({ tags }) => tags?.['part'] === undefined),
    })),
  };
}

/** Puts a resource into a service's resource group. */
export function addResource(estate: EstateInput, to: Service, resource: ResourceSpec): void {
  const subscription = estate.subscriptions.find(({ id }) => id === to.subscription);
  subscription?.resourceGroups?.[0]?.resources?.push(resource);
}

function goodInstance({ instance, instanceDatabase, retentionDays }: Service): ResourceSpec {
  const settings = {
    backupShortTermRetentionPolicies: { retentionDays },
    backupLongTermRetentionPolicies: {
      weeklyRetention: 'P5W',
      monthlyRetention: 'P2M',
      yearlyRetention: 'P1Y',
      weekOfYear: 1,
    },
  };
  return {
    type: 'Microsoft.Sql/managedInstances',
    name: instance,
    properties: { minimalTlsVersion: '1.2' },
    children: { databases: [{ name: instanceDatabase, settings }] },
  };
}

/** Id of a resource of a service: `idIn(FLEX, 'Microsoft.Sql/servers', 'sql-flex', 'databases', 'orders')`. */
export function idIn(
  where: Pick<Service, 'group'>,
  type: string,
  ...names: readonly string[]
): string {
  return [where.group, 'providers', type, ...names].join('/');
}

export const serverOf = (where: Service): string =>
  idIn(where, 'Microsoft.Sql/servers', where.server);
export const databaseOf = (where: Service, name = where.database): string =>
  `${serverOf(where)}/databases/${name}`;
export const instanceOf = (where: Service): string =>
  idIn(where, 'Microsoft.Sql/managedInstances', where.instance);
export const instanceDatabaseOf = (where: Service): string =>
  `${instanceOf(where)}/databases/${where.instanceDatabase}`;
export const storageOf = (where: Service, name = where.storage): string =>
  idIn(where, 'Microsoft.Storage/storageAccounts', name);
export const vaultOf = (where: Service, name = where.vault): string =>
  idIn(where, 'Microsoft.KeyVault/vaults', name);
export const recoveryVaultOf = (where: Service, name = where.recoveryVault): string =>
  idIn(where, 'Microsoft.RecoveryServices/vaults', name);

/** The databases of the good estate's primary servers. */
export function databasesOf(server: string): readonly string[] {
  switch (server) {
    case 'sql-flex':
      return ['orders', 'customers', 'reports', 'archive'];
    case 'sql-severa':
      return ['projects', 'invoicing', 'time'];
    case 'sql-draftit':
      return ['documents', 'accounts', 'statistics'];
    default:
      return ['assignments', 'people'];
  }
}

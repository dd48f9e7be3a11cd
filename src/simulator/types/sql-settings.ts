import { type ArmError, badRequest } from '../arm/errors.ts';
import { displayNameOf } from '../arm/regions.ts';
import type { Resource } from '../estate/resource.ts';
import { isJson, type Json, memberOf } from '../json.ts';
import type { SettingType } from './resource-type.ts';

const NEVER = '0001-01-01T00:00:00Z';
const NO_ACCOUNT = '00000000-0000-0000-0000-000000000000';

/** True for `master` of a server. */
export function isSystemDatabase(database: Resource): boolean {
  return database.name.toLowerCase() === 'master';
}

/** The pricing tier, such as GeneralPurpose, Hyperscale, DataWarehouse. */
export function tierOf(database: Resource): string {
  const sku = memberOf(database.given, 'sku');
  if (typeof sku['tier'] === 'string') return sku['tier'];
  const name = typeof sku['name'] === 'string' ? sku['name'] : 'GP_Gen5';
  if (name.startsWith('HS_')) return 'Hyperscale';
  if (name.startsWith('BC_')) return 'BusinessCritical';
  if (name.startsWith('DW')) return 'DataWarehouse';
  if (/^(S\d|Standard)/.test(name)) return 'Standard';
  return /^(Basic|Premium|System)$/.exec(name)?.[0] ?? 'GeneralPurpose';
}

/** Guess: Azure's codes for retention policies of `master` and of dedicated SQL pools are not known to us. */
function refuseRetention(database: Resource): ArmError | undefined {
  if (isSystemDatabase(database)) {
    return badRequest(
      'OperationNotAllowedOnSystemDatabase',
      "The operation is not allowed on the system database 'master'.",
    );
  }
  if (tierOf(database) !== 'DataWarehouse') return undefined;
  return badRequest(
    'FeatureNotSupportedForDataWarehouse',
    'Backup retention policies are not supported for a data warehouse.',
  );
}

/** Transparent data encryption: on unless someone turned it off; always off for `master`. Answers as `Current`. */
export const databaseEncryption: SettingType = {
  segment: 'transparentDataEncryption',
  name: 'current',
  answeredName: 'Current',
  compose: (database, given) => ({
    properties: {
      state: isSystemDatabase(database) ? 'Disabled' : 'Enabled',
      ...given?.properties,
    },
  }),
  check: (_, wanted) => {
    const state = memberOf(wanted, 'properties')['state'];
    if (state === 'Enabled' || state === 'Disabled') return undefined;
    return badRequest('InvalidParameterValue', `The value '${String(state)}' of state is invalid.`);
  },
  adapt: (body, version, owner) => {
    if (version !== '2014-04-01') return body;
    return {
      ...body,
      id: String(body['id']).replace(/Current$/, 'current'),
      name: 'current',
      location: displayNameOf(owner.location),
      properties: { status: memberOf(body, 'properties')['state'] },
    };
  },
};

/** Point-in-time retention in days, and the interval of differential backups (12 h by default, none in Hyperscale). */
export const shortTermRetention: SettingType = {
  segment: 'backupShortTermRetentionPolicies',
  name: 'default',
  compose: (database, given) => {
    const properties: Json = {
      retentionDays: 7,
      diffBackupIntervalInHours: ['Basic', 'Standard', 'Premium'].includes(tierOf(database))
        ? 24
        : 12,
      ...given?.properties,
    };
    if (tierOf(database) === 'Hyperscale') delete properties['diffBackupIntervalInHours'];
    return { properties };
  },
  refuse: refuseRetention,
  check: (database, wanted) => {
    const { retentionDays, diffBackupIntervalInHours } = memberOf(wanted, 'properties');
    const most = tierOf(database) === 'Basic' ? 7 : 35;
    const isInRange =
      typeof retentionDays === 'number' && retentionDays >= 1 && retentionDays <= most;
    if (!isInRange) {
      return badRequest(
        'InvalidBackupRetentionPeriod',
        `The retention days of ${String(retentionDays)} is not a valid configuration. Valid backup retention in days must be between 1 and ${most}`,
      );
    }
    const isInterval = [undefined, 12, 24].some((hours) => hours === diffBackupIntervalInHours);
    return isInterval
      ? undefined
      : badRequest('InvalidDiffBackupInterval', 'The interval must be 12 or 24 hours.');
  },
};

/** Long-term retention: off (`PT0S`) unless written. */
export const longTermRetention: SettingType = {
  segment: 'backupLongTermRetentionPolicies',
  name: 'default',
  compose: (_, given) => ({
    properties: {
      weeklyRetention: 'PT0S',
      monthlyRetention: 'PT0S',
      yearlyRetention: 'PT0S',
      weekOfYear: 0,
      ...given?.properties,
    },
  }),
  refuse: refuseRetention,
};

/** The server's key: managed by the service unless written. */
export const encryptionProtector: SettingType = {
  segment: 'encryptionProtector',
  name: 'current',
  compose: (server, given) => {
    const properties: Json = {
      serverKeyName: 'ServiceManaged',
      serverKeyType: 'ServiceManaged',
      autoRotationEnabled: false,
      ...given?.properties,
    };
    const kind = String(properties['serverKeyType']).toLowerCase();
    return { kind, location: displayNameOf(server.location), properties };
  },
};

/** Sign-in by Microsoft Entra only; answers as `Default`. Follows the server's administrators. */
export const entraOnlyAuthentication: SettingType = {
  segment: 'azureADOnlyAuthentications',
  name: 'default',
  answeredName: 'Default',
  compose: (server, given) => {
    const administrators = memberOf(server.given, 'properties')['administrators'];
    const isOnly = isJson(administrators) && administrators['azureADOnlyAuthentication'] === true;
    return { properties: { azureADOnlyAuthentication: isOnly, ...given?.properties } };
  },
};

/** Auditing: off unless written; answers as `Default`. */
export const auditing: SettingType = {
  segment: 'auditingSettings',
  name: 'default',
  answeredName: 'Default',
  compose: (_, given) => ({
    properties: {
      retentionDays: 0,
      auditActionsAndGroups: [],
      isStorageSecondaryKeyInUse: false,
      isAzureMonitorTargetEnabled: false,
      state: 'Disabled',
      storageEndpoint: '',
      storageAccountSubscriptionId: NO_ACCOUNT,
      ...given?.properties,
    },
  }),
};

/** Threat detection: off unless written, with the odd empty strings that the real one answers; answers as `Default`. */
export const securityAlerts: SettingType = {
  segment: 'securityAlertPolicies',
  name: 'default',
  answeredName: 'Default',
  compose: (_, given) => ({
    properties: {
      state: 'Disabled',
      disabledAlerts: [''],
      emailAddresses: [''],
      emailAccountAdmins: false,
      storageEndpoint: '',
      storageAccountAccessKey: '',
      retentionDays: 0,
      creationTime: given === undefined ? NEVER : given.changed.toISOString(),
      ...given?.properties,
    },
  }),
};

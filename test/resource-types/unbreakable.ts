const VOUCHED = 'Microsoft vouches for it: there is no setting';
const ENCRYPTED = { 'encryption-at-rest': VOUCHED, 'encryption-in-transit': VOUCHED };
const LOGS = 'the platform backs the log up every ten minutes or so, which nobody can set';

/** Questions that nothing which can be set makes fail of a type that passes them, and why: by type. */
export const UNBREAKABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Microsoft.KeyVault/vaults': ENCRYPTED,
  'Microsoft.RecoveryServices/vaults': ENCRYPTED,
  'Microsoft.Sql/servers/databases': { 'backup-interval': LOGS },
  'Microsoft.Sql/managedInstances': {
    'network-isolation':
      'an open endpoint is as open as its network security group, which is not read',
  },
  'Microsoft.Sql/managedInstances/databases': {
    'backup-interval': LOGS,
    'differential-backup': 'every twelve hours, which nobody can set',
    'full-backup': 'every week, which nobody can set',
    'log-backup': LOGS,
  },
};

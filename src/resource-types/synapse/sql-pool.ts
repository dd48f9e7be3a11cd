import { azCommand } from '#domain/az-command.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { Place } from '#traits/place.ts';
import { andThen, type Said } from '#traits/said.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { childrenBelow, listBelow, settingBelow } from '../generic-reads.ts';
import { pairIn, type Redundancy, secondPlace } from '../geo-copies.ts';
import {
  poolContinuous,
  poolLongTerm,
  poolSchedule,
  restorePointsOfPool,
} from '../sql/dedicated-pool.ts';
import { transparentEncryption } from '../sql/transparent-encryption.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { API_VERSION, WORKSPACES, workspace } from './reads.ts';
import { BREAKS, GOOD, LEAVES, REQUESTS_LOG } from './sql-pool-example.ts';

const TYPE = `${WORKSPACES}/sqlPools`;

/** What clients asked of the pool. Source: type-facts-data §1. What is audited reaches a setting only while auditing is on. */
const REQUESTS = {
  what: 'requests of clients',
  carry: ['execrequests', 'sqlrequests'],
  other: ['requeststeps', 'dmsworkers', 'waits'],
} as const;

/** A dedicated SQL pool of a Synapse workspace. Source: Microsoft.Synapse/workspaces/sqlPools, 2021-06-01; type-facts-data §1. */
export const synapseSqlPool = defineResourceType({
  type: 'Microsoft.Synapse/workspaces/sqlPools',
  holds: 'database',
  serves: 'nobody',
  reads: {
    pool: childrenBelow({
      name: 'synapseSqlPool',
      what: 'SQL pools of Synapse workspace',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    workspace,
    encryption: settingBelow('transparentDataEncryption/current', {
      name: 'synapsePoolEncryption',
      what: 'transparent data encryption of SQL pool',
      type: `${TYPE}/transparentDataEncryption`,
      apiVersion: API_VERSION,
    }),
    geoBackup: listBelow({
      name: 'synapsePoolGeoBackup',
      what: 'geo-backup policy of SQL pool',
      type: `${TYPE}/geoBackupPolicies`,
      apiVersion: API_VERSION,
    }),
    points: listBelow({
      name: 'synapsePoolRestorePoints',
      what: 'restore points of SQL pool',
      type: `${TYPE}/restorePoints`,
      apiVersion: API_VERSION,
    }),
    links: listBelow({
      name: 'synapsePoolLinks',
      what: 'replication links of SQL pool',
      type: `${TYPE}/replicationLinks`,
      apiVersion: API_VERSION,
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'copy', 'backup'], from('pool', 'geoBackup', 'regions')(placesOf)),
      only(['replica'], from('links')(linkedPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('workspace', 'encryption')(encryptionOf),
    backups: [
      only(['snapshot'], from('pool', 'points')(restorePointsOfPool)),
      from('pool')(otherBackups),
    ],
    logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
  },
  mend: {
    'encryption-at-rest': ({ id }) =>
      azCommand`az resource update --ids ${id}/transparentDataEncryption/current --set properties.status=Enabled`,
    'geo-redundant-backup': ({ id }) =>
      azCommand`az resource update --ids ${id}/geoBackupPolicies/Default --set properties.state=Enabled`,
    'access-logging': (resource) => sendLogs(resource, REQUESTS_LOG),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/**
 * Restore points lie beside the pool; a geo-backup goes to the pair once a day. Storage that is geo-redundant goes on copying without one,
 * and nobody can restore from that copy. Source: synapse-analytics/sql-data-warehouse/backup-and-restore, 2024-03.
 */
function placesOf(own: Cell, policies: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  const pair = pairIn(regions, region);
  const storage = own
    .at('properties/storageAccountType')
    .oneOf<Redundancy>({ GRS: 'geo', LRS: 'own-region' });
  return [
    { kind: 'primary', what: 'SQL pool', region },
    { kind: 'backup', what: 'restore points', region },
    ...secondPlace('copy', 'copy of its storage', storage, pair, own.means(false)),
    ...secondPlace('backup', 'geo-backup', geoBackupOf(policies), pair),
  ];
}

function geoBackupOf(policies: Cell): Said<Redundancy> {
  return andThen(policies.list(), ([policy, ...others]): Said<Redundancy> => {
    if (policy === undefined || others.length > 0)
      return policies.notUnderstood('Azure does not name one geo-backup policy of the SQL pool');
    return policy
      .at('properties/state')
      .oneOf<Redundancy>({ Enabled: 'geo', Disabled: 'own-region' });
  });
}

function linkedPlaces(links: Cell): readonly Place[] {
  const what = 'linked SQL pool';
  const rows = links.list();
  if (!rows.said) return [{ kind: 'replica', what, region: rows, isReady: rows }];
  return rows.value.map((row) => ({
    kind: 'replica',
    what,
    region: row.at('properties/partnerLocation').text(),
  }));
}

/**
 * The storage below is always encrypted; that of the pool itself is off unless somebody switched it on, and is under the key of the
 * workspace. Source: synapse-analytics/security/workspaces-encryption.
 */
function encryptionOf(parent: Cell, encryption: Cell): readonly Encryption[] {
  const key = keyAt(parent, 'properties/encryption/cmk/key/keyVaultUrl');
  return [{ what: 'SQL pool', state: transparentEncryption(encryption), key }];
}

function otherBackups(own: Cell): readonly Backup[] {
  const shown = own.means<'off'>('off');
  return [...poolContinuous(own), ...poolSchedule(own), ...poolLongTerm(own)].map((backup) =>
    backup.state === undefined ? backup : { ...backup, state: shown },
  );
}

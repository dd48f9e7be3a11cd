import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import { andThen, type Said } from '#traits/said.ts';
import { availabilityOf } from '../availability.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { logPlaces } from '../diagnostic-settings.ts';
import { keptLong, ofPrimary, ownLongTerm, restoredFrom, scheduled } from './database-backups.ts';
import { databaseBreaks } from './database-breaks.ts';
import { databaseGood } from './database-examples.ts';
import { databaseLeaves } from './database-leaves.ts';
import { databaseMends } from './database-mends.ts';
import { databaseReads } from './database-reads.ts';
import { databaseZones } from './database-zones.ts';
import { kindsOf, restorePoints, tierOf } from './dedicated-pool.ts';
import { partnerPlaces } from './failover-partners.ts';
import { backupPlaces } from './geo-backups.ts';
import { longTermPlaces } from './long-term-backups.ts';
import { replicaPlaces } from './replication.ts';
import { keyAt, keyOfProtector, transparentEncryption } from './transparent-encryption.ts';

/** A database on a logical server, or a dedicated SQL pool outside a Synapse workspace. Source: Microsoft.Sql/servers/databases, 2025-01-01. */
export const sqlDatabase = defineResourceType({
  type: 'Microsoft.Sql/servers/databases',
  holds: 'database',
  serves: 'nobody',
  reads: databaseReads,
  // Recorded: `master` has kind `v12.0,system`; its encryption and retention cannot be set.
  setAside: (own, { name }) =>
    name.toLowerCase() === 'master' || kindsOf(own).includes('system')
      ? `${name} is a system database that the platform keeps: it holds no user data and is not counted`
      : undefined,
  traits: {
    places: [
      only(
        ['primary'],
        from('database')((own) => [
          { kind: 'primary', what: 'database', region: own.at('location').text() },
        ]),
      ),
      only(
        ['replica'],
        from('database', 'links')((own, links, about) => replicaPlaces({ own, links, about })),
      ),
      only(
        ['partner'],
        from('failoverGroups')((groups, { id }) => partnerPlaces(groups, id)),
      ),
      only(
        ['backup'],
        from(
          'database',
          'regions',
        )((own, regions) =>
          backupPlaces({
            region: own.at('location').text(),
            current: own.at('properties/currentBackupStorageRedundancy'),
            requested: own.at('properties/requestedBackupStorageRedundancy'),
            regions,
            ...(tierOf(own) === 'dedicated-pool' ? { doubt: POOL_COPY } : {}),
          }),
        ),
      ),
      only(
        ['long-term-backup'],
        from(
          'database',
          'longTermBackups',
          'regions',
        )((own, backups, regions, about) =>
          longTermPlaces(ownLongTerm(backups, about), own.at('location').text(), regions),
        ),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from(
      'database',
      'encryption',
      'protector',
    )((own, encryption, protector) => [
      {
        what: 'database',
        state: transparentEncryption(encryption),
        key: keyOf(own, protector),
        second: own
          .at('properties/isInfraEncryptionEnabled')
          .oneOf({ true: 'on', false: 'off' } as const),
      },
    ]),
    zones: from('database', 'links')(databaseZones),
    backups: [
      from('database', 'links')(ofPrimary),
      only(['continuous'], from('database', 'shortTerm', 'recoverable')(restoredFrom)),
      only(['full', 'differential', 'log'], from('database', 'shortTerm')(scheduled)),
      only(['snapshot'], from('database', 'restorePoints')(restorePoints)),
      only(['long-term'], from('database', 'longTerm', 'longTermBackups')(keptLong)),
    ],
    logs: from('settings')((settings) => [
      {
        what: 'audit events',
        // A diagnostic setting carries them only while auditing is on, and the server's may go through `master`.
        state: settings.notUnderstood(
          'Whether auditing of the database or its server is on is not read yet',
        ),
        to: logPlaces(settings),
      },
    ]),
    availability: from(
      'database',
      'availability',
    )((own, metrics) =>
      availabilityOf(metrics, {
        what: 'database',
        by: 'platform',
        made: own.at('properties/creationDate'),
      }),
    ),
  },
  mend: databaseMends,
  good: {
    ...databaseGood,
    unbreakable: {
      'backup-interval':
        'the platform backs the log up every ten minutes or so, which nobody can set',
    },
  },
  breaks: databaseBreaks,
  leaves: databaseLeaves,
});

/** A dedicated SQL pool copies its backups only while its geo-backup policy is on. */
const POOL_COPY =
  'Whether a dedicated SQL pool is backed up geo-redundantly is told by its geo-backup policy, which is not read';

/** A database may have a protector of its own; otherwise its server's holds. */
function keyOf(own: Cell, protector: Cell): Said<EncryptionKey> {
  const member = own.at('properties/encryptionProtector');
  const raw = member.raw();
  if (raw.said && raw.value !== '') return keyAt(member);
  return andThen(member.isThere(), () => keyOfProtector(protector));
}

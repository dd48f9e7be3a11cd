import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import { andThen, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import {
  account,
  backupPolicies,
  poolOfVolume,
  snapshotPolicies,
  snapshots,
  volumes,
} from './reads.ts';
import { volumeBackups } from './volume-backups.ts';
import { BREAKS } from './volume-breaks.ts';
import { doorsOf } from './volume-doors.ts';
import { ACCESS_LOG, GOOD } from './volume-example.ts';
import { LEAVES } from './volume-leaves.ts';

const ACCESS = { what: 'access to files', carry: ['anffileaccess'], other: [] } as const;

/** Files of Azure NetApp Files. Source: Microsoft.NetApp/netAppAccounts/capacityPools/volumes, 2026-06-01; type-facts-services §7. */
export const netAppVolume = defineResourceType({
  type: 'Microsoft.NetApp/netAppAccounts/capacityPools/volumes',
  holds: 'files',
  serves: 'clients',
  reads: {
    volume: volumes,
    pool: poolOfVolume,
    account,
    snapshots,
    snapshotPolicies,
    backupPolicies,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica', 'backup'], from('volume')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('volume', 'pool', 'account')(layersOf),
    endpoints: from('volume')(doorsOf),
    backups: from('volume', 'snapshots', 'snapshotPolicies', 'backupPolicies')(volumeBackups),
    logs: from('volume', 'settings')((own, settings) => [accessLog(own, settings)]),
  },
  mend: {
    'encryption-in-transit': ({ id }) =>
      `${azCommand`az netappfiles volume update --ids ${id} --set smbEncryption=true`} # of SMB; NFS needs Kerberos with krb5p, which is chosen when a volume is made`,
    'access-logging': (resource) => sendLogs(resource, ACCESS_LOG),
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: LEAVES,
});

/** The volume, whatever it is replicated to or from, and the vault of its backups. Source: `dataProtection`, 2026-06-01. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'NetApp volume', region: own.at('location').text() };
  return [home, ...replicaPlaces(own), ...vaultPlaces(own), ...strangePlaces(own)];
}

/** What protects the data of a volume. Source: `dataProtection`, 2026-06-01. */
const PROTECTIONS: readonly string[] = [
  'backup',
  'ransomwareProtection',
  'replication',
  'snapshot',
  'volumeRelocation',
];

/** A way of protection that Azure added since may keep copies anywhere. */
function strangePlaces(own: Cell): readonly Place[] {
  const members = own.at('properties/dataProtection').members();
  const names = members.said ? [...members.value.keys()] : [];
  return names
    .filter((name) => !PROTECTIONS.includes(name))
    .map((name) => ({
      kind: 'replica',
      what: name,
      region: own.notUnderstood(`What dataProtection.${name} keeps, and where, is not known here`),
    }));
}

/** A vault lies in the region of the volumes that it keeps. Source: azure-netapp-files/backup-introduction. */
function vaultPlaces(own: Cell): readonly Place[] {
  const path = 'properties/dataProtection/backup/backupVaultId';
  if (lacks(own, path)) return [];
  const region = andThen(own.at(path).text(), () => own.at('location').text());
  return [{ kind: 'backup', what: 'backup vault', region }];
}

function replicaPlaces(own: Cell): readonly Place[] {
  const path = 'properties/dataProtection/replication';
  if (lacks(own, path)) return [];
  const replication = own.at(path);
  const what = 'replicated volume';
  const isReady = replication
    .at('mirrorState')
    .oneOf({ Mirrored: true, Uninitialized: false, Broken: false } as const);
  const place = (region: Said<string>): Place => ({ kind: 'replica', what, region, isReady });
  const others = replication.at('destinationReplications').list();
  const found = others.said ? others.value.map((row) => place(row.at('region').text())) : [];
  const remote = lacks(own, `${path}/remoteVolumeRegion`)
    ? []
    : [place(replication.at('remoteVolumeRegion').text())];
  const outside = lacks(own, `${path}/remotePath`)
    ? []
    : [place(replication.at('remotePath').notUnderstood('It is replicated outside of Azure'))];
  const odd = others.said || lacks(own, `${path}/destinationReplications`) ? [] : [place(others)];
  const all = [...found, ...remote, ...outside, ...odd];
  return all.length > 0
    ? all
    : [place(replication.notUnderstood('Where the volume is replicated to is not said'))];
}

/**
 * Always, XTS-AES-256; that it is so Azure says of volumes since 2022 alone. Twice in a pool that was made so. Source:
 * type-facts-services §7.
 */
function layersOf(own: Cell, pool: Cell, parent: Cell): readonly Encryption[] {
  return [
    {
      what: 'NetApp volume',
      state: lacks(own, 'properties/encrypted')
        ? own.at('properties').means('on')
        : own.at('properties/encrypted').oneOf({ true: 'on', false: 'off' } as const),
      key: keyOf(own, parent),
      second: pool.at('properties/encryptionType').oneOf({ Single: 'off', Double: 'on' } as const),
    },
  ];
}

function keyOf(own: Cell, parent: Cell): Said<EncryptionKey> {
  const source = own.at('properties/encryptionKeySource');
  const whose = source.oneOf({
    'Microsoft.NetApp': 'platform',
    'Microsoft.KeyVault': 'customer',
  } as const);
  return andThen(
    whose,
    (of): Said<EncryptionKey> =>
      of === 'platform'
        ? source.means({ of })
        : keyIn(parent.at('properties/encryption/keyVaultProperties'), 'keyVaultUri', 'keyName'),
  );
}

/** Both: the volume writes it, and a setting carries it. */
function accessLog(own: Cell, settings: Cell): LogStream {
  const stream = logStream(settings, ACCESS);
  const logs = own.at('properties/fileAccessLogs');
  const state = andThen(
    logs.oneOf({ Enabled: true, Disabled: false }),
    (word): Said<'written' | 'not-written'> =>
      word || (stream.state.said && stream.state.value === 'not-written')
        ? stream.state
        : logs.means('not-written'),
  );
  return { ...stream, state };
}

import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint, Reach } from '#traits/endpoint.ts';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, present, type Said } from '#traits/said.ts';
import type { ZoneSpread } from '#traits/zone-spread.ts';
import { ownPlaces } from '../own-places.ts';
import { zonesByList } from '../zones.ts';

/**
 * etcd, which is always encrypted; the disks of the nodes; and what lies on the machines themselves (temporary disks, caches), which is
 * encrypted where the pool demands it of the host; of sizes from the fifth generation on the temporary disk is in any case.
 * Source: type-facts-services §4, §6; aks/kms-data-encryption-concepts, 2025-12-19; azure-facts §7.
 */
export function clusterEncryption(own: Cell): readonly Encryption[] {
  const pools = own.at('properties/agentPoolProfiles').list();
  return [
    { what: 'etcd', state: own.means('on'), key: keyOfEtcd(own.at('properties')) },
    { what: 'disks of the nodes', state: own.means('on'), key: keyOfDisks(own.at('properties')) },
    // Guess: caches are under the key of the disk that they are of.
    ...(pools.said
      ? pools.value.map(
          (pool): Encryption => ({
            what: 'temporary disks and caches of a pool',
            state: temporary(pool),
            key: keyOfDisks(own.at('properties')),
          }),
        )
      : [{ what: 'temporary disks and caches of the pools', state: pools, key: pools }]),
  ];
}

/** Azure spreads the control plane by itself; the nodes of a pool lie where it says. Source: Microsoft, "Reliability in AKS". */
export function clusterZones(own: Cell): readonly ZoneSpread[] {
  const pools = own.at('properties/agentPoolProfiles').list();
  if (!pools.said) return [{ what: 'node pools', spread: pools }];
  return pools.value.map((pool) => {
    const name = pool.at('name').text();
    return zonesByList(pool.at('availabilityZones'), `node pool ${name.said ? name.value : ''}`, {
      means: 'one',
      source: 'availabilityZones: a pool without them lies wherever Azure puts it',
    });
  });
}

function temporary(pool: Cell): Said<'on' | 'off'> {
  const byHost = pool.at('enableEncryptionAtHost');
  const asked = byHost.oneOf(
    { true: true, false: false },
    {
      means: false,
      source: 'managedClusters: enableEncryptionAtHost is false where it is not set',
    },
  );
  return andThen(asked, (isOn): Said<'on' | 'off'> => {
    if (isOn) return map(asked, () => 'on');
    const size = pool.at('vmSize');
    return andThen(
      size.text(),
      (name): Said<'on' | 'off'> =>
        Number(/_v(\d+)$/u.exec(name)?.[1] ?? 0) >= 5
          ? size.notUnderstood(
              'Machines of its size encrypt the temporary disk; whether caches are encrypted is not said',
            )
          : size.means('off'),
    );
  });
}

/** Secrets can be encrypted once more, under a key of one's own. */
function keyOfEtcd(properties: Cell): Said<EncryptionKey> {
  const profile = properties.at('securityProfile');
  const kms = profile.at('azureKeyVaultKms');
  if (isMissing(properties)) return properties.notUnderstood('Whose key encrypts etcd is not said');
  if (isMissing(profile) || isMissing(kms))
    return map(properties.isThere(), (): EncryptionKey => ({ of: 'platform' }));
  return andThen(
    kms.at('enabled').oneOf({ true: true, false: false }),
    (isOn): Said<EncryptionKey> =>
      isOn
        ? map(kms.at('keyId').text(), (address) => ({ of: 'customer', address }))
        : kms.at('enabled').means({ of: 'platform' }),
  );
}

function keyOfDisks(properties: Cell): Said<EncryptionKey> {
  return map(
    properties.at('diskEncryptionSetID').optionalText(),
    (address): EncryptionKey =>
      address === null ? { of: 'platform' } : { of: 'customer', address },
  );
}

/** The API server talks TLS alone; how what runs in the cluster is called, only Kubernetes knows. Guess: TLS 1.2 at least. */
export function clusterDoors(own: Cell): readonly Endpoint[] {
  return [
    { what: 'API server', oldestTls: own.means('1.2'), plainText: own.means('refused') },
    {
      what: 'what runs in the cluster',
      plainText: own.notUnderstood('How what runs in the cluster is called, only Kubernetes knows'),
    },
  ];
}

/**
 * From where the API server can be reached: of a private cluster nobody; else from the ranges, or without one from everywhere. Whom the
 * services in it let in, which may have public addresses of their own, only Kubernetes knows.
 */
export function clusterReach(own: Cell): readonly Endpoint[] {
  return [
    { what: 'API server', reach: reachOf(own.at('properties')) },
    {
      what: 'what runs in the cluster',
      reach: own.notUnderstood(
        'From where what runs in the cluster is reached, only Kubernetes knows',
      ),
    },
  ];
}

function reachOf(properties: Cell): Said<Reach> {
  const profile = properties.at('apiServerAccessProfile');
  if (isMissing(profile)) return map(properties.isThere(), (): Reach => ({ is: 'internet' }));
  const isPrivate = profile
    .at('enablePrivateCluster')
    .oneOf({ true: true, false: false }, { means: false, source: 'apiServerAccessProfile' });
  return andThen(isPrivate, (closed): Said<Reach> => {
    if (closed) return map(isPrivate, () => ({ is: 'private' }));
    const ranges = profile.at('authorizedIPRanges');
    if (isMissing(ranges)) return map(isPrivate, () => ({ is: 'internet' }));
    return andThen(ranges.list(), (rows): Said<Reach> => {
      if (rows.length === 0) return ranges.means({ is: 'internet' });
      return map(everyOne(rows.map((row) => row.text())), (texts): Reach => {
        const known = texts.map(parseIpv4Range).filter((range) => range !== undefined);
        const isWhole = known.length === texts.length;
        return { is: 'some', addresses: countAddresses(known), isWhole };
      });
    });
  });
}

/** Where the cluster lies, and where Defender and the monitoring of containers send what they see in it. */
export function clusterPlaces(own: Cell): readonly Place[] {
  return ownPlaces(own, 'cluster');
}

export function clusterLogPlaces(own: Cell): readonly Place[] {
  const what = 'workspace of the cluster';
  const defender = own.at('properties/securityProfile/defender/logAnalyticsWorkspaceResourceId');
  const profiles = own.at('properties/addonProfiles');
  const addons = profiles.members();
  if (!addons.said && !isMissing(profiles)) return [{ kind: 'log', what, region: addons }];
  const monitors = addons.said ? [...addons.value.values()].flatMap(workspacesOf) : [];
  return [defender, ...monitors].flatMap((cell) => {
    if (isMissing(cell)) return [];
    const id = present(cell.optionalText(), 'workspace');
    return [placeOfResource('log', what, id)];
  });
}

const WORKSPACE = 'loganalyticsworkspaceresourceid';

/** The settings of an addon are named by whoever switched it on, in letters of either case. */
function workspacesOf(addon: Cell): readonly Cell[] {
  const settings = addon.at('config').members();
  if (!settings.said) return [addon.at(`config/${WORKSPACE}`)];
  const named = [...settings.value].filter(([name]) => name.toLowerCase() === WORKSPACE);
  return named.map(([, cell]) => cell);
}

function isMissing(cell: Cell): boolean {
  const isThere = cell.isThere();
  return isThere.said && !isThere.value;
}

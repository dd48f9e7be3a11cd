import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { type Place, type PlaceKind, placeOfResource } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';

/** What belongs to a workspace and lies in resources of its own, by the member that names each. Source: workspaces, 2026-05-01. */
const LINKED: readonly (readonly [member: string, kind: PlaceKind, what: string])[] = [
  ['storageAccount', 'replica', 'data sets and models'],
  ['containerRegistry', 'replica', 'images of environments'],
  ['keyVault', 'replica', 'secrets of the workspace'],
  ['applicationInsights', 'log', 'telemetry of the workspace'],
  ['hubResourceId', 'replica', 'what the hub shares'],
];

/** Where its own records lie, and what it works with. A member that is not set names nothing. */
export function workspacePlaces(own: Cell): readonly Place[] {
  const region = own.at('location').text();
  const here: Place = { kind: 'primary', what: 'machine learning workspace', region };
  const linked = LINKED.flatMap(([member, kind, what]): readonly Place[] => {
    const path = `properties/${member}`;
    if (lacks(own, path)) return [];
    const id = own.at(path).text();
    return [placeOfResource(kind, `${what} in ${id.said ? id.value : 'a resource'}`, id)];
  });
  return [here, ...linked, ...additionalStores(own)];
}

/** Further accounts of a hub. */
function additionalStores(own: Cell): readonly Place[] {
  const path = 'properties/workspaceHubConfig/additionalWorkspaceStorageAccounts';
  if (lacks(own, 'properties/workspaceHubConfig') || lacks(own, path)) return [];
  const what = 'further data of the hub';
  const ids = own.at(path).list();
  if (!ids.said) return [{ kind: 'replica', what, region: ids }];
  return ids.value.map((cell) => placeOfResource('replica', what, cell.text()));
}

/** Where its machines work: what they read stays on their disks for a while. */
export function computePlaces(computes: Cell): readonly Place[] {
  const rows = computes.list();
  if (!rows.said) return [{ kind: 'replica', what: 'computes', region: rows }];
  return rows.value.map((row): Place => {
    const region = row.at('properties/computeLocation').text();
    return { kind: 'replica', what: `compute ${nameOf(row)}`, region };
  });
}

/**
 * What it knows is always encrypted, under a key of one's own where that is set. The temporary disks of its machines are encrypted only in
 * a workspace of high business impact. Source: machine-learning/concept-data-encryption; type-facts-data §7.
 */
export function workspaceEncryption(own: Cell, computes: Cell): readonly Encryption[] {
  const what = 'machine learning workspace';
  const kept: Encryption = { what, state: own.means('on'), key: keyOf(own) };
  const rows = computes.list();
  if (rows.said && rows.value.every(isAttached)) return [kept];
  const state = andThen(rows, () =>
    own.at('properties/hbiWorkspace').oneOf<'on' | 'off'>({ true: 'on', false: 'off' }),
  );
  const key = own.notUnderstood('Whose key the temporary disks are encrypted under is not said');
  return [kept, { what: 'temporary disks of computes', state, key }];
}

function keyOf(own: Cell): Said<EncryptionKey> {
  const encryption = own.at('properties/encryption');
  if (lacks(own, 'properties/encryption'))
    return own.at('properties').means({ of: 'platform' } as const);
  const isOn = encryption.at('status').oneOf({ Enabled: true, Disabled: false });
  return andThen(isOn, (on): Said<EncryptionKey> => {
    if (!on) return map(isOn, () => ({ of: 'platform' }));
    return map(encryption.at('keyVaultProperties/keyIdentifier').text(), (address) => ({
      of: 'customer',
      address,
    }));
  });
}

/** Of these it says only where they are: a resource of its own, judged by itself. Source: computeType of workspaces/computes. */
function isAttached(row: Cell): boolean {
  const type = row.at('properties/computeType').oneOf({
    AKS: true,
    Databricks: true,
    DataFactory: true,
    DataLakeAnalytics: true,
    HDInsight: true,
    Kubernetes: true,
    SynapseSpark: true,
    VirtualMachine: true,
  });
  return type.said;
}

function nameOf(row: Cell): string {
  const name = row.at('name').text();
  return name.said ? name.value : 'without a name';
}

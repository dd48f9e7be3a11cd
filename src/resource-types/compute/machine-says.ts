import type { ResourceId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';

/**
 * What the host of a machine keeps on disks of its own: the temporary disk, and caches of the others. Managed disks are resources of their
 * own. Encrypted by the host, or not at all. Source: "Encryption at host"; type-facts-services, compute: of the newest sizes the temporary
 * disk is encrypted in any case, of caches nothing is said.
 */
export function hostEncryption(
  security: Cell,
  profile: Cell,
  size: Said<string>,
): readonly Encryption[] {
  const what = 'temporary disk and caches';
  const atHost = security.at('encryptionAtHost').oneOf<'on' | 'off'>({ true: 'on', false: 'off' });
  const isThere = security.at('encryptionAtHost').isThere();
  // Absent means false. Source: azure-facts §7.
  const word = isThere.said && !isThere.value ? map(isThere, () => 'off' as const) : atHost;
  const state = andThen(word, (on): Encryption['state'] => {
    if (on === 'on') return word;
    const inside = profile.at('osDisk/encryptionSettings').isThere();
    if (inside.said && inside.value) {
      return profile
        .at('osDisk/encryptionSettings')
        .notUnderstood(
          'It is encrypted from inside, and whether its temporary disk is as well is not said',
        );
    }
    const isNew = map(size, (name) => /_v(?:[5-9]|\d\d)$/u.test(name));
    return andThen(isNew, (isEncrypted) =>
      isEncrypted
        ? security.notUnderstood(
            'Machines of its size encrypt the temporary disk; whether caches are encrypted is not said',
          )
        : word,
    );
  });
  const key = profile.notUnderstood('Whose key the temporary disk is encrypted under is not said');
  return [{ what, state, key }];
}

/** What listens inside of a machine its owner runs. From where it can be reached its network says. */
export function insideOf(own: Cell, what: string): Endpoint {
  return {
    what,
    plainText: own.notUnderstood('What a machine accepts is told by the programs that run in it'),
  };
}

/** Disks that are no resources: files in a storage account, wherever that is. What is not understood may be such a one. */
export function unmanagedDisks(profile: Cell, copiedBy?: ResourceId): readonly Place[] {
  const copies = copiedBy === undefined ? {} : { copiedBy };
  const at = (region: Place['region']): Place => ({
    kind: 'primary',
    what: 'disk in a storage account',
    region,
    ...copies,
  });
  const data = profile.at('dataDisks');
  const rows = data.list();
  const isThere = data.isThere();
  const isUnread = !rows.said && (!isThere.said || isThere.value);
  const disks = [profile.at('osDisk'), ...(rows.said ? rows.value : [])];
  const files = disks.flatMap((row): readonly Place[] => {
    const isSaid = row.members();
    if (!isSaid.said) return [at(isSaid)];
    const file = row.at('vhd');
    const isFile = file.isThere();
    if (isFile.said && !isFile.value) return [];
    return [
      at(file.notUnderstood('A disk is a file in a storage account whose place is not looked up')),
    ];
  });
  return isUnread ? [...files, at(rows)] : files;
}

/** Screens and words of the console, which Azure keeps, or an account that is named by its address. */
export function bootRecords(diagnostics: Cell): readonly Place[] {
  const uri = diagnostics.at('bootDiagnostics/storageUri');
  const isThere = uri.isThere();
  if (isThere.said && !isThere.value) return [];
  const why = 'Boot records go to a storage account whose place is not looked up';
  return [{ kind: 'log', what: 'boot records', region: uri.notUnderstood(why) }];
}

/** Disks of a set's machines that are files in containers of storage accounts. */
export function unmanagedOfSet(profile: Cell): readonly Place[] {
  const containers = profile.at('osDisk/vhdContainers');
  const isThere = containers.isThere();
  const rows = containers.list();
  if ((isThere.said && !isThere.value) || (rows.said && rows.value.length === 0)) return [];
  const why = 'Disks are files in storage accounts whose place is not looked up';
  const region = containers.notUnderstood(why);
  return [{ kind: 'primary', what: 'disks in storage accounts', region }];
}

/** Whether a set's machines are resources of their own, so that it says nothing of them. */
export function isFlexible(own: Cell): Said<boolean> {
  return own
    .at('properties/orchestrationMode')
    .oneOf<boolean>(
      { Flexible: true, Uniform: false },
      { means: false, source: 'orchestrationMode: left out of sets from before there was another' },
    );
}

/** Why a flexible set says nothing of its machines. */
export const EACH = 'its machines are resources of their own, and are judged so';

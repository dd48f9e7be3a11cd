import { parentId, type ResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';

/**
 * Where something of the compute provider lies: in its region, or in an edge zone of it, which is another place. `copiedBy`: what keeps
 * its copies, so that its redundancy is asked there.
 */
export function ownPlace(own: Cell, what: string, copiedBy?: ResourceId): Place {
  const edge = own.at('extendedLocation').isThere();
  const region = own.at('location').text();
  const isAtHome = !edge.said || !edge.value;
  return {
    kind: 'primary',
    what,
    region: isAtHome
      ? region
      : own
          .at('extendedLocation')
          .notUnderstood('It lies in an edge zone, whose place is not known here'),
    ...(copiedBy === undefined ? {} : { copiedBy }),
  };
}

/**
 * The same with what keeps its copies, so that its redundancy is asked there; null: nothing does. Where that is not said there may be
 * copies, of which nothing is known.
 */
export function placesKeptBy(
  own: Cell,
  what: string,
  keeper: Said<ResourceId | null>,
): readonly Place[] {
  if (keeper.said) return [ownPlace(own, what, keeper.value ?? undefined)];
  return [ownPlace(own, what), { kind: 'copy', what: `copies of the ${what}`, region: keeper }];
}

/** The id of what a member (`{ id }`) names; null where the member is not there. */
export function namedAt(own: Cell, path: string): Said<ResourceId | null> {
  const member = own.at(path);
  const isThere = member.isThere();
  return andThen(
    isThere,
    (word): Said<ResourceId | null> => (word ? member.at('id').text() : map(isThere, () => null)),
  );
}

/** An id that Azure gives, if any. */
export function idAt(own: Cell, path: string): ResourceId | undefined {
  const id = own.at(path).text();
  return id.said ? id.value : undefined;
}

/** What a disk hangs on: a machine, of a scale set the scale set. */
export function machineOf(id: ResourceId): ResourceId {
  const type = resourceTypeOf(id);
  return type === 'microsoft.compute/virtualmachinescalesets/virtualmachines'
    ? (parentId(id) ?? id)
    : id;
}

/** Source: EncryptionType, 2026-03-02. */
const TYPES = {
  EncryptionAtRestWithPlatformKey: { of: 'platform', second: 'off' },
  EncryptionAtRestWithCustomerKey: { of: 'customer', second: 'off' },
  EncryptionAtRestWithPlatformAndCustomerKeys: { of: 'customer', second: 'on' },
} as const;

/** Whether a disk lies under a key of the platform alone, so that no set of keys is asked for. */
export function underPlatformKey(own: Cell): string | undefined {
  const type = own.at('properties/encryption/type').oneOf(TYPES);
  return type.said && type.value.of === 'platform'
    ? 'It is encrypted under a key of the platform'
    : undefined;
}

/**
 * Disks and what is copied from them are always encrypted, with 256-bit AES. Source: type-facts-services, disks. A customer's key is
 * named by the set of keys that the disk names: of another subscription's set its id alone is said.
 */
export function encryptionOf(own: Cell, sets: Cell, what: string): readonly Encryption[] {
  const type = own.at('properties/encryption/type').oneOf(TYPES);
  const key = !type.said ? type : keyOf(own, sets, type);
  return [
    {
      what,
      state: own.at('properties').means('on'),
      key,
      second: map(type, ({ second }) => second),
    },
  ];
}

function keyOf(
  own: Cell,
  sets: Cell,
  type: Said<(typeof TYPES)[keyof typeof TYPES]>,
): Said<EncryptionKey> {
  if (type.said && type.value.of === 'platform') return map(type, () => ({ of: 'platform' }));
  const id = own.at('properties/encryption/diskEncryptionSetId').text();
  if (!id.said) return map(type, () => ({ of: 'customer', address: null }));
  const row = andThen(sets.list(), (rows) => setNamed(rows, id.value));
  if (!row.said) return row;
  if (row.value === undefined) return map(id, (address) => ({ of: 'customer', address }));
  return keyOfSet(row.value);
}

/** The set of an id, where the subscription has it; one that does not say its id may be it. */
function setNamed(rows: readonly Cell[], id: ResourceId): Said<Cell | undefined> {
  return map(everyOne(rows.map((row) => row.at('id').text())), (ids) =>
    rows.find((_, index) => ids[index]?.toLowerCase() === id.toLowerCase()),
  );
}

function keyOfSet(row: Cell): Said<EncryptionKey> {
  const error = row.at('properties/autoKeyRotationError');
  const isBroken = error.isThere();
  if (isBroken.said && isBroken.value) {
    return error.notUnderstood(
      'Azure could not bring the disk under the newest version of its key',
    );
  }
  return map(row.at('properties/activeKey/keyUrl').text(), (address) => ({
    of: 'customer',
    address,
  }));
}

import type { ResourceId } from '#domain/resource-id.ts';
import { notApplicable, unknown, type Verdict } from '#domain/verdict.ts';
import {
  isDatabaseInMachine,
  type ProtectedItem,
  type RecoveryVaultProtectedItems,
} from '#facts/recovery-vault-protected-items.ts';
import type { CheckContext } from './define-check.ts';

/** Tells what became of what an item protects. */
export type Whereabout = CheckContext<unknown>['whereabouts'];

/** What the items protect, as far as Azure says it. */
export function protectedSources(items: RecoveryVaultProtectedItems): readonly ResourceId[] {
  return items.map(sourceOf).filter((id) => id !== undefined);
}

/** A wrong that concerns nothing is none; where it is not known whether it does, neither is known. */
export function heldAgainstSource(
  item: ProtectedItem,
  verdict: Verdict,
  whereabouts: Whereabout,
): Verdict {
  const source = sourceOf(item);
  if (source === undefined || whereabouts === undefined || verdict.status === 'pass')
    return verdict;
  const place = whereabouts(source);
  const { expected, observed, reason } = verdict;
  switch (place.is) {
    case 'gone':
      return notApplicable(
        `it protects nothing any more: ${source} no longer exists, and what is kept are old backups (${reason})`,
        observed,
      );
    case 'out-of-scope':
      return notApplicable(
        `it protects nothing in the scope: ${source} is not, because ${place.why} (${reason})`,
        observed,
      );
    case 'in-scope':
      return verdict;
    case 'not-known': {
      const grant = place.why.permission;
      const mend = grant === null ? '' : ` Grant ${grant} (see posture permissions).`;
      return unknown(
        `${reason}; whether what it protects still exists could not be looked up: ${place.why.detail}.${mend}`,
        { expected, observed },
      );
    }
  }
}

function sourceOf({ properties }: ProtectedItem): ResourceId | undefined {
  const told = [properties?.sourceResourceId, properties?.virtualMachineId];
  return told.find((id): id is string => typeof id === 'string' && id !== '');
}

/** Databases are called alike on every server, so theirs is joined to what they lie in; others only when two have one name. */
export function identityOf(item: ProtectedItem, items: RecoveryVaultProtectedItems): string {
  const name = nameOf(item);
  const container = item.properties?.containerName?.split(';').at(-1) ?? '';
  const isAlone = items.filter((other) => nameOf(other) === name).length === 1;
  if (isAlone && isDatabaseInMachine(item) !== true) return name;
  // Without the name of its container only the ARM name tells it from others.
  return container === '' ? (isAlone ? name : (item.id ?? name)) : `${container}/${name}`;
}

/** What people call it. */
export function nameOf({ name, properties }: ProtectedItem): string {
  return properties?.friendlyName ?? name ?? '(no name)';
}

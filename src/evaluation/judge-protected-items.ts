import { hoursBetween, type Instant } from '#domain/instant.ts';
import { isSameResource } from '#domain/resource-id.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type {
  BackupPolicy,
  RecoveryVaultBackupPolicies,
} from '#facts/recovery-vault-backup-policies.ts';
import {
  isDatabaseInMachine,
  type ProtectedItem,
  type RecoveryVaultProtectedItems,
} from '#facts/recovery-vault-protected-items.ts';
import { heldAgainstSource, identityOf, nameOf, type Whereabout } from './protected-item-source.ts';

/** How many items the vault's own verdict shows; the reason counts them all, and each has a finding of its own. */
const SHOWN_ITEMS = 20;

/** A verdict that says that there is nothing to judge, where a vault protects no database in a machine; undefined for any doubt. */
export function setAsideVaultWithoutDatabases(
  items: RecoveryVaultProtectedItems,
): Verdict | undefined {
  return items.every((item) => isDatabaseInMachine(item) === false)
    ? notApplicable('The vault protects no database in a virtual machine', { items: items.length })
    : undefined;
}

/** The same, where it protects nothing at all. */
export function setAsideEmptyVault(items: RecoveryVaultProtectedItems): Verdict | undefined {
  return items.length === 0 ? notApplicable('The vault protects nothing') : undefined;
}

/** Judges the databases in machines alone; an item of a kind that is not understood may be one. */
export function judgeDatabases(
  items: RecoveryVaultProtectedItems,
  expected: string,
  judge: (item: ProtectedItem) => Verdict,
  whereabouts: Whereabout,
): Verdict {
  const databases = items.filter((item) => isDatabaseInMachine(item) !== false);
  return judgeItems(
    databases,
    expected,
    (item) =>
      isDatabaseInMachine(item) === undefined
        ? unknown('the kind of its backup is not understood', { expected })
        : judge(item),
    whereabouts,
  );
}

/**
 * Judges every item, and by them the vault: one that fails makes it fail, else one that is not known makes it unknown. An item that
 * is not as claimed is held against what it protects: when that is gone, or is none of the statement's business, it is told and breaks
 * nothing; when it could not be looked up, nothing is known. `noted`: worth a word where everything passes.
 */
export function judgeItems(
  items: RecoveryVaultProtectedItems,
  expected: string,
  judge: (item: ProtectedItem) => Verdict,
  whereabouts: Whereabout,
  noted?: { readonly is: (item: ProtectedItem) => boolean; readonly told: string },
): Verdict {
  const judged = items.map((item) => ({
    item,
    verdict: heldAgainstSource(item, judge(item), whereabouts),
  }));
  // Their names are nothing that the vault's own verdict rests on, so they are read when somebody wants the items.
  const withItems = (vault: Verdict): Verdict => ({
    ...vault,
    get items() {
      return judged.map(({ item, verdict }) => {
        const name = identityOf(item, items);
        return { item: name, verdict: { ...verdict, reason: `${name}: ${verdict.reason}` } };
      });
    },
  });
  for (const answer of [fail, unknown]) {
    const status = answer === fail ? 'fail' : 'unknown';
    const found = judged.filter(({ verdict }) => verdict.status === status);
    const [first] = found;
    if (first === undefined) continue;
    const count = `${found.length} of ${items.length} protected items`;
    const told = answer(`${count}: ${nameOf(first.item)}: ${first.verdict.reason}`, {
      expected,
      observed: found
        .slice(0, SHOWN_ITEMS)
        .map(({ item, verdict }) => ({ item: nameOf(item), observed: verdict.observed })),
    });
    return withItems(told);
  }
  const passing = judged.filter(({ verdict }) => verdict.status === 'pass').map(({ item }) => item);
  if (passing.length === 0)
    return withItems(notApplicable('Nothing that it protects is in the scope', items.length));
  const names =
    noted === undefined ? [] : passing.filter(noted.is).slice(0, SHOWN_ITEMS).map(nameOf);
  const word = names.length === 0 ? '' : `; ${noted?.told ?? ''}: ${names.join(', ')}`;
  const told = pass(`All protected items are as claimed, ${passing.length} in number${word}`, {
    expected,
    observed: { items: passing.length, ...(names.length === 0 ? {} : { noted: names }) },
  });
  return withItems(told);
}

/** Whether the last run of an item's backup failed: noted, while there is a restore point that is young enough. */
export function failedLast({ properties }: ProtectedItem): boolean {
  return ['failed', 'unhealthy'].includes(properties?.lastBackupStatus?.toLowerCase() ?? '');
}

/** Judges an item by its policy, when that is in force: a policy of a stopped protection takes no backups. */
export function judgeByPolicy(
  item: ProtectedItem,
  policies: RecoveryVaultBackupPolicies,
  expected: string,
  judge: (policy: BackupPolicy) => Verdict,
): Verdict {
  const standing = standingOf(item, expected);
  if (standing !== undefined) return standing;
  const policyId = item.properties?.policyId ?? '';
  const policy = policies.find(({ id }) => isSameResource(id ?? '', policyId));
  return policyId === '' || policy === undefined
    ? unknown('its policy is not among those of the vault', { expected, observed: policyId })
    : judge(policy);
}

/** Judges the age of the newest restore point, the state of the protection and the outcome of the last run. */
export function judgeFreshness(
  item: ProtectedItem,
  { hours, asOf }: { readonly hours: number; readonly asOf: Instant },
): Verdict {
  const expected = `newest restore point at most ${hours} hours old`;
  const { protectionState, lastBackupStatus, lastRecoveryPoint } = item.properties ?? {};
  const shown = { expected, observed: { protectionState, lastBackupStatus, lastRecoveryPoint } };
  const standing = standingOf(item, expected);
  if (standing?.status === 'fail') return standing;
  const age = hoursBetween(lastRecoveryPoint ?? '', asOf);
  if (age !== undefined && age > hours) {
    return fail(`its newest restore point is of ${lastRecoveryPoint}`, shown);
  }
  const status = lastBackupStatus?.toLowerCase() ?? '';
  if (standing !== undefined) return standing;
  // An hour is left to clocks that differ.
  if (age === undefined || age < -1) {
    return unknown('it does not say when it was last backed up', shown);
  }
  // What is claimed is that there is a restore point so young; a run that failed since is worth a word.
  if (failedLast(item))
    return pass(`its newest restore point is of ${lastRecoveryPoint}; its last run failed`, shown);
  return ['completed', 'healthy'].includes(status)
    ? pass(`its newest restore point is of ${lastRecoveryPoint}`, shown)
    : unknown(`the outcome of its last backup is ${lastBackupStatus ?? 'not said'}`, shown);
}

/** Undefined while the protection works as its policy says. Source: protectionState, 2026-07-01. */
function standingOf({ properties }: ProtectedItem, expected: string): Verdict | undefined {
  const state = properties?.protectionState ?? null;
  const shown = { expected, observed: state };
  switch (state?.toLowerCase() ?? '') {
    case 'protected':
      return undefined;
    // An item whose backups are being deleted is one of these.
    case 'protectionstopped':
    case 'protectionpaused':
    case 'backupssuspended':
      return fail(`it is no longer backed up (${state})`, shown);
    case 'irpending':
      return unknown('its first backup has not been taken', shown);
    case 'protectionerror':
      return unknown('its protection is in error', shown);
    default:
      return unknown(`its protection state ${state ?? '(none)'} is not understood`, shown);
  }
}

import { azCommand, azScope } from '#domain/az-command.ts';
import type { Mend } from '../define-resource-type.ts';
import { resourceNames } from '../resource-names.ts';

/** Commands that mend a database, by check. */
export const databaseMends: Readonly<Record<string, Mend>> = {
  'encryption-at-rest': ({ id }) =>
    `${azCommand`az sql db tde set --server ${serverOf(id)} --database ${nameOf(id)} --status Enabled`} ${azScope(id)}`,
  'point-in-time-restore': keepDays,
  'backup-retention': keepDays,
  'differential-backup': ({ id }, { every }: { readonly every: string }) =>
    `${azCommand`az sql db str-policy set --server ${serverOf(id)} --name ${nameOf(id)} --diffbackup-hours ${every === 'P1D' ? 24 : 12}`} ${azScope(id)}`,
  'long-term-retention': keepLongTerm,
  'monthly-retention': keepLongTerm,
  'geo-redundant-backup': copyElsewhere,
  'regional-redundancy': copyElsewhere,
};

function keepDays({ id }: { readonly id: string }, { days }: { readonly days: number }): string {
  return `${azCommand`az sql db str-policy set --server ${serverOf(id)} --name ${nameOf(id)} --retention-days ${days}`} ${azScope(id)}`;
}

function keepLongTerm(
  { id }: { readonly id: string },
  { atLeast }: { readonly atLeast: string },
): string {
  return `${azCommand`az sql db ltr-policy set --server ${serverOf(id)} --name ${nameOf(id)} --monthly-retention ${atLeast}`} ${azScope(id)}`;
}

function copyElsewhere({ id }: { readonly id: string }): string {
  return `${azCommand`az sql db update --server ${serverOf(id)} --name ${nameOf(id)} --backup-storage-redundancy Geo`} ${azScope(id)}`;
}

function serverOf(id: string): string {
  return resourceNames(id).name;
}

function nameOf(id: string): string {
  return resourceNames(id).child;
}

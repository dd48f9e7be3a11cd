import { azCommand, azScope } from '#domain/az-command.ts';
import { toAddress } from '#domain/resource-address.ts';
import type { Mend } from '../define-resource-type.ts';
import { resourceNames } from '../resource-names.ts';

interface Days {
  readonly days: number;
}
interface Long {
  readonly atLeast: string;
  readonly rhythms?: readonly string[];
}

/** What mends a violation of a managed database: its own policies, or a setting of its instance. */
export const managedDatabaseMends: Readonly<Record<string, Mend>> = {
  'encryption-at-rest': ({ id }) =>
    azCommand`az rest --method put --url ${`${toAddress(id)}/transparentDataEncryption/current?api-version=2025-01-01`} --body ${'{"properties":{"state":"Enabled"}}'}`,
  'geo-redundant-backup': ({ id }) =>
    `${azCommand`az sql mi update --name ${resourceNames(id).name} --backup-storage-redundancy Geo`} ${azScope(id)}`,
  'point-in-time-restore': ({ id }, { days }: Days) => shortTermCommand(id, days),
  'backup-retention': ({ id }, { days }: Days) => shortTermCommand(id, days),
  'long-term-retention': ({ id }, { atLeast, rhythms = ['monthly'] }: Long) =>
    longTermCommand(id, rhythms.includes('monthly') ? 'monthly' : (rhythms[0] ?? ''), atLeast),
  'monthly-retention': ({ id }, { atLeast }: Long) => longTermCommand(id, 'monthly', atLeast),
};

function shortTermCommand(id: string, days: number): string {
  const { name, child } = resourceNames(id);
  return `${azCommand`az sql midb short-term-retention-policy set --managed-instance ${name} --name ${child} --retention-days ${days}`} ${azScope(id)}`;
}

function longTermCommand(id: string, rhythm: string, atLeast: string): string {
  const { name, child } = resourceNames(id);
  return `${azCommand`az sql midb ltr-policy set --managed-instance ${name} --name ${child}`} --${rhythm}-retention ${azCommand`${atLeast}`} ${azScope(id)}`;
}

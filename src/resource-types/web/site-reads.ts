import { azCommand } from '#domain/az-command.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { everyOne, map } from '#traits/said.ts';
import { always } from '#traits/trait.ts';
import type { Mend } from '../define-resource-type.ts';
import { sendLogs } from '../diagnostic-settings.ts';
import { type Asked, listBelow, settingBelow } from '../generic-reads.ts';
import { closePublicAccess } from '../public-access.ts';

const API_VERSION = '2025-03-01';

/** How an app (by the list of all), or a slot (by itself) is read, and its `config/web`, which no list carries. */
export function readsOf<R>(read: (asked: Asked) => R, type: string, name: string, what: string) {
  return {
    site: read({ name, what, type, apiVersion: API_VERSION }),
    config: settingBelow('config/web', {
      name: `${name}Configuration`,
      what: `configuration of ${what}`,
      type: `${type}/config`,
      apiVersion: API_VERSION,
      operation: 'Get Configuration',
    }),
    // Guess: reading is enough to list them.
    snapshots: listBelow({
      name: `${name}Backups`,
      what: `automatic backups of ${what}`,
      type: `${type}/snapshots`,
      apiVersion: API_VERSION,
    }),
  };
}

/**
 * Requests that the app answered. Of a function app its runtime's records, and of a logic app those of its runs, are all that there
 * is; apps of other kinds have no such categories. Source: type-classes §2.
 */
export const REQUESTS = {
  what: 'requests',
  carry: ['appservicehttplogs', 'functionapplogs', 'workflowruntime'],
  other: [
    'appserviceantivirusscanauditlogs',
    'appserviceapplogs',
    'appserviceauditlogs',
    'appserviceauthenticationlogs',
    'appserviceconsolelogs',
    'appserviceenvironmentplatformlogs',
    'appservicefileauditlogs',
    'appserviceipsecauditlogs',
    'appserviceplatformlogs',
    'scanlogs',
  ],
} as const;

export const AT_REST = always(
  'The content of an app lies in Azure Storage, which always encrypts it with AES-256',
  'https://learn.microsoft.com/azure/app-service/configure-encrypt-at-rest-using-cmk',
  '2026-11-28',
);

/**
 * Hourly, kept for 30 days, in the tiers that have them; beyond three days every third hour, and beyond fourteen every sixth, are kept.
 * What somebody has set up besides (`config/backup`) no reader is told. Source: App Service, "Back up and restore your app", 2022-10-24.
 */
export function automaticBackups(rows: Cell): readonly Backup[] {
  const list = rows.list();
  const what = 'automatic backups';
  if (list.said && list.value.length === 0) return [];
  const times = list.said
    ? everyOne(list.value.map((row) => row.at('properties/time').past()))
    : list;
  const sorted = map(times, (all) => all.toSorted());
  return [
    {
      kind: 'snapshot',
      what,
      by: 'platform',
      every: map(list, () => ({ hours: 1 })),
      keptFor: map(list, () => ({ months: 0, days: 30 })),
      newest: map(sorted, (all) => all.at(-1) ?? null),
      oldest: map(sorted, (all) => all[0] ?? null),
      oldestLagHours: 24,
    },
  ];
}

/** The same for apps and slots. */
export const MENDS: Readonly<Record<string, Mend>> = {
  'access-logging': (resource) => sendLogs(resource, { category: 'AppServiceHTTPLogs' }),
  'encryption-in-transit': ({ id }) =>
    `${azCommand`az resource update --ids ${id} --set properties.httpsOnly=true`} && ${azCommand`az resource update --ids ${`${id}/config/web`} --set properties.minTlsVersion=1.2 properties.scmMinTlsVersion=1.2 properties.ftpsState=FtpsOnly`}`,
  'network-isolation': closePublicAccess(),
};

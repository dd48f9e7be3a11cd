import { azCommand } from '#domain/az-command.ts';
import { toAddress } from '#domain/resource-address.ts';
import type { Cell } from '#traits/cell.ts';
import type { LogStream } from '#traits/log-stream.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { join, notSaid, present, type Said, said } from '#traits/said.ts';
import type { GroupRead } from './define-read.ts';
import type { Mendable } from './define-resource-type.ts';
import { resourceNames } from './resource-names.ts';

/** The diagnostic settings of one resource: an extension of it, so that no list of its type holds them. */
export const diagnosticSettings: GroupRead = {
  name: 'diagnosticSettings',
  kind: 'group',
  permissions: ['Microsoft.Insights/diagnosticSettings/read'],
  apiVersion: '2021-05-01-preview',
  source: 'Microsoft.Insights/diagnosticSettings: Diagnostic Settings - List',
  requestKey: (id) => id,
  read: (azure, id, signal) =>
    azure.pages(
      {
        operation: `diagnostic settings of ${id}`,
        permission: 'Microsoft.Insights/diagnosticSettings/read',
        signal,
      },
      (clients) =>
        clients
          .monitor(resourceNames(id).subscriptionId)
          // The client puts a slash of its own before the id, and the id into the address as it is.
          .diagnosticSettings.list(toAddress(id.replace(/^\/+/u, '')), { abortSignal: signal }),
    ),
  leaves: {
    'properties/eventHubName': 'which hub, in the namespace that the rule names',
    'properties/logAnalyticsDestinationType': 'in which tables, not whether',
    // Source: Azure Monitor, "Migrate diagnostic settings storage retention": retired on 2025-09-30.
    'properties/logs/*/retentionPolicy/**': 'how long a storage account keeps them: retired',
    'properties/metrics/**': 'figures, no records',
  },
};

/** The command that sends records to a workspace, by the category or group that is claimed. */
export function sendLogs({ id }: Mendable, log: Readonly<Record<string, string>>): string {
  const logs = JSON.stringify([{ ...log, enabled: true }]);
  return `${azCommand`az monitor diagnostic-settings create --name audit --resource ${id} --logs ${logs}`} --workspace "$WORKSPACE_ID"`;
}

/** What carries records of one kind, and what is known not to; lower case. */
export interface LogCategories {
  /** In words, e.g. `audit events`. */
  readonly what: string;
  readonly carry: readonly string[];
  readonly other: readonly string[];
}

/** Groups of categories. Source: azure-facts §9: `audit` holds what says who read or changed data, `allLogs` everything. */
const GROUPS_OF_ALL: ReadonlySet<string> = new Set(['audit', 'alllogs']);

type Standing = 'yes' | 'no' | 'unclear';

/**
 * Whether the settings send records of a kind to a destination. A category or group that Azure added since may carry them or not: it
 * is never counted as one, nor held against the resource.
 */
export function logStream(settings: Cell, categories: LogCategories): LogStream {
  const { what } = categories;
  const rows = settings.list();
  if (!rows.said) return { what, state: rows, to: [] };
  const answers = rows.value.map((row) => ({ row, sends: sends(row, categories) }));
  const sending = answers.filter(({ sends: standing }) => standing === 'yes');
  const from = join([rows.from, ...answers.map(({ row }) => row.from)]);
  if (sending.length > 0) {
    return {
      what,
      state: said('written', join(sending.map(({ row }) => row.from))),
      to: sending.flatMap(({ row }) => destinationsOf(row)),
    };
  }
  const state: Said<'written' | 'not-written'> = answers.some(({ sends: s }) => s === 'unclear')
    ? notSaid('A diagnostic setting says something that is not understood', from)
    : said('not-written', from);
  return { what, state, to: [] };
}

function sends(row: Cell, categories: LogCategories): Standing {
  const logs = row.at('properties/logs').list();
  if (!logs.said) return 'unclear';
  const parts = [hasDestination(row), anyOf(logs.value.map((log) => carries(log, categories)))];
  if (parts.includes('no')) return 'no';
  return parts.includes('unclear') ? 'unclear' : 'yes';
}

function anyOf(answers: readonly Standing[]): Standing {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unclear') ? 'unclear' : 'no';
}

function carries(log: Cell, { carry, other }: LogCategories): Standing {
  const enabled = log.at('enabled').flag();
  const category = listed(log.at('category'), new Set(carry), new Set(other));
  const group = listed(log.at('categoryGroup'), GROUPS_OF_ALL, new Set());
  const either = anyOf([category, group]);
  if ((enabled.said && !enabled.value) || either === 'no') return 'no';
  return enabled.said ? either : 'unclear';
}

function listed(name: Cell, known: ReadonlySet<string>, other: ReadonlySet<string>): Standing {
  const text = name.optionalText();
  if (!text.said) return 'unclear';
  const key = text.value?.toLowerCase() ?? '';
  if (known.has(key)) return 'yes';
  return key === '' || other.has(key) ? 'no' : 'unclear';
}

/** `serviceBusRuleId` is what event hubs were called before 2017; Azure still sends the member. */
const DESTINATIONS = [
  'workspaceId',
  'storageAccountId',
  'eventHubAuthorizationRuleId',
  'marketplacePartnerId',
] as const;

function hasDestination(row: Cell): Standing {
  const named = DESTINATIONS.map((name) => row.at(`properties/${name}`).optionalText());
  if (named.some((id) => id.said && id.value !== null)) return 'yes';
  const old = row.at('properties/serviceBusRuleId').optionalText();
  return named.every((id) => id.said) && old.said && old.value === null ? 'no' : 'unclear';
}

/** Destinations by their ids: where they lie the engine looks up. */
function destinationsOf(row: Cell): readonly Place[] {
  return [...DESTINATIONS, 'serviceBusRuleId' as const].flatMap((name) => {
    const id = row.at(`properties/${name}`).optionalText();
    if (!id.said) return [{ kind: 'log', what: 'log destination', region: id } as const];
    // An event hub is named by its rule, and a partner by an id of its own kind: the engine asks for what it can.
    const named = present(id, 'destination');
    if (id.value === null) return [];
    const mend = withoutSetting(row);
    const place = placeOfResource('log', `log destination ${id.value}`, named);
    return [mend === undefined ? place : { ...place, mend }];
  });
}

/** Ends what a setting sends; the resource stays as it is. */
function withoutSetting(row: Cell): string | undefined {
  const [id, name] = [row.at('id').text(), row.at('name').text()];
  if (!id.said || !name.said) return undefined;
  const resource = id.value.replace(
    /\/providers\/microsoft\.insights\/diagnosticSettings\/[^/]+$/iu,
    '',
  );
  return azCommand`az monitor diagnostic-settings delete --name ${name.value} --resource ${resource}`;
}

/** Where a resource's records go, of whatever kind: they are data as well. Of a setting that does not say what is on, all counts. */
export function logPlaces(settings: Cell): readonly Place[] {
  const rows = settings.list();
  return rows.said
    ? rows.value.filter(isWriting).flatMap(destinationsOf)
    : [{ kind: 'log', what: 'log destinations', region: rows }];
}

function isWriting(row: Cell): boolean {
  const logs = row.at('properties/logs').list();
  if (!logs.said) return true;
  return logs.value.some((log) => {
    const enabled = log.at('enabled').flag();
    return !enabled.said || enabled.value;
  });
}

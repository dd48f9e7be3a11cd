import type { ArmAnswer, ArmRequest } from './arm-server.ts';

/** One resource of a scripted estate. */
export interface SmallResource {
  readonly id: string;
  /** Lists that leave it out although it is there, and lists that still name it although it is gone. */
  readonly missingIn?: 'list' | 'graph';
  readonly isGone?: boolean;
}

export interface SmallEstate {
  readonly subscriptions: readonly { readonly id: string; readonly state?: string }[];
  readonly resources: readonly SmallResource[];
  readonly permissions?: readonly {
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
  }[];
  /** Answers that go before the estate's own. */
  readonly instead?: (request: ArmRequest) => ArmAnswer | undefined;
}

/** The ARM id of a SQL server in resource group `rg`. */
export function serverId(subscription: string, name: string): string {
  return `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Sql/servers/${name}`;
}

/** Answers what the scope reader asks, for a few resources: lists, Resource Graph, permissions, direct reads. */
export function answerFor(estate: SmallEstate): (request: ArmRequest) => ArmAnswer {
  return (request) => estate.instead?.(request) ?? ownAnswer(estate, request);
}

function ownAnswer(estate: SmallEstate, { method, url, body }: ArmRequest): ArmAnswer {
  const path = decodeURIComponent(url.pathname).toLowerCase();
  const [, , id = ''] = path.split('/');
  if (method === 'POST') return { body: graphPage(estate, body) };
  if (path === '/subscriptions')
    return { body: { value: estate.subscriptions.map(subscriptionRow) } };
  const known = estate.subscriptions.find((one) => one.id === id);
  if (known === undefined)
    return { status: 404, body: { error: { code: 'SubscriptionNotFound' } } };
  if (path === `/subscriptions/${id}`) return { body: subscriptionRow(known) };
  if (path.endsWith('/microsoft.authorization/permissions')) {
    return { body: { value: estate.permissions ?? [{ actions: ['*/read'], notActions: [] }] } };
  }
  if (path.endsWith('/microsoft.authorization/denyassignments')) return { body: { value: [] } };
  if (path.endsWith('/resourcegroups')) return { body: { value: [groupRow(id)] } };
  if (path.endsWith('/resourcegroups/rg')) return { body: groupRow(id) };
  if (path.endsWith('/resources')) {
    const listed = estate.resources.filter(
      (one) => one.id.includes(id) && one.missingIn !== 'list',
    );
    return { body: { value: listed.map(rowOf) } };
  }
  const found = estate.resources.find(
    (one) => one.id.toLowerCase() === path && one.isGone !== true,
  );
  return found === undefined
    ? { status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } }
    : { body: rowOf(found) };
}

function graphPage(estate: SmallEstate, body: string): unknown {
  const { subscriptions } = JSON.parse(body) as { subscriptions: string[] };
  const rows = estate.resources
    .filter((one) => one.missingIn !== 'graph')
    .map((one) => ({ ...rowOf(one), subscriptionId: one.id.split('/')[2], resourceGroup: 'rg' }))
    .filter(({ subscriptionId }) => subscriptions.includes(subscriptionId ?? ''));
  return { totalRecords: rows.length, count: rows.length, resultTruncated: 'false', data: rows };
}

function subscriptionRow({ id, state }: { readonly id: string; readonly state?: string }): unknown {
  return {
    id: `/subscriptions/${id}`,
    subscriptionId: id,
    displayName: `name of ${id}`,
    state: state ?? 'Enabled',
  };
}

function groupRow(subscription: string): Record<string, unknown> {
  return {
    id: `/subscriptions/${subscription}/resourceGroups/rg`,
    name: 'rg',
    type: 'Microsoft.Resources/resourceGroups',
    location: 'westeurope',
    tags: { service: 'flex' },
  };
}

function rowOf({ id }: SmallResource): Record<string, unknown> {
  const after = id.split('/providers/')[1]?.split('/') ?? [];
  const type = [after[0], ...after.slice(1).filter((_, index) => index % 2 === 0)].join('/');
  return { id, name: id.split('/').at(-1), type, location: 'westeurope' };
}

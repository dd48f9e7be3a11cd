import { readdirSync, readFileSync } from 'node:fs';
import type { ArmAnswer, ArmRequest } from './arm-server.ts';
import { sharedPath } from './shared.ts';

type Row = Readonly<Record<string, unknown>>;

interface Recording {
  readonly method: string;
  readonly resourceType: string;
  readonly status: number;
  readonly body: unknown;
}

/** The resources that were recorded from the real Azure, each as Azure wrote it, once per id. */
export interface RecordedAzure {
  /** Lower case. */
  readonly subscriptions: readonly string[];
  /** By id in lower case. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Answers as Azure would if these resources were all: lists, items, settings; 404 for what was not recorded. */
  answer(request: ArmRequest): ArmAnswer;
}

const PROVIDERS = [
  'Sql',
  'Storage',
  'KeyVault',
  'RecoveryServices',
  'Network',
  'Compute',
  'Web',
  'Cache',
];
/** Microsoft's samples speak of subscriptions like `subid`, which nobody can have. */
const IN_SUBSCRIPTION = /^\/subscriptions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\//u;
/** Types that the resource list and Resource Graph name. */
const LISTED =
  /\/providers\/[^/]+\/[^/]+\/[^/]+$|\/providers\/microsoft\.sql\/(servers|managedinstances)\/[^/]+\/databases\/[^/]+$/u;

/** Reads the recordings into an Azure that answers with them. */
export function recordedAzure(): RecordedAzure {
  const rows = new Map<string, Row>();
  const locations: unknown[] = [];
  for (const file of readdirSync(sharedPath('azure-recordings')).filter((name) =>
    name.endsWith('.jsonl'),
  )) {
    for (const recording of recordingsIn(file)) {
      if (recording.method !== 'GET' || recording.status !== 200) continue;
      if (recording.resourceType === 'Microsoft.Resources/subscriptions/locations') {
        locations.push(...rowsOf(recording.body));
      }
      if (!PROVIDERS.some((name) => file === `Microsoft.${name}.jsonl`)) continue;
      for (const row of rowsOf(recording.body)) {
        const id = idOf(row);
        if (IN_SUBSCRIPTION.test(id) && !rows.has(id)) rows.set(id, row);
      }
    }
  }
  const listed = [...rows.entries()].filter(([id]) => LISTED.test(id));
  const subscriptions = [...new Set(listed.map(([id]) => id.split('/')[2] ?? ''))].sort();
  const inventory = listed.map(([, row]) => inventoryRow(row));
  return {
    subscriptions,
    rows,
    answer: ({ method, url, body }) => {
      const path = decodeURIComponent(url.pathname).toLowerCase().replace(/\/$/u, '');
      if (method === 'POST') return { body: graphPage(inventory, body) };
      if (path === '/subscriptions') return { body: { value: subscriptions.map(subscriptionRow) } };
      const [, , subscription = '', segment, ...rest] = path.split('/');
      if (!subscriptions.includes(subscription)) return notFound('SubscriptionNotFound');
      if (segment === undefined) return { body: subscriptionRow(subscription) };
      if (segment === 'locations') return { body: { value: locations } };
      const own = inventory.filter((row) =>
        idOf(row).startsWith(`/subscriptions/${subscription}/`),
      );
      if (segment === 'resources') return { body: { value: own } };
      if (segment === 'resourcegroups' && rest.length === 0)
        return { body: { value: groupsOf(own) } };
      if (path.endsWith('/microsoft.authorization/permissions')) {
        return { body: { value: [{ actions: ['*/read'], notActions: [] }] } };
      }
      const row = rows.get(path);
      if (row !== undefined) return { body: row };
      return listAnswer(rows, path);
    },
  };
}

/** A list: what was recorded below it. A setting or a resource that was not recorded is not there. */
function listAnswer(rows: ReadonlyMap<string, Row>, path: string): ArmAnswer {
  const parts = path.split('/providers/').at(-1)?.split('/') ?? [];
  // provider/type[/name/type]…: an even number of parts is a list.
  if (parts.length % 2 !== 0) return notFound('ResourceNotFound');
  const wide = /^\/subscriptions\/([^/]+)\/providers\/([^/]+\/[^/]+)$/u.exec(path);
  const value = [...rows.entries()]
    .filter(([id]) =>
      wide === null
        ? id.startsWith(`${path}/`) && !id.slice(path.length + 1).includes('/')
        : id.startsWith(`/subscriptions/${wide[1]}/`) &&
          id.endsWith(`/providers/${wide[2]}/${id.split('/').at(-1)}`),
    )
    .map(([, row]) => row);
  return { body: { value } };
}

function notFound(code: string): ArmAnswer {
  return { status: 404, body: { error: { code, message: 'Not found.' } } };
}

function recordingsIn(file: string): readonly Recording[] {
  return readFileSync(sharedPath('azure-recordings', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Recording);
}

function rowsOf(body: unknown): readonly Row[] {
  if (typeof body !== 'object' || body === null) return [];
  const value = 'value' in body ? body.value : undefined;
  return (Array.isArray(value) ? value : [body]) as readonly Row[];
}

function idOf(row: Row): string {
  return typeof row['id'] === 'string' ? row['id'].toLowerCase() : '';
}

function inventoryRow(row: Row): Row {
  const { id, name, type, location, kind, tags, sku } = row;
  const [, , subscriptionId = '', , resourceGroup = ''] = String(id).split('/');
  return {
    id,
    name,
    type,
    location,
    kind,
    tags,
    sku,
    subscriptionId: subscriptionId.toLowerCase(),
    resourceGroup,
  };
}

function graphPage(inventory: readonly Row[], body: string): unknown {
  const { subscriptions } = JSON.parse(body) as { subscriptions: readonly string[] };
  const data = inventory.filter(({ subscriptionId }) =>
    subscriptions.includes(String(subscriptionId)),
  );
  return { totalRecords: data.length, count: data.length, resultTruncated: 'false', data };
}

function subscriptionRow(id: string): Row {
  return { id: `/subscriptions/${id}`, subscriptionId: id, displayName: id, state: 'Enabled' };
}

function groupsOf(own: readonly Row[]): readonly Row[] {
  const ids = new Map(own.map((row) => [idOf(row).split('/').slice(0, 5).join('/'), row] as const));
  return [...ids].map(([id]) => ({
    id,
    name: id.split('/').at(-1),
    location: 'westeurope',
    tags: {},
  }));
}

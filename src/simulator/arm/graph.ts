import { isJson, type Json, memberOf } from '../json.ts';
import { KqlError } from '../kql/kql-error.ts';
import { type QueryResult, runQuery } from '../kql/run-query.ts';
import { type Answer, type Call, ok, requireVersion } from './call.ts';
import { type ArmError, badRequest } from './errors.ts';
import { type GraphTables, graphTables } from './graph-tables.ts';

const MOST = 1000;
const SUBSCRIPTION_READ = 'Microsoft.Resources/subscriptions/read';

/** Resource Graph: `POST /providers/Microsoft.ResourceGraph/resources`; undefined for a path of somebody else. */
export function answerGraph(call: Call): Answer | undefined {
  const path = call.path.toLowerCase();
  if (path !== '/providers/microsoft.resourcegraph/resources' || call.method !== 'POST') {
    return undefined;
  }
  requireVersion(call);
  const request = isJson(call.body) ? call.body : {};
  const { query } = request;
  if (typeof query !== 'string') throw graphError('InvalidQuery', 'The query is missing.');
  const options = memberOf(request, 'options');
  const top = limitOf(options['$top'], 100);
  const skip = Number(options['$skip'] ?? 0);
  const token = options['$skipToken'];
  const { result, offset } =
    typeof token === 'string' ? continued(call, token) : started(call, request, query, skip);
  const rows = result.rows.slice(offset, offset + top);
  const end = offset + rows.length;
  const hasMore = end < result.rows.length;
  const next = hasMore && result.pageable ? tokenFor(call, result, end) : undefined;
  const body: Json = {
    totalRecords: result.rows.length,
    count: rows.length,
    resultTruncated: hasMore && !result.pageable ? 'true' : 'false',
    ...(next === undefined ? {} : { $skipToken: next }),
    facets: [],
    data: options['resultFormat'] === 'table' ? asTable(result, rows) : rows,
  };
  return ok(body);
}

function limitOf(asked: unknown, otherwise: number): number {
  if (asked === undefined || asked === null) return otherwise;
  const top = Number(asked);
  if (Number.isInteger(top) && top >= 1 && top <= MOST) return top;
  throw graphError('InvalidOption', `The $top must be between 1 and ${MOST}.`);
}

function started(
  call: Call,
  request: Json,
  query: string,
  skip: number,
): { result: QueryResult; offset: number } {
  const tables = inScope(call, graphTables(call.simulation), subscriptionsOf(call, request));
  try {
    return { result: runQuery(query, tables, call.simulation.now()), offset: skip };
  } catch (error) {
    if (error instanceof KqlError) throw graphError('InvalidQuery', error.message);
    throw error;
  }
}

function continued(call: Call, token: string): { result: QueryResult; offset: number } {
  const [key, offset] = Buffer.from(token, 'base64url').toString().split('|');
  const result = call.simulation.graph.find(key ?? '');
  if (result === undefined) {
    throw graphError('InvalidSkipToken', 'The skip token is invalid or has expired.');
  }
  return { result, offset: Number(offset) };
}

function tokenFor(call: Call, result: QueryResult, offset: number): string {
  const key = call.simulation.graph.keep(result);
  return Buffer.from(`${key}|${offset}`).toString('base64url');
}

/** The subscriptions that are asked about and may be read: all that are visible when the request names none. */
function subscriptionsOf(call: Call, request: Json): ReadonlySet<string> {
  const { estate, permissions } = call.simulation;
  const { subscriptions, managementGroups } = request;
  const visible = estate.subscriptions
    .map(({ id }) => id)
    .filter((id) => permissions.touches(`/subscriptions/${id}`));
  const wanted = new Set<string>();
  if (Array.isArray(subscriptions))
    for (const id of subscriptions) wanted.add(String(id).toLowerCase());
  if (Array.isArray(managementGroups)) {
    for (const group of managementGroups) collect(call, String(group), wanted);
  }
  const names = Array.isArray(subscriptions) || Array.isArray(managementGroups);
  return new Set(visible.filter((id) => !names || wanted.has(id.toLowerCase())));
}

function collect(call: Call, group: string, into: Set<string>): void {
  const groups = call.simulation.estate.managementGroups;
  const found = groups.find(({ id }) => id.toLowerCase() === group.toLowerCase());
  for (const id of found?.subscriptions ?? []) into.add(id.toLowerCase());
  if (found === undefined) return;
  for (const child of groups) if (child.parent === found.id) collect(call, child.id, into);
}

/** Rows of those subscriptions that the identity may read. Fewer rows, never an error: that is how Azure filters. */
function inScope(call: Call, tables: GraphTables, subscriptions: ReadonlySet<string>): GraphTables {
  const { permissions } = call.simulation;
  const filtered: Record<string, readonly Json[]> = {};
  for (const [table, rows] of Object.entries(tables)) {
    filtered[table] = rows.filter((row) => {
      if (!subscriptions.has(String(row['subscriptionId']))) return false;
      const properties = memberOf(row, 'properties');
      const isChange = table.endsWith('changes');
      const type = String(isChange ? properties['targetResourceType'] : row['type']);
      const scope = String(isChange ? properties['targetResourceId'] : row['id']);
      const action =
        type === 'microsoft.resources/subscriptions' ? SUBSCRIPTION_READ : `${type}/read`;
      return permissions.allows(action, scope);
    });
  }
  return filtered;
}

function asTable(result: QueryResult, rows: readonly Json[]): Json {
  return {
    columns: result.columns,
    rows: rows.map((row) => result.columns.map(({ name }) => row[name] ?? null)),
  };
}

/** Resource Graph's own body: the code is BadRequest, the reason is a detail. */
function graphError(code: string, message: string): ArmError {
  const error = badRequest('BadRequest', 'Please provide below info when asking for support.');
  error.details.push({ code, message });
  return error;
}

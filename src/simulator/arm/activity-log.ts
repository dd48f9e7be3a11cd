import { defined, type Json } from '../json.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import type { Change } from './change-feed.ts';
import { findSubscription } from './core-resources.ts';
import { badRequest } from './errors.ts';
import { pageOf } from './paging.ts';

const DAYS_KEPT = 90;

/** The activity log of a subscription, newest first; undefined for a path of somebody else. */
export function answerActivityLog(call: Call): Answer | undefined {
  const match =
    /^\/subscriptions\/([^/]+)\/providers\/microsoft\.insights\/eventtypes\/management\/values$/i.exec(
      call.path,
    );
  if (match === null || call.method !== 'GET') return undefined;
  requireVersion(call, ['2014-04-01', '2015-04-01', '2017-03-01-preview']);
  const { id } = findSubscription(call, match[1] ?? '');
  requirePermission(call, 'Microsoft.Insights/eventtypes/values/read', `/subscriptions/${id}`);
  const { changes, estate } = call.simulation;
  const now = call.simulation.now();
  const accepts = filterOf(call.query.get('$filter'), now);
  const events = changes
    .visible(now)
    .filter((change) => change.subscriptionId === id && accepts(change))
    .reverse()
    .flatMap((change) => [
      eventOf(change, 'Succeeded', estate.tenant),
      eventOf(change, 'Started', estate.tenant),
    ]);
  const select = call.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  const rows = select === undefined ? events : events.map((event) => pick(event, select));
  return ok(pageOf(call, rows, 200));
}

/** Needs the span; knows the four narrowings that Azure knows. Throws 400 for anything else. */
function filterOf(filter: string | undefined, now: Date): (change: Change) => boolean {
  const wrong = badRequest(
    'BadRequest',
    "The $filter must contain eventTimestamp ge '…' (and eventTimestamp le '…'), optionally with one of resourceGroupName, resourceUri, resourceProvider, correlationId.",
  );
  let from: number | undefined;
  let to = now.getTime();
  const tests: ((change: Change) => boolean)[] = [];
  for (const clause of (filter ?? '').split(/\s+and\s+/i)) {
    const match = /^\s*(\w+)\s+(eq|ge|le)\s+'([^']*)'\s*$/i.exec(clause);
    if (match === null) throw wrong;
    const [, name = '', operator = '', value = ''] = match;
    const wanted = value.toLowerCase();
    switch (`${name} ${operator}`.toLowerCase()) {
      case 'eventtimestamp ge':
        from = Date.parse(value);
        break;
      case 'eventtimestamp le':
        to = Date.parse(value);
        break;
      case 'resourcegroupname eq':
        tests.push((change) => change.resourceGroup.toLowerCase() === wanted);
        break;
      case 'resourceuri eq':
        tests.push((change) => change.resourceId.toLowerCase() === wanted);
        break;
      case 'resourceprovider eq':
        tests.push((change) => change.resourceType.toLowerCase().startsWith(`${wanted}/`));
        break;
      case 'correlationid eq':
        tests.push((change) => change.correlationId.toLowerCase() === wanted);
        break;
      default:
        throw wrong;
    }
  }
  if (from === undefined || Number.isNaN(from) || Number.isNaN(to)) throw wrong;
  if (from < now.getTime() - DAYS_KEPT * 86_400_000 - 60_000) {
    throw badRequest(
      'BadRequest',
      `The start time cannot be more than ${DAYS_KEPT} days in the past.`,
    );
  }
  const start = from;
  return (change) =>
    change.at.getTime() >= start &&
    change.at.getTime() <= to &&
    tests.every((test) => test(change));
}

function eventOf(change: Change, status: 'Started' | 'Succeeded', tenantId: string): Json {
  const id = `${change.correlationId}-${status}`;
  const text = (value: string): Json => ({ value, localizedValue: value });
  const timestamp = change.at.toISOString();
  return defined({
    authorization: { action: change.operation, scope: change.resourceId },
    caller: change.caller,
    channels: 'Operation',
    claims: defined({
      'http://schemas.microsoft.com/identity/claims/objectidentifier':
        change.callerType === 'Application' ? change.caller : undefined,
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn':
        change.callerType === 'User' ? change.caller : undefined,
      appid: change.client,
    }),
    correlationId: change.correlationId,
    description: '',
    eventDataId: id,
    eventName: text(status === 'Started' ? 'BeginRequest' : 'EndRequest'),
    category: text('Administrative'),
    eventTimestamp: timestamp,
    id: `${change.resourceId}/events/${id}/ticks/${change.at.getTime()}`,
    level: 'Informational',
    operationId: change.correlationId,
    operationName: text(change.operation),
    resourceGroupName: change.resourceGroup,
    resourceProviderName: text(change.resourceType.split('/')[0] ?? ''),
    resourceType: text(change.resourceType),
    resourceId: change.resourceId,
    status: text(status),
    subStatus:
      status === 'Succeeded' ? text(change.kind === 'Create' ? 'Created' : 'OK') : text(''),
    submissionTimestamp: timestamp,
    subscriptionId: change.subscriptionId,
    tenantId,
  });
}

function pick(event: Json, names: readonly string[]): Json {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => wanted.has(name.toLowerCase())),
  );
}

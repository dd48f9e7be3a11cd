import { addDuration, daysBefore } from '../duration.ts';
import type { Resource } from '../estate/resource.ts';
import type { Json } from '../json.ts';
import type { ProviderPath } from './arm-path.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';
import { ArmError, PlainArmError, resourceNotFound } from './errors.ts';

const VERSIONS = ['2018-01-01', '2019-07-01', '2021-05-01', '2023-10-01', '2024-02-01'];
/** Milliseconds of a point, by what Azure calls it. */
const GRAINS: ReadonlyMap<string, number> = new Map([
  ['PT1M', 60_000],
  ['PT5M', 300_000],
  ['PT15M', 900_000],
  ['PT30M', 1_800_000],
  ['PT1H', 3_600_000],
  ['PT6H', 21_600_000],
  ['PT12H', 43_200_000],
  ['P1D', 86_400_000],
]);
const KEPT_DAYS = 93;
const AGGREGATIONS = ['average', 'minimum', 'maximum'];

/** The one metric of a type that is served, by the type in lower case. Spelling as in Azure Monitor's list of supported metrics. */
const METRICS: ReadonlyMap<string, { readonly name: string; readonly shown: string }> = new Map([
  [
    'microsoft.insights/components',
    { name: 'availabilityResults/availabilityPercentage', shown: 'Availability' },
  ],
  ['microsoft.keyvault/vaults', { name: 'Availability', shown: 'Overall Vault Availability' }],
  ['microsoft.sql/servers/databases', { name: 'availability', shown: 'Availability' }],
  ['microsoft.storage/storageaccounts', { name: 'Availability', shown: 'Availability' }],
]);
type Metric = NonNullable<ReturnType<typeof METRICS.get>>;

/**
 * The availability metric of a resource and its definition; undefined for a path of somebody else. The figure is the estate's word
 * (`simulated.availability`), the same at all times; there is none from before the resource was made.
 */
export function answerMetrics(call: Call, path: ProviderPath): Answer | undefined {
  const asked = path.listed?.toLowerCase() ?? '';
  const isOurs =
    path.namespace.toLowerCase() === 'microsoft.insights' &&
    (asked === 'metrics' || asked === 'metricdefinitions') &&
    path.pairs.length === 0 &&
    /\/providers\//i.test(path.scope);
  if (!isOurs) return undefined;
  if (call.method !== 'GET') {
    throw new ArmError(405, 'MethodNotAllowed', `The method '${call.method}' is not allowed.`);
  }
  requireVersion(call, VERSIONS);
  findSubscription(call, path.subscriptionId ?? '');
  const owner = call.simulation.store.get(path.scope);
  const shown = path.scope.slice(path.scope.toLowerCase().lastIndexOf('/providers/') + 11);
  if (owner === undefined) throw resourceNotFound(shown, path.resourceGroup ?? '');
  const metric = METRICS.get(owner.type.toLowerCase());
  if (asked === 'metricdefinitions') {
    requirePermission(call, 'Microsoft.Insights/metricDefinitions/read', owner.id);
    return ok({ value: metric === undefined ? [] : [definition(owner, metric)] });
  }
  requirePermission(call, 'Microsoft.Insights/metrics/read', owner.id);
  return ok(values(call, owner, metricAsked(call, owner, metric)));
}

/** Recorded wording (2019); the body is not wrapped in `error`. */
function metricAsked(call: Call, owner: Resource, metric: Metric | undefined): Metric {
  const [provider = '', ...types] = owner.type.split('/');
  if (metric === undefined) {
    throw new PlainArmError(
      400,
      'BadRequest',
      `${owner.type} is not a supported platform metric namespace, supported ones are `,
    );
  }
  const names = call.query.get('metricnames') ?? metric.name;
  if (names.toLowerCase() === metric.name.toLowerCase()) return metric;
  throw new PlainArmError(
    400,
    'BadRequest',
    `Failed to find metric configuration for provider: ${provider}, resource Type: ${types.join('/')}, metric: ${names}, Valid metrics: ${metric.name}`,
  );
}

function values(call: Call, owner: Resource, metric: Metric): Json {
  const { start, end } = spanAsked(call);
  const interval = call.query.get('interval') ?? 'PT1M';
  const grain = GRAINS.get(interval);
  if (grain === undefined) {
    const known = [...GRAINS.keys()].join(',');
    throw new PlainArmError(
      400,
      'BadRequest',
      `Detected invalid time grain input: ${interval}, supported ones are: ${known}`,
    );
  }
  const aggregations = (call.query.get('aggregation') ?? 'Average').toLowerCase().split(',');
  const wrong = aggregations.find((name) => !AGGREGATIONS.includes(name));
  if (wrong !== undefined) {
    throw new PlainArmError(400, 'BadRequest', `Unsupported aggregation: ${wrong}`);
  }
  const { availability = 100 } = owner.simulated ?? {};
  const data: Json[] = [];
  for (let at = wholeMinute(start); at < wholeMinute(end); at += grain) {
    const isMeasured = at + grain > owner.created.getTime();
    const figures = isMeasured ? aggregations.map((name) => [name, availability]) : [];
    data.push({ timeStamp: inSeconds(new Date(at)), ...Object.fromEntries(figures) });
  }
  return {
    cost: 0,
    timespan: `${inSeconds(start)}/${inSeconds(end)}`,
    interval,
    value: [
      {
        id: `${owner.id}/providers/Microsoft.Insights/metrics/${metric.name}`,
        type: 'Microsoft.Insights/metrics',
        name: { value: metric.name, localizedValue: metric.shown },
        displayDescription: metric.shown,
        unit: 'Percent',
        timeseries: availability === null ? [] : [{ metadatavalues: [], data }],
        errorCode: 'Success',
      },
    ],
    namespace: owner.type,
    resourceregion: owner.location,
  };
}

/** `start/end` or a duration back from now; an hour when nothing is asked. */
function spanAsked(call: Call): { start: Date; end: Date } {
  const now = call.simulation.now();
  const asked = call.query.get('timespan') ?? 'PT1H';
  const [from = '', to] = asked.split('/');
  const start = to === undefined ? addDuration(now, from, -1) : instant(from);
  const end = to === undefined ? now : instant(to);
  if (start === undefined || end === undefined || start >= end) {
    throw new PlainArmError(400, 'BadRequest', `Invalid timespan: ${asked}`);
  }
  if (start < daysBefore(now, KEPT_DAYS)) {
    throw new PlainArmError(400, 'BadRequest', `Start time may not be over ${KEPT_DAYS} days ago`);
  }
  return { start, end };
}

function instant(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function definition(owner: Resource, metric: Metric): Json {
  const resourceId = owner.id;
  return {
    id: `${resourceId}/providers/microsoft.insights/metricdefinitions/${metric.name}`,
    resourceId,
    namespace: owner.type,
    name: { value: metric.name, localizedValue: metric.shown },
    isDimensionRequired: false,
    unit: 'Percent',
    primaryAggregationType: 'Average',
    supportedAggregationTypes: ['Average', 'Minimum', 'Maximum'],
    metricAvailabilities: [...GRAINS.keys()].map((timeGrain) => ({
      timeGrain,
      retention: `P${KEPT_DAYS}D`,
    })),
  };
}

function wholeMinute(date: Date): number {
  return Math.floor(date.getTime() / 60_000) * 60_000;
}

/** As recorded: without fractions of a second. */
function inSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

import type { Alert } from '#domain/alert.ts';
import type { AlertMatch, AlertPolicy, AlertRoute, ChannelFacts } from '#domain/alert-policy.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { Severity } from '#domain/severity.ts';
import { type AlertSubject, type Facet, facetsOf } from './facets.ts';
import { disagreement } from './matches.ts';
import { quietUntil, shownTime } from './quiet-hours.ts';

/** How a channel comes to be told. */
export interface Way {
  readonly channel: ChannelFacts;
  /** Through these routes, in their order; none: by default. */
  readonly routes: readonly AlertRoute[];
  /** Names of the channels that are told instead when this one does not accept a critical beginning. */
  readonly fallback: readonly string[];
}

/** What a policy is asked about: an alert, with what it speaks of. */
export interface RoutedSubject extends Pick<AlertSubject, 'kind' | 'severity'> {
  readonly facets: readonly Facet[];
}

/** The question that an alert puts to a policy. */
export function routedAlert(alert: Alert): RoutedSubject {
  return { kind: alert.kind, severity: alert.severity, facets: facetsOf(alert) };
}

/**
 * Every channel that is told of it, once each. The first route that matches counts, and after one with `continue` the following
 * ones too; what matches none goes to the default channels, which have all others as their fallback. Without routes every channel
 * is told, one that pages of what is critical or high only (A9). Never nobody while there is a channel (A14).
 */
export function routesOf(policy: AlertPolicy, subject: RoutedSubject): readonly Way[] {
  if (policy.routes.length === 0) return withoutRoutes(policy, subject.severity);
  const routes = matchingRoutes(policy.routes, subject);
  const named = routes.flatMap(({ channels }) => channels);
  const told = known(policy, routes.length === 0 ? policy.defaultChannels : named);
  // Names that no channel has were refused when the configuration was read; should it happen, everybody is told.
  if (told.length === 0) return byDefault(policy.channels, []);
  if (routes.length === 0) return byDefault(told, othersThan(told, policy.channels));
  return told.map((channel) => {
    const through = routes.filter(({ channels }) => channels.includes(channel.name));
    const fallback = known(
      policy,
      through.flatMap((route) => route.fallback),
    );
    return { channel, routes: through, fallback: othersThan(told, fallback) };
  });
}

/** The routes that count for it, in their order. */
function matchingRoutes(
  routes: readonly AlertRoute[],
  subject: RoutedSubject,
): readonly AlertRoute[] {
  const counting: AlertRoute[] = [];
  for (const route of routes) {
    if (disagreement(route.match, subject, subject.facets) !== null) continue;
    counting.push(route);
    if (!route.continue) break;
  }
  return counting;
}

function withoutRoutes(policy: AlertPolicy, severity: Severity): readonly Way[] {
  const wakes = severity === 'critical' || severity === 'high';
  const told = policy.channels.filter(({ pages }) => wakes || !pages);
  return byDefault(told.length === 0 ? policy.channels : told, []);
}

function byDefault(told: readonly ChannelFacts[], fallback: readonly string[]): readonly Way[] {
  return told.map((channel) => ({ channel, routes: [], fallback }));
}

function known(policy: AlertPolicy, names: readonly string[]): readonly ChannelFacts[] {
  return [...new Set(names)].flatMap(
    (name) => policy.channels.find((channel) => channel.name === name) ?? [],
  );
}

function othersThan(
  told: readonly ChannelFacts[],
  channels: readonly ChannelFacts[],
): readonly string[] {
  return channels.filter((channel) => !told.includes(channel)).map(({ name }) => name);
}

/** One channel that would be told. */
export interface ToldChannel {
  readonly channel: string;
  readonly type: string;
  /** Until when quiet hours would hold it back; null: told at once. */
  readonly heldUntil: Instant | null;
  /** Told instead, when it is critical and this channel does not accept it in time. */
  readonly fallback: readonly string[];
}

/** Who would be told, and why, for people: one line per route that was looked at and one per channel. */
export interface RouteExplanation {
  readonly told: readonly ToldChannel[];
  readonly lines: readonly string[];
}

/** The dry run of the routes (A14): who would be told of such an alert at that instant, and why. Nothing is sent. */
export function explainRoute(
  policy: AlertPolicy,
  subject: AlertSubject,
  at: Instant,
): RouteExplanation {
  const routed = { kind: subject.kind, severity: subject.severity, facets: [subject] };
  const ways = routesOf(policy, routed);
  const explained = ways.map((way) => explainWay(way, subject, policy, at));
  return {
    told: explained.map(({ told }) => told),
    lines: [...explainRoutes(policy, routed), ...explained.map(({ line }) => line)],
  };
}

function explainRoutes(policy: AlertPolicy, subject: RoutedSubject): readonly string[] {
  if (policy.routes.length === 0)
    return ['no routes: every channel is told, one that pages of what is critical or high only'];
  const lines: string[] = [];
  let isMatched = false;
  for (const route of policy.routes) {
    const because = disagreement(route.match, subject, subject.facets);
    if (because !== null) {
      lines.push(`${route.name}: does not match: ${reasonOf(because, route.match, subject)}`);
      continue;
    }
    isMatched = true;
    lines.push(`${route.name}: matches${route.continue ? ', and the routes below count too' : ''}`);
    if (!route.continue) break;
  }
  return isMatched ? lines : [...lines, 'no route matches: the default channels are told'];
}

function reasonOf(
  because: keyof AlertMatch | 'together',
  match: AlertMatch,
  subject: RoutedSubject,
): string {
  if (because === 'together') return 'nothing in it agrees with all of it together';
  const wanted = (match[because] ?? []).join(', ');
  if (because === 'kinds') return `kind ${subject.kind} is none of ${wanted}`;
  if (because === 'severities') return `severity ${subject.severity} is none of ${wanted}`;
  const given = [...new Set(subject.facets.flatMap((facet) => facet[because]))];
  const found = given.length === 0 ? 'none is given' : `${given.join(', ')} is not like that`;
  return `${because} must be like ${wanted}; ${found}`;
}

function explainWay(
  { channel, routes, fallback }: Way,
  subject: AlertSubject,
  policy: AlertPolicy,
  at: Instant,
): { readonly told: ToldChannel; readonly line: string } {
  const isCritical = subject.severity === 'critical';
  const instead = isCritical ? fallback : [];
  const hold = isCritical ? null : holdOf(routes, at);
  const by = routes.length === 0 ? 'by default' : `by ${routes.map(({ name }) => name).join(', ')}`;
  const when =
    hold === null
      ? 'at once'
      : `in the digest at ${shownTime(hold.timezone, hold.untilMs)} ${hold.timezone}, when its quiet hours are over`;
  const minutes = String(Math.round(policy.timing.fallbackAfterMs / 60_000));
  const otherwise =
    instead.length === 0 ? '' : `; not accepted within ${minutes} min: ${instead.join(', ')}`;
  const { name, type } = channel;
  const heldUntil = hold === null ? null : toInstant(hold.untilMs);
  return {
    told: { channel: name, type, heldUntil, fallback: instead },
    line: `-> ${name} (${type}) ${by}: ${when}${otherwise}`,
  };
}

/** The quiet hours that hold it back, the first to end among its routes; null when one of them has none now. */
export function holdOf(
  routes: readonly AlertRoute[],
  at: Instant,
): { readonly route: string; readonly untilMs: number; readonly timezone: string } | null {
  const atMs = toMilliseconds(at);
  let first: { route: string; untilMs: number; timezone: string } | null = null;
  for (const { name, quiet } of routes) {
    const untilMs = quiet === null || atMs === undefined ? null : quietUntil(quiet, atMs);
    if (quiet === null || untilMs === null) return null;
    if (first === null || untilMs < first.untilMs)
      first = { route: name, untilMs, timezone: quiet.timezone };
  }
  return first;
}

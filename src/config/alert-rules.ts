import { channelName } from './alert-channels-section.ts';
import type { AlertsSection } from './alerts-section.ts';
import { routeName } from './assemble-alerts.ts';
import { formerName } from './former-hints.ts';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { suggestionText } from './suggest.ts';
import type { YamlSource } from './yaml-source.ts';

/** A rule that is broken: where, and in words. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly found: string;
  readonly expected: string;
  readonly message: string;
}

/** What an alerts section of the right shape may not say: names that nobody has, alerts that would reach nobody, one way out for what is critical. */
export function alertProblems(
  main: YamlSource,
  section: AlertsSection,
  { claims, checks }: { readonly claims: readonly string[]; readonly checks: readonly string[] },
): readonly ConfigurationProblem[] {
  const faults = [
    ...section.routes.flatMap((route, index) => unknownCheckFaults(route, index, checks)),
    ...section.routes.flatMap((route, index) => routeFaults(section, route, index)),
    ...repeatedRoutes(section),
    ...namesIn(section, section.default ?? [], ['default']),
    ...namesIn(section, section.dailyTest?.channels ?? [], ['dailyTest', 'channels']),
    ...receiverFaults(section),
    ...canaryFaults(section, claims),
  ];
  return faults.map(({ path, found, expected, message }) => {
    const whole = ['alerts', ...path];
    const name = formatPath(whole);
    return {
      file: main.file,
      ...main.place(whole),
      path: name,
      found,
      expected,
      message: `${name}: ${message}`,
    };
  });
}

function routeFaults(
  section: AlertsSection,
  route: AlertsSection['routes'][number],
  index: number,
): Fault[] {
  const base = ['routes', index];
  const told = new Set(route.channels);
  return [
    ...namesIn(section, route.channels, [...base, 'channels']),
    ...namesIn(section, route.fallback, [...base, 'fallback']),
    ...route.fallback.flatMap((name, at) =>
      told.has(name)
        ? [
            {
              path: [...base, 'fallback', at],
              found: JSON.stringify(name),
              expected: 'a channel that this route does not tell anyway',
              message: `${JSON.stringify(name)} is told by this route anyway; a fallback is another way out`,
            },
          ]
        : [],
    ),
    ...singleWayFaults(route, base),
  ];
}

/** A15: what is critical has two ways out, unless one is enough by the operator's own word. */
function singleWayFaults(
  route: AlertsSection['routes'][number],
  base: readonly PropertyKey[],
): Fault[] {
  const { match, channels, fallback, singleChannel } = route;
  const mayBeCritical = match.severities === undefined || match.severities.includes('critical');
  // The log is read by whoever looks; it calls nobody.
  const ways = new Set([...channels, ...fallback].filter((name) => name !== 'log'));
  if (!mayBeCritical || singleChannel || ways.size > 1) return [];
  const found = ways.size === 0 ? 'none' : `only ${JSON.stringify([...ways][0])}`;
  const expected = 'two channels besides the log, a fallback, or singleChannel: true';
  return [
    {
      path: [...base, 'channels'],
      found,
      expected,
      message: `a critical alert needs two ways out; expected ${expected}, found ${found}`,
    },
  ];
}

/** A route for a check that does not exist would silently tell nobody. */
function unknownCheckFaults(
  { match }: AlertsSection['routes'][number],
  index: number,
  checks: readonly string[],
): Fault[] {
  return (match.checks ?? []).flatMap((check, place) => {
    if (checks.includes(check)) return [];
    const found = JSON.stringify(check);
    const message =
      formerName(check) ??
      `there is no check ${found}${suggestionText(check, checks)}; posture checks lists them`;
    const expected = 'the id of a check';
    return [{ path: ['routes', index, 'match', 'checks', place], found, expected, message }];
  });
}

function repeatedRoutes(section: AlertsSection): Fault[] {
  const names = section.routes.map(routeName);
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const found = JSON.stringify(name);
    return [
      {
        path: ['routes', index],
        found,
        expected: 'a name that no other route has',
        message: `there is already a route ${found}`,
      },
    ];
  });
}

function namesIn(
  section: AlertsSection,
  names: readonly string[],
  path: readonly PropertyKey[],
): Fault[] {
  const known = section.channels.map(channelName);
  return names.flatMap((name, index) => {
    if (known.includes(name)) return [];
    const found = JSON.stringify(name);
    const expected = `the name of a channel: one of ${known.join(', ')}`;
    const message = `there is no channel ${found}${suggestionText(name, known)}; expected one of ${known.join(', ')}`;
    return [{ path: [...path, index], found, expected, message }];
  });
}

/** A14: whatever happens, somebody is told. */
function receiverFaults({ routes, default: receivers, channels }: AlertsSection): Fault[] {
  if (routes.length > 0 && receivers === undefined) {
    const expected = 'default: the channels that are told of what no route matches';
    const message = `routes need a receiver for what none of them matches; expected ${expected}`;
    return [{ path: ['routes'], found: 'nothing', expected, message }];
  }
  if (routes.length === 0 && receivers !== undefined) {
    const expected = 'routes, or no default';
    const message = 'without routes every channel is told, so that a default says nothing';
    return [{ path: ['default'], found: 'a list', expected, message }];
  }
  const allPage = channels.every((channel) => channel.type !== 'log' && channel.pages);
  if (routes.length > 0 || !allPage) return [];
  const expected = 'a channel that does not page (type: log suffices), or routes';
  const message = `every channel pages, and is told only of what is critical or high; expected ${expected} for the rest`;
  return [{ path: ['channels'], found: 'channels that page', expected, message }];
}

function canaryFaults({ canary }: AlertsSection, claims: readonly string[]): Fault[] {
  if (canary === undefined || claims.includes(canary)) return [];
  const found = JSON.stringify(canary);
  const expected = 'a claim of the documents above';
  const message = `no document has a claim ${found}${suggestionText(canary, claims)}`;
  return [{ path: ['canary'], found, expected, message }];
}

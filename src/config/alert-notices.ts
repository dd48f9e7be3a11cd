import { compileGlob } from '#domain/glob.ts';
import { isServed, SERVED_PATHS } from '#domain/served-paths.ts';
import { channelName } from './alert-channels-section.ts';
import type { AlertsSection } from './alerts-section.ts';
import { routeName } from './assemble-alerts.ts';
import type { LoadedConfiguration } from './loaded-configuration.ts';
import type { ConfigurationNotice } from './notice.ts';
import { formatPath } from './problem.ts';
import { suggestionText } from './suggest.ts';

type Remark = readonly [path: readonly PropertyKey[], message: string];

/** What is no mistake in the alerts section but probably not meant: routes that nothing reaches, words that nothing has, one way out. */
export function alertNotices({
  main,
  alerts,
  documents,
}: LoadedConfiguration): readonly ConfigurationNotice[] {
  if (main === undefined || alerts === undefined) return [];
  const statements = documents.map(({ bound }) => bound.statement);
  const known = {
    documents: statements.map(({ id }) => id),
    claims: statements.flatMap((statement) => statement.claims.map(({ id }) => id)),
  };
  const remarks = [
    ...unreachable(alerts),
    ...alerts.routes.flatMap(({ match }, index) =>
      idleWords(match, known, ['routes', index, 'match']),
    ),
    ...alerts.runbooks.flatMap(({ claims }, index) =>
      idleGlob(claims, known.claims, ['runbooks', index, 'claims']),
    ),
    ...singleWay(alerts),
    ...unservedLinks(alerts),
  ];
  return remarks.map(([path, message]) => {
    const whole = ['alerts', ...path];
    const { line } = main.place(whole);
    return { kind: 'alerts', file: main.file, line, message: `${formatPath(whole)}: ${message}` };
  });
}

function unreachable({ routes }: AlertsSection): Remark[] {
  const last = routes.findIndex(
    (route) => Object.keys(route.match).length === 0 && !route.continue,
  );
  const catchAll = routes[last];
  if (catchAll === undefined) return [];
  const name = routeName(catchAll, last);
  const idle = routes.slice(last + 1).map((_, offset): Remark => {
    const message = `is never reached: ${JSON.stringify(name)} matches everything and does not continue`;
    return [['routes', last + 1 + offset], message];
  });
  return idle;
}

function idleWords(
  match: AlertsSection['routes'][number]['match'],
  known: Readonly<Record<'documents' | 'claims', readonly string[]>>,
  base: readonly PropertyKey[],
): Remark[] {
  const idle = (match.documents ?? []).flatMap((id, index): Remark[] => {
    if (known.documents.includes(id)) return [];
    const message = `matches nothing: there is no document ${JSON.stringify(id)}${suggestionText(id, known.documents)}`;
    return [[[...base, 'documents', index], message]];
  });
  const globs = (match.claims ?? []).flatMap((glob, index) =>
    idleGlob(glob, known.claims, [...base, 'claims', index]),
  );
  return [...idle, ...globs];
}

function idleGlob(glob: string, claims: readonly string[], path: readonly PropertyKey[]): Remark[] {
  if (claims.some(compileGlob(glob))) return [];
  return [
    [
      path,
      `matches nothing: no claim is like ${JSON.stringify(glob)}${suggestionText(glob, claims)}`,
    ],
  ];
}

function unservedLinks({ publicUrl }: AlertsSection): Remark[] {
  if (publicUrl === undefined || isServed('/alerts/any')) return [];
  const message = `is not used: the service serves ${SERVED_PATHS.join(' and ')} alone and no page of an alert, so that messages print commands and no link`;
  return [[['publicUrl'], message]];
}

function singleWay({ channels }: AlertsSection): Remark[] {
  const ways = channels.map(channelName).filter((name) => name !== 'log');
  if (ways.length !== 1) return [];
  const message = `${JSON.stringify(ways[0])} is the only way out besides the log: when it fails, a critical alert reaches nobody`;
  return [[['channels'], message]];
}

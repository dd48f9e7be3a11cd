import type { Alert } from '#domain/alert.ts';
import type { AlertMatch } from '#domain/alert-policy.ts';
import { compileGlob } from '#domain/glob.ts';
import { type AlertSubject, type Facet, facetsOf } from './facets.ts';

/** Words for the members of a match that look at what an alert speaks of. */
const FACETS = [
  'documents',
  'claims',
  'checks',
  'owners',
  'subscriptions',
  'resourceGroups',
  'resources',
] as const satisfies readonly (keyof Facet & keyof AlertMatch)[];

/** Whether the alert is like that: every member of the match agrees, those about resources and claims with one and the same open member of the alert. */
export function matches(match: AlertMatch, alert: Alert): boolean {
  return disagreement(match, alert, facetsOf(alert)) === null;
}

/** The first member of the match with which the alert does not agree, or `together` when each agrees but no open member of the alert agrees with all; null when it is like that. */
export function disagreement(
  match: AlertMatch,
  alert: Pick<AlertSubject, 'kind' | 'severity'>,
  facets: readonly Facet[],
): keyof AlertMatch | 'together' | null {
  if (match.kinds !== undefined && !match.kinds.includes(alert.kind)) return 'kinds';
  if (match.severities !== undefined && !match.severities.includes(alert.severity))
    return 'severities';
  const tests = FACETS.flatMap((name) => {
    const wanted = match[name];
    if (wanted === undefined) return [];
    // Ids of documents, checks and subscriptions hold neither * nor ?, so that a glob of them is the word itself.
    const globs = wanted.map(compileGlob);
    const agrees = (facet: Facet) =>
      facet[name].some((value) => globs.some((isLike) => isLike(value)));
    return [{ name, agrees }];
  });
  if (facets.some((facet) => tests.every(({ agrees }) => agrees(facet)))) return null;
  return tests.find(({ agrees }) => !facets.some(agrees))?.name ?? 'together';
}

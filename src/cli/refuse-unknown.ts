import type { Configuration } from '#config/configuration.ts';
import { formerName } from '#config/former-hints.ts';
import { suggestionText } from '#config/suggest.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { LINK_CHECK } from '#evaluation/fold-claim.ts';
import type { Workbench } from './workbench.ts';

/** Throws a ConfigurationError for a name that nothing bears (compared without case): a slip would match nothing and say so to nobody. */
export function refuseUnknown(
  option: string,
  given: readonly string[] | undefined,
  known: readonly string[],
): void {
  const lower = new Set(known.map((name) => name.toLowerCase()));
  const unknown = (given ?? []).filter((name) => !lower.has(name.toLowerCase()));
  const [first] = unknown;
  if (first === undefined) return;
  const former = option === '--check' ? formerName(first) : undefined;
  if (former !== undefined)
    throw new ConfigurationError('CLI_UNKNOWN_NAME', `${option}: ${former}.`);
  throw new ConfigurationError(
    'CLI_UNKNOWN_NAME',
    `${option} ${unknown.join(', ')}: the configuration has no such one${suggestionText(first, known)}. There is: ${known.join(', ')}.`,
  );
}

/** The ids of the configured documents. */
export function documentNames({ documents }: Configuration): readonly string[] {
  return documents.map(({ statement }) => statement.id);
}

/** The ids under which findings come: of every check there is, of those that a document names before they are built, of linked pages. */
export function checkNames(
  { checks }: Pick<Workbench, 'checks'>,
  { documents }: Configuration,
): readonly string[] {
  const named = documents.flatMap(({ statement }) =>
    statement.claims.flatMap(({ verify }) => verify.map(({ check }) => check)),
  );
  return [...new Set([...checks.map(({ id }) => id), ...named, LINK_CHECK])];
}

import type { Instant } from '#domain/instant.ts';
import type { Configuration } from './configuration.ts';
import { noticesOf } from './configuration-notices.ts';
import { loadConfiguration } from './load-configuration.ts';
import type { ConfigurationRequest } from './loaded-configuration.ts';
import type { ConfigurationNotice } from './notice.ts';
import type { ConfigurationProblem } from './problem.ts';
import { secretProblems } from './secret-problems.ts';

/** Everything that can be said of a configuration without asking Azure. */
export interface ValidationReport {
  /** undefined when there are problems. */
  readonly configuration: Configuration | undefined;
  readonly problems: readonly ConfigurationProblem[];
  readonly notices: readonly ConfigurationNotice[];
}

/**
 * Reads the configuration as `readConfiguration` does, and adds what is no mistake but worth knowing at `asOf`. `secrets: 'here'`: this
 * is where they are to be had, and every one that cannot be resolved is a problem.
 */
export function validateConfiguration(
  request: ConfigurationRequest & { readonly asOf: Instant; readonly secrets?: 'here' },
): ValidationReport {
  const loaded = loadConfiguration(request);
  const notices = noticesOf(loaded, { checks: request.checks, asOf: request.asOf });
  const unresolved =
    loaded.main === undefined || request.secrets !== 'here'
      ? []
      : secretProblems(loaded.main, request.environment, request.files);
  return {
    configuration: unresolved.length === 0 ? loaded.configuration : undefined,
    problems: [...loaded.problems, ...unresolved],
    notices,
  };
}

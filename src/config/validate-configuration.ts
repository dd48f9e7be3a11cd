import type { Instant } from '#domain/instant.ts';
import type { Configuration } from './configuration.ts';
import { noticesOf } from './configuration-notices.ts';
import { loadConfiguration } from './load-configuration.ts';
import type { ConfigurationRequest } from './loaded-configuration.ts';
import type { ConfigurationNotice } from './notice.ts';
import type { ConfigurationProblem } from './problem.ts';

/** Everything that can be said of a configuration without asking Azure. */
export interface ValidationReport {
  /** undefined when there are problems. */
  readonly configuration: Configuration | undefined;
  readonly problems: readonly ConfigurationProblem[];
  readonly notices: readonly ConfigurationNotice[];
}

/** Reads the configuration as `readConfiguration` does and adds what is no mistake but worth knowing at `asOf`. */
export function validateConfiguration(
  request: ConfigurationRequest & { readonly measures?: readonly string[]; readonly asOf: Instant },
): ValidationReport {
  const loaded = loadConfiguration(request);
  const notices = noticesOf(loaded, {
    checks: request.checks,
    measures: request.measures ?? [],
    asOf: request.asOf,
  });
  return { configuration: loaded.configuration, problems: loaded.problems, notices };
}

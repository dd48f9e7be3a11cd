import type { Configuration } from './configuration.ts';
import { loadConfiguration } from './load-configuration.ts';
import type { ConfigurationRequest } from './loaded-configuration.ts';
import type { ConfigurationProblem } from './problem.ts';

/** A configuration that is right in every part, or all that is wrong with it. */
export type ConfigurationOutcome =
  | { readonly configuration: Configuration }
  | { readonly problems: readonly ConfigurationProblem[] };

/**
 * Reads the configuration file, every document and record that it names, and the POSTURE_* variables. Answers with all problems
 * of all files at once; never throws for what a person can get wrong.
 */
export function readConfiguration(request: ConfigurationRequest): ConfigurationOutcome {
  const { configuration, problems } = loadConfiguration(request);
  return configuration === undefined ? { problems } : { configuration };
}

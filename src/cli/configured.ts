import type { Configuration } from '#config/configuration.ts';
import { formatProblem } from '#config/problem.ts';
import { readConfiguration } from '#config/read-configuration.ts';
import { ConfigurationError } from '#domain/errors.ts';
import type { CommonOptions, Workbench } from './workbench.ts';

/** Reads the configuration that the options name; throws one ConfigurationError with every problem, a line each. */
export function configured(workbench: Workbench, options: CommonOptions): Configuration {
  const outcome = readConfiguration({
    file: options.config,
    environment: workbench.environment,
    checks: workbench.checks,
  });
  if ('configuration' in outcome) {
    const { configuration } = outcome;
    return options.logLevel === undefined
      ? configuration
      : { ...configuration, logLevel: asLogLevel(options.logLevel) };
  }
  const { problems } = outcome;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new ConfigurationError(
    'CONFIG_INVALID',
    `The configuration has ${count}:\n${problems.map((problem) => `  ${formatProblem(problem)}`).join('\n')}`,
  );
}

// The command line's own parser lets no other word through.
function asLogLevel(level: string): Configuration['logLevel'] {
  return level as Configuration['logLevel'];
}

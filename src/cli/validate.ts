import { formatProblem } from '#config/problem.ts';
import { validateConfiguration } from '#config/validate-configuration.ts';
import { toInstant } from '#domain/instant.ts';
import { measuresOf } from './measures-of.ts';
import type { Command, CommonOptions } from './workbench.ts';

/** `posture validate`: everything that is wrong, in one go; 3 when anything is, 0 with notices otherwise. No network. */
export const validate: Command<CommonOptions> = async (workbench, terminal, options) => {
  const { configuration, problems, notices } = validateConfiguration({
    file: options.config,
    environment: workbench.environment,
    checks: workbench.checks,
    measures: measuresOf(workbench.checks),
    asOf: toInstant(workbench.clock.now()),
  });
  for (const problem of problems) terminal.stdout.write(`error    ${formatProblem(problem)}\n`);
  for (const { file, line, message } of notices)
    terminal.stdout.write(`notice   ${file}:${line}: ${message}\n`);
  const claims =
    configuration?.documents.reduce((sum, { statement }) => sum + statement.claims.length, 0) ?? 0;
  terminal.stdout.write(
    problems.length === 0
      ? `${options.config}: valid; ${configuration?.documents.length ?? 0} documents, ${claims} claims, ${notices.length} notices\n`
      : `${options.config}: ${problems.length} problems, ${notices.length} notices\n`,
  );
  return await Promise.resolve(problems.length === 0 ? 0 : 3);
};

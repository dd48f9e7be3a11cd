import { table } from './table.ts';
import type { Command, CommonOptions } from './workbench.ts';

/** `posture checks`: every check there is. */
export const checks: Command<CommonOptions> = async (workbench, terminal) => {
  const rows = workbench.checks
    .toSorted((a, b) => (`${a.family} ${a.id}` < `${b.family} ${b.id}` ? -1 : 1))
    .map((check) => [
      check.family,
      check.id,
      check.severity,
      check.title,
      check.resourceTypes.join('\n'),
    ]);
  terminal.stdout.write(
    `${table(['family', 'check', 'severity', 'what it verifies', 'of'], rows, terminal.stdout.columns)}\n`,
  );
  return await Promise.resolve(0);
};

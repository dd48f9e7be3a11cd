import type { ProgramParts } from '#cli/program.ts';
import type { Workbench } from '#cli/workbench.ts';

/** What the command line is started with, around a workbench that is there already. */
export function programParts(workbench: Workbench): ProgramParts {
  return { ...workbench, open: async () => await Promise.resolve(workbench) };
}

import { limitHeapGrowth } from '#cli/limit-heap-growth.ts';
import { runProgram } from '#cli/program.ts';
import { createWorkbench } from '../../src/app.ts';
import { programParts } from '../harness/program-parts.ts';
import { unpacedWorkbench } from './unpaced-workbench.ts';
import { writeUsageAtExit } from './write-usage.ts';

// `posture …` as it is, measured; `unpaced` takes the governor's pace away, so that processor and memory show and not the waiting.
const [, , usageFile = '', pace = 'paced', ...args] = process.argv;
limitHeapGrowth();
writeUsageAtExit(usageFile);

const workbench = pace === 'unpaced' ? unpacedWorkbench() : createWorkbench(process.env);
process.exitCode = await runProgram(
  args,
  programParts(workbench),
  process,
  new AbortController().signal,
);
